"""What several assets of a team declare alike: filters and routes on one account. Each is made once."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..model.program import Filter, RoutedFindings

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


def _merged(same: Sequence[Shareable]) -> Shareable:
    first, *others = same
    origin = replace(first.origin, others=tuple(each.origin.span for each in others))
    return replace(first, regions=_regions(same), origin=origin)


def _regions(same: Sequence[Filter | RoutedFindings]) -> tuple[str, ...]:
    return tuple(sorted({region for each in same for region in each.regions}))


def _same(each: Filter | RoutedFindings) -> Hashable:
    route = each.route if isinstance(each, RoutedFindings) else None
    return each.full_name, each.criteria, route
