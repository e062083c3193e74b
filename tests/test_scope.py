"""Which accounts a filter means: looked up by how their ids begin, with the same answer as trying all of them."""

from hypothesis import given
from hypothesis import strategies as st

from compiler.checks.visibility import Scope
from compiler.model.criteria import Criterion

IDS = [f"{number:012}" for number in (1, 12, 123, 120_000_000_000, 121_000_000_000, 999_999_999_999)]
PATTERNS = st.lists(st.sampled_from(["*", "12*", "1?1*", "?2*", "*1", "0000*", "999999999999", "3*", *IDS]), max_size=3)


@given(PATTERNS, PATTERNS, st.none() | st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)))
def test_an_account_is_found_by_its_beginning(
    matches: list[str], not_matches: list[str], named: set[str] | None, accounts: set[str]
) -> None:
    on_account = (Criterion("accountId", matches=tuple(matches), not_matches=tuple(not_matches)),)
    own = None if named is None else tuple(sorted(named))
    scope = Scope(("us-east-1",), own, on_account, frozenset())
    assert scope.admits_any(sorted(accounts)) is any(map(scope.admits, accounts))
