"""What becomes of a finding: which filters show it, which suppression archives it, where it is sent.

Criteria are compiled once. Most filters ask for a type and an account, which few findings share, so
which filters are left for a Region, type and account is remembered; only the rest is asked of each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from compiler.meaning.conditions import Condition, conditions
from compiler.meaning.evaluation import Finding, Predicate, compiled_condition, predicate, values_of
from compiler.model.criteria import Criteria
from compiler.model.program import Filter, Program, RoutedFindings

_SHARED = ("region", "type", "accountId")
_REMEMBERED = 10_000  # combinations; findings are untrusted, and may have any number

Watcher = Filter | RoutedFindings


class _Compiled(NamedTuple):
    """A watcher, what it asks of Region, type and account, and what else it asks."""

    watcher: Watcher
    meets_shared: Predicate
    meets_rest: Predicate


@dataclass(frozen=True)
class Verdict:
    """``suppression`` is the first by rank that archives the finding; archived findings are sent nowhere."""

    filters: tuple[Filter, ...]
    suppression: Filter | None
    routed: tuple[RoutedFindings, ...]


@dataclass(frozen=True)
class Outcome:
    """One condition, and what stands in its field."""

    condition: Condition
    values: tuple[object, ...]
    holds: bool


@dataclass(frozen=True)
class NearMiss:
    """A filter that would match, but for one condition."""

    filter: Filter
    failed: Outcome


class Judge:
    """The filters and routes of a company, compiled, by Region."""

    def __init__(self, program: Program) -> None:
        filters = sorted(program.filters, key=lambda asked: asked.rank_order)
        watchers: tuple[Watcher, ...] = (*filters, *program.routed)
        self._watchers = [_compiled(watcher) for watcher in watchers]
        self._remembered: dict[tuple[str, str, str], list[_Compiled]] = {}
        self.regions = program.organization.regions

    def matching(self, finding: Finding) -> list[Watcher]:
        """Suppressions first, then filters, both in the order of their ranks; then what is routed."""
        region, kind, account = finding.get("region"), finding.get("type"), finding.get("accountId")
        if type(region) is not str or type(kind) is not str or type(account) is not str:
            return [w.watcher for w in self._left(finding) if w.meets_rest(finding)]
        left = self._remembered.get((region, kind, account))
        if left is None:
            left = self._remember((region, kind, account), finding)
        return [entry.watcher for entry in left if entry.meets_rest(finding)]

    def verdict(self, finding: Finding) -> Verdict:
        found = self.matching(finding)
        filters = tuple(w for w in found if isinstance(w, Filter) and not w.justification)
        suppressions = [w for w in found if isinstance(w, Filter) and w.justification]
        routed = () if suppressions else tuple(w for w in found if isinstance(w, RoutedFindings))
        return Verdict(filters, suppressions[0] if suppressions else None, routed)

    def near_misses(self, finding: Finding) -> tuple[NearMiss, ...]:
        """Filters of the Region of which all conditions but one hold, and at least one does."""
        found = []
        for watcher in (entry.watcher for entry in self._in_region(finding)):
            outcomes = outcomes_of(watcher.criteria, finding)
            failed = [outcome for outcome in outcomes if not outcome.holds]
            if isinstance(watcher, Filter) and len(failed) == 1 and len(outcomes) > 1:
                found.append(NearMiss(watcher, failed[0]))
        return tuple(found)

    def _in_region(self, finding: Finding) -> Iterator[_Compiled]:
        return (entry for entry in self._watchers if finding.get("region") in entry.watcher.regions)

    def _left(self, finding: Finding) -> list[_Compiled]:
        """The watchers that a finding may still meet."""
        return [entry for entry in self._in_region(finding) if entry.meets_shared(finding)]

    def _remember(self, key: tuple[str, str, str], finding: Finding) -> list[_Compiled]:
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        left = self._remembered[key] = self._left(finding)
        return left


def _compiled(watcher: Watcher) -> _Compiled:
    shared = tuple(criterion for criterion in watcher.criteria if criterion.field in _SHARED)
    rest = tuple(criterion for criterion in watcher.criteria if criterion.field not in _SHARED)
    return _Compiled(watcher, predicate(shared), predicate(rest))


def outcomes_of(criteria: Criteria, finding: Finding) -> tuple[Outcome, ...]:
    """Every condition of the criteria, held against a finding."""
    return tuple(Outcome(c, values_of(finding, c.field), compiled_condition(c)(finding)) for c in conditions(criteria))
