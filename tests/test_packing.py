"""Packed filters on users match exactly what the filters that they replace match."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.catalog import quotas
from compiler.meaning.evaluation import predicate
from compiler.model.criteria import Criterion, by_field
from compiler.model.filters import Action, Filter, Justification
from compiler.model.organization import Organization, Pack
from compiler.model.resources.events import EventRule
from compiler.model.resources.guardduty import RankedFilter
from compiler.plan.fitting import fitted_filters
from compiler.plan.packing import packed
from compiler.review.replacements import replacements
from compiler.review.stacks import stack_changes
from tests.conftest import ORGANIZATION as ORGANIZATION_TEXT
from tests.conftest import TESTS, compile_folder, program_of
from tests.samples import finding, origin

ORGANIZATION = program_of(TESTS / "golden" / "packed-users" / "specs").organization
USERS, ACCOUNTS = ("train", "serve", "load"), ("111111111111", "222222222222", "333333333333")


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values), min_size=1).map(lambda chosen: tuple(sorted(chosen)))


def users_filter(number: int, users: tuple[str, ...], accounts: tuple[str, ...], is_severe: bool) -> Filter:
    conditions = [
        Criterion("resource.accessKeyDetails.userName", equals=users),
        Criterion("accountId", equals=accounts),
        *([Criterion("severity", greater_than_or_equal=7)] if is_severe else []),
    ]
    criteria = by_field(*conditions)
    return Filter("fraud", f"f{number}", Action.NOOP, "about", criteria, ("us-east-1",), {}, None, origin(), {})


@given(st.lists(st.tuples(some_of(USERS), some_of(ACCOUNTS), st.booleans()), min_size=1, max_size=6))
def test_users_of_several_accounts_are_merged_only_where_that_is_exact(
    declared: list[tuple[tuple[str, ...], tuple[str, ...], bool]],
) -> None:
    filters = [users_filter(number, *each) for number, each in enumerate(declared)]
    merged = packed(filters, ORGANIZATION, "us-east-1")
    for user, account, severity in product(USERS, ACCOUNTS, (2, 8)):
        sample = finding(accountId=account, severity=severity, resource={"accessKeyDetails": {"userName": user}})
        matching = {each.full_name for each in filters if predicate(each.criteria)(sample)}
        packed_matching = [each for each in merged if predicate(each.criteria)(sample)]
        assert bool(packed_matching) is bool(matching)
        assert matching <= {member for each in packed_matching for member in each.members}


def test_the_same_users_in_the_same_accounts_are_one_filter() -> None:
    pairs = product(USERS[:2], ACCOUNTS)
    filters = [users_filter(n, (user,), (account,), is_severe=False) for n, (user, account) in enumerate(pairs)]
    (merged,) = packed(filters, ORGANIZATION, "us-east-1")
    assert [(c.field, c.equals) for c in merged.criteria] == [
        ("accountId", ACCOUNTS),
        ("resource.accessKeyDetails.userName", ("serve", "train")),
    ]


def test_a_user_in_one_account_more_leaves_the_others_as_they_were() -> None:
    filters = [users_filter(n, (user,), ACCOUNTS[:1], is_severe=False) for n, user in enumerate(USERS)]
    more = [*filters, users_filter(9, USERS[:1], ACCOUNTS[1:2], is_severe=False)]
    before = {each.full_name: each for each in packed(filters, ORGANIZATION, "us-east-1")}
    after = {each.full_name: each for each in packed(more, ORGANIZATION, "us-east-1")}
    assert len(before) == 1
    assert len(after) == 2
    (same,) = before.keys() & after.keys()
    assert {c.field: c.equals for c in after[same].criteria}["accountId"] == ACCOUNTS[:1]


def bucket_filter(number: int, team: str, purpose: int, *, is_suppression: bool = False) -> Filter:
    criteria = by_field(
        Criterion("resource.s3BucketDetails.name", equals=(f"acme-{number}",)),
        Criterion("severity", greater_than_or_equal=purpose),
    )
    why = Justification("ours", date(2030, 1, 1), None, None, is_narrowed=False) if is_suppression else None
    action = Action.ARCHIVE if is_suppression else Action.NOOP
    return Filter(team, f"f{number}", action, "about", criteria, ("us-east-1",), {}, why, origin(), {})


def with_pack(pack: Pack) -> Organization:
    return replace(ORGANIZATION, pack=pack)


declared_filters = st.lists(
    st.tuples(st.sampled_from(("fraud", "research")), st.integers(1, 8), st.booleans()), min_size=90, max_size=130
)


@settings(max_examples=40)
@given(declared_filters)
def test_auto_merges_as_little_as_fits_and_is_then_what_the_setting_gives(
    declared: list[tuple[str, int, bool]],
) -> None:
    filters = [
        bucket_filter(number, team, purpose, is_suppression=archives and number % 9 == 0)
        for number, (team, purpose, archives) in enumerate(declared)
    ]
    by_pack = {
        pack: packed(filters, with_pack(pack), "us-east-1") for pack in (Pack.ASSET, Pack.TEAM, Pack.ORGANIZATION)
    }
    fitting = [pack for pack, each in by_pack.items() if len(each) <= quotas.FILTERS_PER_DETECTOR]
    fitted = fitted_filters(filters, with_pack(Pack.AUTO), "us-east-1")
    assert fitted.filters == by_pack[fitting[0]]
    assert (fitted.merged is None) is (fitting[0] is Pack.ASSET)
    suppressions = {each.full_name for each in filters if each.justification}
    assert suppressions <= {each.full_name for each in fitted.filters}
    merged_into = {name for each in fitted.filters for name in (each.members or (each.full_name,))}
    assert merged_into == {each.full_name for each in filters}


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(("fraud", "research")), st.integers(1, 8)), min_size=101, max_size=110))
def test_merged_to_fit_matches_what_the_declared_filters_match(declared: list[tuple[str, int]]) -> None:
    filters = [bucket_filter(number, *each) for number, each in enumerate(declared)]
    fitted = fitted_filters(filters, with_pack(Pack.AUTO), "us-east-1")
    assert fitted.merged
    assert (fitted.merged.declared, fitted.merged.count) == (len(filters), len(fitted.filters))
    for number, severity in product(range(0, len(filters) + 1, 7), range(9)):
        sample = finding(severity=severity, resource={"s3BucketDetails": [{"name": f"acme-{number}"}]})
        matching = any(predicate(each.criteria)(sample) for each in filters)
        assert any(predicate(each.criteria)(sample) for each in fitted.filters) is matching


def test_what_nothing_can_merge_is_not_merged() -> None:
    """A hundred and one suppressions do not fit, and merging the one bucket beside them would only rename it."""
    filters = [bucket_filter(number, "fraud", 1, is_suppression=number > 0) for number in range(102)]
    fitted = fitted_filters(filters, with_pack(Pack.AUTO), "us-east-1")
    assert (fitted.merged, fitted.filters) == (None, packed(filters, with_pack(Pack.ASSET), "us-east-1"))


def routed_buckets(number: int) -> str:
    entries = (
        f"  - {{name: d{n}, bucket: acme-{n}, account: administrator, region: us-east-1, route: soc}}\n"
        for n in range(number)
    )
    return "team: fraud\ndatasets:\n" + "".join(entries)


@pytest.mark.parametrize(("number", "merged"), [(99, []), (101, ["filters"]), (301, ["rules", "filters"])])
def test_filters_and_rules_are_merged_by_their_own_limits(
    number: int, merged: list[str], specs: Callable[..., Path]
) -> None:
    routes = 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
    plan = compile_folder(specs(ORGANIZATION_TEXT + routes, team=routed_buckets(number)))
    assert [each.what for each in plan.merged] == merged
    (stack,) = plan.stacks
    assert (len(stack.of(EventRule)) == number) is ("rules" not in merged)
    assert (len(stack.of(RankedFilter)) == number) is ("filters" not in merged)


def test_what_is_written_down_as_it_was_merged_changes_nothing(specs: Callable[..., Path]) -> None:
    team = routed_buckets(101).replace(", route: soc", "")
    by_limit = compile_folder(specs(ORGANIZATION_TEXT, team=team))
    written = compile_folder(specs(ORGANIZATION_TEXT + "filters: {pack: team}\n", team=team))
    assert by_limit.merged
    assert (written.stacks, written.merged) == (by_limit.stacks, ())
    assert not [*replacements(by_limit, written, stack_changes(by_limit, written))]


def test_diff_reports_the_filter_that_no_longer_fits_and_the_way_back(specs: Callable[..., Path]) -> None:
    fits, merged = (
        compile_folder(specs(ORGANIZATION_TEXT, team=routed_buckets(number).replace(", route: soc", "")))
        for number in (100, 101)
    )
    for before, after in ((fits, merged), (merged, fits)):
        rules = [change.rule for change in replacements(before, after, stack_changes(before, after))]
        assert rules == ["repacked", "destroyed"]
