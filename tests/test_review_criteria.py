"""What ``diff`` says of criteria: no finding that is lost goes unsaid, and what is said is words."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from compiler.meaning.evaluation import predicate
from compiler.model.criteria import Criteria, Criterion
from compiler.review.criteria import described, is_narrower, is_unclear, keeps, lost, meaning_of
from tests.reference import criteria_of_some, findings

BUCKET = "resource.s3BucketDetails.name"
TYPE = "type"


@settings(max_examples=400)
@given(criteria_of_some, criteria_of_some, findings())
def test_criteria_that_are_kept_lose_no_finding(before: Criteria, after: Criteria, finding: dict[str, Any]) -> None:
    assert [keeps(before, after), is_narrower(before, after), is_unclear(before, after)].count(True) == 1
    if predicate(before)(finding) and not predicate(after)(finding):
        assert not keeps(before, after)


@given(criteria_of_some, criteria_of_some)
def test_everything_that_may_be_lost_is_said_in_words(before: Criteria, after: Criteria) -> None:
    assert all(described(criteria).strip() for criteria in (before, after))
    assert keeps(before, after) or lost(before, after).strip()


@given(criteria_of_some)
def test_the_order_of_values_and_fields_has_no_meaning(criteria: Criteria) -> None:
    turned = (replace(c, equals=c.equals[::-1], matches=c.matches[::-1]) for c in reversed(criteria))
    assert meaning_of(tuple(turned)) == meaning_of(criteria)


def test_values_that_are_lost_are_named_and_more_than_six_are_counted() -> None:
    values = tuple(f"b{number}" for number in range(9))
    before, after = (Criterion(BUCKET, equals=values),), (Criterion(BUCKET, equals=values[:1]),)
    assert lost(before, after) == f"{BUCKET} b1, b2, b3, b4, b5, b6 or 2 more"


def test_a_new_condition_is_named() -> None:
    before = (Criterion(TYPE, matches=("Exfiltration:*",)),)
    assert lost(before, (*before, Criterion("severity", greater_than_or_equal=7))) == (
        "findings that fail: severity must be from 7 to 10"
    )


def test_other_values_are_lost_although_nothing_is_proven_about_the_rest() -> None:
    before, after = (Criterion(TYPE, equals=("a", "b")),), (Criterion(TYPE, equals=("b", "c")),)
    assert is_narrower(before, after)
    assert is_narrower(after, before)


def test_what_can_neither_be_proven_nor_shown_is_unclear() -> None:
    before, after = (Criterion(BUCKET, matches=("ab*",)),), (Criterion(BUCKET, matches=("a?*",)),)
    assert is_unclear(before, after)
    assert is_narrower(after, before)
