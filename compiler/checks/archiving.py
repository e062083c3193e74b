"""Which suppressions archive what a filter or a route matches."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..model.criteria import Criteria
from ..model.filters import Filter, RoutedFindings
from .implication import Fields, Implications, fields_of, on_fields

Regions = tuple[str, ...]


@dataclass(frozen=True)
class Archivers:
    """The suppression with the lowest rank, which GuardDuty credits with archiving, and how many there are."""

    first: Filter | None
    count: int


class Archiving:
    """Every filter is compared with few suppressions (``implication.py``), and equal filters once."""

    def __init__(self, suppressions: Iterable[Filter], watchers: Iterable[Filter | RoutedFindings]) -> None:
        """``watchers`` are all filters and routes that will be looked up."""
        self._suppressions = sorted(suppressions, key=_rank)
        self._watchers = tuple(watchers)
        self._archivers: dict[tuple[Fields, Criteria, Regions], Archivers] = {}
        self._narrower: dict[Fields, Implications[Filter]] = {}
        self._partial: dict[tuple[Criteria, Regions], list[Filter]] = {}

    def all_of(self, watcher: Filter | RoutedFindings) -> Archivers:
        """The suppressions that archive every finding of a filter or route, in each of its Regions."""
        by_fields = [self._by_fields(fields, watcher) for fields in self._wider]
        firsts = [archivers.first for archivers in by_fields if archivers.first]
        return Archivers(min(firsts, key=_rank, default=None), sum(archivers.count for archivers in by_fields))

    def some_of(self, watcher: Filter) -> Archivers:
        """The suppressions that archive only findings that a filter matches, in at least one of its Regions.

        For a suppression, those before it in rank: the others archive nothing that it has not archived.
        """
        key = (watcher.criteria, watcher.regions)
        if key not in self._partial:
            self._partial[key] = self._compare(watcher)
        archivers = self._partial[key]
        before = bisect_left(archivers, _rank(watcher), key=_rank) if watcher.justification else len(archivers)
        return Archivers(archivers[0] if before else None, before)

    def _by_fields(self, fields: Fields, watcher: Filter | RoutedFindings) -> Archivers:
        """Of the suppressions with conditions on these fields."""
        key = (fields, on_fields(watcher.known, fields), watcher.regions)
        if key not in self._archivers:
            wider = self._wider[fields].get(key[1], ())
            archivers = [suppression for suppression in wider if set(watcher.regions) <= set(suppression.regions)]
            self._archivers[key] = Archivers(archivers[0] if archivers else None, len(archivers))
        return self._archivers[key]

    @cached_property
    def _wider(self) -> dict[Fields, dict[Criteria, list[Filter]]]:
        """By their fields, and by what watchers have on these fields: the suppressions that all of it meets."""
        by_fields: dict[Fields, list[Filter]] = defaultdict(list)
        for suppression in self._suppressions:
            by_fields[fields_of(suppression.criteria)].append(suppression)
        return {fields: self._wider_on(fields, suppressions) for fields, suppressions in by_fields.items()}

    def _wider_on(self, fields: Fields, suppressions: list[Filter]) -> dict[Criteria, list[Filter]]:
        watchers = Implications(((watcher.known, watcher) for watcher in self._watchers), fields)
        wider: dict[Criteria, list[Filter]] = defaultdict(list)
        for suppression in suppressions:
            for criteria, _ in watchers.implying(suppression.criteria):
                wider[criteria].append(suppression)
        return wider

    def _compare(self, watcher: Filter) -> list[Filter]:
        fields = fields_of(watcher.criteria)
        if fields not in self._narrower:
            self._narrower[fields] = Implications(((s.known, s) for s in self._suppressions), fields)
        narrower = [s for _, group in self._narrower[fields].implying(watcher.criteria) for s in group]
        return sorted((s for s in narrower if not set(s.regions).isdisjoint(watcher.regions)), key=_rank)


def _rank(suppression: Filter) -> tuple[bool, str, str]:
    return suppression.rank_order
