"""Packed filters on users match exactly what the filters that they replace match."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from compiler.meaning.evaluation import predicate
from compiler.model.criteria import Criterion, by_field
from compiler.model.program import Action, Filter
from compiler.plan.packing import packed
from tests.conftest import TESTS, program_of
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
