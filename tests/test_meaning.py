"""One meaning, said in several ways: random criteria and findings hold all of them against each other."""

import json
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.catalog.filter_fields import all_fields
from compiler.meaning.comparison import excludes, implies, is_contradiction
from compiler.meaning.evaluation import predicate
from compiler.meaning.event_pattern import Inexpressible, event_patterns
from compiler.meaning.intervals import Interval, complement, intersection, union
from compiler.meaning.sql import INDEXES, where
from compiler.model.criteria import Criteria, Criterion
from tests.reference import (
    API,
    BLOCKED,
    BUCKET,
    CRITERIA,
    PORT,
    TAG,
    UPDATED,
    criteria_of_some,
    findings,
    lists_matched,
    naive_meets,
)


@given(criteria_of_some, findings())
def test_the_evaluator_agrees_with_the_reference(criteria: Criteria, finding: dict[str, Any]) -> None:
    assert predicate(criteria)(finding) is naive_meets(finding, criteria)


@given(criteria_of_some, findings())
def test_the_event_patterns_agree_with_the_evaluator(criteria: Criteria, finding: dict[str, Any]) -> None:
    try:
        patterns = event_patterns(criteria)
    except Inexpressible:
        return
    matched = any(lists_matched(json.loads(pattern), finding) for pattern in patterns)
    assert matched is predicate(criteria)(finding)


@settings(max_examples=60)
@given(st.lists(criteria_of_some, min_size=1, max_size=8), st.lists(findings(), min_size=1, max_size=20))
def test_the_sql_agrees_with_the_evaluator(several: list[Criteria], found: list[dict[str, Any]]) -> None:
    """On DuckDB; a time that is a number is no part of it."""
    table = duckdb.connect()
    table.execute("CREATE TABLE findings (number INTEGER, finding JSON)")
    table.executemany("INSERT INTO findings VALUES (?, ?)", [[n, json.dumps(one)] for n, one in enumerate(found)])
    columns = ", ".join(where(criteria, {}) for criteria in several)
    rows = table.execute(f"WITH {INDEXES} SELECT {columns} FROM findings ORDER BY number").fetchall()
    assert rows == [tuple(predicate(criteria)(one) for criteria in several) for one in found]


@given(criteria_of_some, criteria_of_some, findings())
def test_what_is_said_of_two_filters_is_certain(one: Criteria, other: Criteria, finding: dict[str, Any]) -> None:
    meets_one, meets_other = predicate(one)(finding), predicate(other)(finding)
    assert not (implies(one, other) and meets_one and not meets_other)
    assert not (excludes(one, other) and meets_one and meets_other)
    assert not (is_contradiction(one) and meets_one)


KEYS = st.sampled_from(["resource", "severity", "service", "updatedAt", "s3BucketDetails", "tags", "key", "action"])
LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text()
JUNK = st.dictionaries(KEYS, st.recursive(LEAVES, lambda below: st.lists(below) | st.dictionaries(KEYS, below)))


@given(JUNK, criteria_of_some)
def test_no_finding_breaks_the_evaluator(finding: dict[str, Any], criteria: Criteria) -> None:
    assert predicate(criteria)(finding) in (True, False)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ({"equals": ("a",)}, {"equals": ("a", "b")}, True),
        ({"equals": ("a", "b")}, {"equals": ("a",)}, False),
        ({"equals": ("ab",)}, {"matches": ("a*",)}, True),
        ({"matches": ("ab*",)}, {"matches": ("a*",)}, True),
        ({"matches": ("a*",)}, {"matches": ("a?",)}, False),
        ({"equals": ("a",)}, {"not_equals": ("b",)}, True),
        ({"not_equals": ("a", "b")}, {"not_equals": ("b",)}, True),
        ({"not_matches": ("*",)}, {"not_equals": ("b",)}, True),
    ],
)
def test_what_implies_what(one: dict[str, Any], other: dict[str, Any], answer: bool) -> None:
    assert implies((Criterion(API, **one),), (Criterion(API, **other),)) is answer


def test_no_text_takes_a_pattern_for_ever() -> None:
    """Five wildcards, and a text that almost fits in very many ways."""
    meets = predicate((Criterion(API, matches=("*a*a*a*a*b",)),))
    action = {"awsApiCallAction": {"api": "a" * 100_000}}
    assert meets({"service": {"action": action}}) is False


def test_a_list_may_have_both() -> None:
    """A bucket named a and another named b: neither condition says anything about the other."""
    a, b = ((Criterion(BUCKET, equals=(name,)),) for name in "ab")
    assert not excludes(a, b)
    assert not implies(a, (Criterion(BUCKET, not_equals=("b",)),))


@pytest.mark.parametrize(
    ("criterion", "reason"),
    [
        (Criterion(UPDATED, greater_than=1767225600000), "no times"),
        (Criterion(API, matches=("a?",)), r"no \?"),
        (Criterion(API, matches=("a*",), not_equals=("ab",)), "several at once"),
        (Criterion(BUCKET, not_equals=("a",)), "no element fits"),
        (Criterion(PORT, greater_than=6_000_000_000), "numbers up to"),
        (Criterion(API, equals=("x" * 2048,)), "longer than"),
    ],
)
def test_what_no_event_pattern_says(criterion: Criterion, reason: str) -> None:
    with pytest.raises(Inexpressible, match=reason):
        event_patterns((criterion,))


def test_two_conditions_below_one_list_have_no_event_pattern() -> None:
    criteria = (Criterion(BUCKET, equals=("a",)), Criterion(TAG, equals=("b",)))
    with pytest.raises(Inexpressible, match="one and the same element"):
        event_patterns(criteria)


ends = st.integers(-3, 3).map(float)
intervals = st.lists(st.builds(Interval, ends, ends, st.booleans(), st.booleans()), max_size=3).map(union)
halves = st.integers(-8, 8).map(lambda n: n / 2)


@given(intervals, intervals, halves)
def test_intervals(one: tuple[Interval, ...], other: tuple[Interval, ...], number: float) -> None:
    def has(found: tuple[Interval, ...]) -> bool:
        return any(number in interval for interval in found)

    assert has(intersection(one, other)) is (has(one) and has(other))
    assert has(union((*one, *other))) is (has(one) or has(other))
    assert has(complement(one)) is not has(one)


def test_the_fields_of_these_tests_are_what_they_seem() -> None:
    kinds = {field: (all_fields()[field].type, all_fields()[field].in_list) for field in CRITERIA}
    assert kinds == {
        API: ("string", False),
        BLOCKED: ("boolean", False),
        BUCKET: ("string", True),
        PORT: ("number", False),
        "severity": ("number", False),
        TAG: ("string", True),
        UPDATED: ("timestamp", False),
    }
