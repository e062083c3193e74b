"""What several assets of a team declare alike: filters and routes on one account. Each is made once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ..model.assets import Asset
from ..model.criteria import in_any_order
from ..model.filters import Filter, RoutedFindings

Shareable = TypeVar("Shareable", Filter, RoutedFindings)


def shared_once(declared: Sequence[Shareable]) -> tuple[Shareable, ...]:
    """Those that are shared and the same become the first of them, in the Regions of all; the others stay."""
    once: list[Shareable] = [each for each in declared if not each.is_shared]
    alike: dict[Hashable, list[Shareable]] = defaultdict(list)
    for each in declared:
        if each.is_shared:
            alike[_same(each)].append(each)
    once += map(_merged, alike.values())
    return tuple(once)


def without_doubles(filters: Sequence[Filter], assets: Iterable[Asset]) -> tuple[tuple[Filter, ...], tuple[Asset, ...]]:
    """A shared filter is not made where another filter of its team has the same conditions; its assets have that one.

    A service, for example, has the filter that all models of its account would share.
    """
    views = {_conditions(each): each for each in reversed(filters) if each.is_view and not each.is_shared}
    shared = {_conditions(each): each for each in filters if each.is_shared}
    doubles = {
        each.full_name: views[_conditions(each)] for each in filters if each.is_shared and _conditions(each) in views
    }
    kept = (
        _less(each, doubles.get(each.full_name))
        if each.is_shared
        else _standing_in(each, shared.get(_conditions(each)) if views.get(_conditions(each)) is each else None)
        for each in filters
    )
    made = tuple(each for each in kept if each.regions or not each.is_shared)
    return made, tuple(replace(asset, filters=tuple(_instead(asset, doubles))) for asset in assets)


def _less(shared: Filter, other: Filter | None) -> Filter:
    """The shared filter in the Regions that the other is not in."""
    return replace(shared, regions=tuple(r for r in shared.regions if r not in other.regions)) if other else shared


def _standing_in(other: Filter, shared: Filter | None) -> Filter:
    """The other filter, as made for the entries of the shared one too."""
    if shared is None:
        return other
    spans = (*other.origin.others, shared.origin.span, *shared.origin.others)
    return replace(other, origin=replace(other.origin, others=spans))


def _instead(asset: Asset, doubles: Mapping[str, Filter]) -> Iterator[str]:
    """The filters of an asset, those that are made."""
    for name in asset.filters:
        other, regions = doubles.get(name), set(asset.regions)
        if other and regions.intersection(other.regions):
            yield other.full_name
        if not other or regions.difference(other.regions):
            yield name


def _conditions(each: Filter) -> Hashable:
    return each.team, in_any_order(each.criteria)


def _merged(same: Sequence[Shareable]) -> Shareable:
    first, *others = same
    origin = replace(first.origin, others=tuple(each.origin.span for each in others))
    return replace(first, regions=_regions(same), origin=origin)


def _regions(same: Sequence[Filter | RoutedFindings]) -> tuple[str, ...]:
    return tuple(sorted({region for each in same for region in each.regions}))


def _same(each: Filter | RoutedFindings) -> Hashable:
    route = each.route if isinstance(each, RoutedFindings) else None
    return each.full_name, each.criteria, route
