"""What happens to a finding: which filters match, which suppression archives it, where it is sent.

Criteria are compiled once. Most filters have conditions on type and account that few findings meet, so
the filters that are left for a Region, type and account are remembered; only their other conditions are
evaluated for each finding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from ..meaning.conditions import Condition, conditions
from ..meaning.evaluation import Finding, Predicate, compiled_condition, predicate, values_of
from ..model.criteria import Criteria
from ..model.filters import Filter, RoutedFindings
from ..model.program import Program
from .about import About, Declared
from .directory import Directory
from .occurrence import Occurrence

_SHARED = ("region", "type", "accountId")
_REMEMBERED = 10_000  # combinations; findings are untrusted, and may have any number

F = TypeVar("F", Filter, RoutedFindings)


class _Compiled(NamedTuple, Generic[F]):
    """A filter or route, its conditions on Region, type and account, and its other conditions."""

    source: F
    meets_shared: Predicate
    meets_rest: Predicate


class _Candidates(NamedTuple):
    """What a finding of one Region, type and account may still match, in the order of ranks."""

    suppressions: list[_Compiled[Filter]]
    filters: list[_Compiled[Filter]]
    routes: list[_Compiled[RoutedFindings]]


class Verdict(NamedTuple):
    """Everything that matches a finding: suppressions and filters in the order of their ranks, and routes."""

    suppressions: tuple[Filter, ...]
    filters: tuple[Filter, ...]
    matched_routes: tuple[RoutedFindings, ...]

    @property
    def archived_by(self) -> Filter | None:
        """GuardDuty credits the suppression with the lowest rank."""
        return self.suppressions[0] if self.suppressions else None

    @property
    def routed(self) -> tuple[RoutedFindings, ...]:
        """Where the finding is sent: nowhere if it is archived, because GuardDuty then sends no event."""
        return () if self.suppressions else self.matched_routes


@dataclass(frozen=True)
class Outcome:
    """One condition, the values that the finding has in its field, and whether the condition holds."""

    condition: Condition
    values: tuple[object, ...]
    holds: bool


@dataclass(frozen=True)
class NearMiss:
    """A filter of which all conditions hold but one; ``met`` is how many do."""

    filter: Filter
    failed: Outcome
    met: int


class Judge:
    """The filters and routes of a company, compiled."""

    def __init__(self, program: Program) -> None:
        by_rank = sorted(program.filters, key=lambda item: item.rank_order)
        self._all = _Candidates(
            [_compiled(item) for item in by_rank if item.justification],
            [_compiled(item) for item in by_rank if not item.justification],
            [_compiled(item) for item in program.routed],
        )
        self._remembered: dict[tuple[str, str, str], _Candidates] = {}
        self.regions = program.organization.regions
        self.has_views = program.organization.has_views
        self.obstacle = Occurrence(program).obstacle
        self.directory = Directory(program)
        self._declared = Declared(program)
        self.packs = {used.full_name: used for used in program.packs}

    def verdict(self, finding: Finding) -> Verdict:
        suppressions, filters, routes = self._candidates(finding)
        return Verdict(_matching(suppressions, finding), _matching(filters, finding), _matching(routes, finding))

    def about(self, finding: Finding) -> tuple[About, ...]:
        """The declared assets that the finding is about, those that it can name first."""
        verdict = self.verdict(finding)
        return self._declared.about(finding, verdict.filters, verdict.matched_routes)

    def matches(self, full_name: str) -> Predicate:
        """Whether a filter or suppression matches a finding, by its name; with filters that only differ by a suffix."""
        entries = (*self._all.suppressions, *self._all.filters)
        mine = [item.source for item in entries if full_name in (item.source.full_name, *item.source.members)]

        def matches(finding: Finding) -> bool:
            verdict = self.verdict(finding)
            return any(item in mine for item in (*verdict.suppressions, *verdict.filters))

        return matches

    def near_misses(self, finding: Finding) -> tuple[NearMiss, ...]:
        """Filters of the Region of which exactly one condition fails, and at least one holds: the nearest first.

        The more conditions hold, the nearer it is. Of those with as many, one that only has another type comes last:
        it is about something else.
        """
        misses = []
        for item in (entry.source for entry in (*self._all.suppressions, *self._all.filters)):
            outcomes = outcomes_of(item.criteria, finding) if finding.get("region") in item.regions else ()
            failed = [outcome for outcome in outcomes if not outcome.holds]
            if len(failed) == 1 and len(outcomes) > 1:
                misses.append(NearMiss(item, failed[0], len(outcomes) - 1))
        return tuple(sorted(misses, key=lambda miss: (-miss.met, miss.failed.condition.field.name == "type")))

    def _candidates(self, finding: Finding) -> _Candidates:
        region, kind, account = finding.get("region"), finding.get("type"), finding.get("accountId")
        if type(region) is not str or type(kind) is not str or type(account) is not str:
            return self._left(finding)
        left = self._remembered.get((region, kind, account))
        if left is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            left = self._remembered[region, kind, account] = self._left(finding)
        return left

    def _left(self, finding: Finding) -> _Candidates:
        suppressions, filters, routes = self._all
        return _Candidates(_left(suppressions, finding), _left(filters, finding), _left(routes, finding))


def _compiled(source: F) -> _Compiled[F]:
    shared = tuple(criterion for criterion in source.criteria if criterion.field in _SHARED)
    rest = tuple(criterion for criterion in source.criteria if criterion.field not in _SHARED)
    return _Compiled(source, predicate(shared), predicate(rest))


def _left(entries: Iterable[_Compiled[F]], finding: Finding) -> list[_Compiled[F]]:
    """Those that are deployed in the finding's Region and meet its type and account."""
    region = finding.get("region")
    return [entry for entry in entries if region in entry.source.regions and entry.meets_shared(finding)]


def _matching(entries: Sequence[_Compiled[F]], finding: Finding) -> tuple[F, ...]:
    return tuple([entry.source for entry in entries if entry.meets_rest(finding)]) if entries else ()


def outcomes_of(criteria: Criteria, finding: Finding) -> tuple[Outcome, ...]:
    """Every condition of the criteria, evaluated for a finding."""
    return tuple(Outcome(c, values_of(finding, c.field), compiled_condition(c)(finding)) for c in conditions(criteria))
