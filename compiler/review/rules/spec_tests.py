"""The tests of the specs: an expectation that is gone no longer guards anything."""

from collections import defaultdict
from collections.abc import Iterator

from ...model.origin import Origin
from ...model.program import FindingTest, Program
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, both

_Key = tuple[str, str]


def _fewer_expectations(pair: Pair) -> Iterator[Difference]:
    """Expectations for a finding that no test of the team has any more."""
    before, after = _expectations(pair.before), _expectations(pair.after)
    for key, expected in before.items():
        kept = after.get(key, {})
        lost = sorted(expected.keys() - kept.keys())
        if lost:
            yield _difference(key, expected, kept, lost)


def _expectations(program: Program) -> dict[_Key, dict[str, Origin]]:
    """By team and file, everything that is expected of its findings, and where."""
    expected: dict[_Key, dict[str, Origin]] = defaultdict(dict)
    for test in program.tests:
        expected[test.team, test.finding] |= dict.fromkeys(_of(test), test.origin)
    return expected


def _of(test: FindingTest) -> Iterator[str]:
    yield "it can be read"
    yield from (f"{name} matches" for name in test.matches)
    yield from (f"{name} does not match" for name in test.not_matches)
    if test.suppressed is not None:
        yield "it is archived" if test.suppressed else "it is not archived"
    if test.routes is not None:
        yield f"it is sent to {', '.join(sorted(test.routes)) or 'no route'}"
    if test.occurs is not None:
        yield "it can occur" if test.occurs else "it cannot occur"


def _difference(key: _Key, expected: dict[str, Origin], kept: dict[str, Origin], lost: list[str]) -> Difference:
    team, finding = key
    before, after = expected[lost[0]], next(iter(kept.values()), None)
    what = f"the test of {finding} by team {team}"
    return Difference(
        Subject("tests", finding, team), before, after, sorted(expected), sorted(kept), what, "; ".join(lost)
    )


RULES = both(
    _fewer_expectations,
    Says(
        "test-weakened",
        Level.BLIND,
        "{what} no longer expects: {detail}",
        "a test is gone, or expects less of a finding",
    ),
    Says("test-strengthened", Level.SAFE, "{what} expects: {detail}", "a test is new, or expects more of a finding"),
)
