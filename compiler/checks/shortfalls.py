"""Filters and routes of which finding types cannot occur, because what they need is off."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from ..catalog.finding_types import live_types
from ..model.criteria import Criteria, Criterion, by_field
from ..model.filters import Filter, RoutedFindings
from ..model.origin import Origin
from .reach import names_types, reached_types
from .visibility import Lack, Off, Visibility

Watch = Filter | RoutedFindings
W = TypeVar("W", Filter, RoutedFindings)


@dataclass(frozen=True)
class Shortfall:
    """A filter and its routes, of whose finding types some cannot occur.

    ``types`` are all types that their conditions name; ``blind`` are the routes that get no findings.
    """

    full_name: str
    origin: Origin
    types: frozenset[str]
    lacks: tuple[Lack, ...]
    blind: tuple[str, ...]

    @property
    def missing(self) -> frozenset[str]:
        """The finding types that cannot occur somewhere."""
        return frozenset[str]().union(*(lack.types for lack in self.lacks))

    @property
    def is_total(self) -> bool:
        """Whether none of the finding types can occur anywhere."""
        return _is_blind(self.types, self.lacks)

    @property
    def is_certain(self) -> bool:
        """Not where accounts are meant that were invited: what is on there is for them to say."""
        return not any(isinstance(r, Off) and r.for_invited for lack in self.lacks for r in lack.reasons)

    def of(self, sources: frozenset[str], *, others: bool = False) -> "Shortfall | None":
        """The part of it that one of the sources would be enough for, or the rest; None if there is none."""
        lacks = tuple(lack for lack in self.lacks if lack.sources.isdisjoint(sources) is others)
        return replace(self, lacks=lacks) if lacks else None


def shortfalls(
    visibility: Visibility, filters: Iterable[Filter], routed: Iterable[RoutedFindings]
) -> Iterator[Shortfall]:
    """One for each name. Nothing about conditions that name no types: those mean what there is. An asset without
    conditions on types means the types that can be about it.

    Nothing is lost if a suppression has less to archive, so of suppressions only those that surely have nothing.
    """
    by_name: dict[str, list[Watch]] = defaultdict(list)
    watches: list[Watch] = [*map(_with_expected, filters), *map(_with_expected, routed)]
    for watch in watches:
        if _names_some_types(watch.criteria):
            by_name[watch.full_name].append(watch)
    for group in by_name.values():
        shortfall = _shortfall(visibility, group)
        is_useless = shortfall.is_total and shortfall.is_certain
        if shortfall.lacks and (is_useless or not any(_is_suppression(watch) for watch in group)):
            yield shortfall


def _shortfall(visibility: Visibility, group: list[Watch]) -> Shortfall:
    found = [(watch, _types(watch), tuple(visibility.lacks(watch))) for watch in group]
    blind = {w.route for w, types, lacks in found if isinstance(w, RoutedFindings) and _is_blind(types, lacks)}
    types = frozenset[str]().union(*(types for _, types, _ in found))
    lacks = dict.fromkeys(lack for _, _, lacks in found for lack in lacks)
    return Shortfall(group[0].full_name, group[0].origin, types, tuple(lacks), tuple(sorted(blind)))


def _types(watch: Watch) -> frozenset[str]:
    return frozenset(kind.name for kind in reached_types(watch.criteria))


def _is_blind(types: frozenset[str], lacks: Iterable[Lack]) -> bool:
    return types == frozenset[str]().union(*(lack.types for lack in lacks if lack.is_total))


def _with_expected(watch: W) -> W:
    if not watch.expected:
        return watch
    return replace(watch, criteria=by_field(*watch.criteria, Criterion("type", equals=watch.expected)))


def _names_some_types(criteria: Criteria) -> bool:
    return names_types(criteria) and 0 < len(reached_types(criteria)) < len(live_types())


def _is_suppression(watch: Watch) -> bool:
    return isinstance(watch, Filter) and watch.justification is not None
