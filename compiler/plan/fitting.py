"""How far the filters and rules of a Region are merged where only the limits decide: ``filters.pack: auto``.

The rule: as little as fits. A Region whose filters fit is left alone; otherwise they are merged as ``pack: team`` does,
and where that does not fit either, as ``pack: organization`` does. Its rules are judged in the same way by the limit of
their own, so that a filter too many leaves the rules alone. What comes out is what the setting gives that it comes to:
to write that down changes nothing in that Region.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..model.filters import Filter
from ..model.organization import Organization, Pack
from ..model.plan import Merged
from .packing import packed
from .splitting import part_count

_LEAST_FIRST = (Pack.ASSET, Pack.TEAM, Pack.ORGANIZATION)

_KEPT = "filters: {{pack: {pack}}} keeps them merged, in every Region; with auto, all are recreated apart once they fit"

T = TypeVar("T")


@dataclass(frozen=True)
class Fitted:
    """What GuardDuty gets of the filters of a Region before they are split; ``count`` is how many there are after it.

    ``merged`` says what the limit has merged; None where nothing had to be, or where the specs say what is merged.
    """

    filters: tuple[Filter, ...]
    count: int
    merged: Merged | None


def fitted_filters(filters: Iterable[Filter], organization: Organization, region: str) -> Fitted:
    """The filters of one Region, packed as the organization sets, or with ``auto`` as little as fits."""
    declared, limit = tuple(filters), quotas.FILTERS_PER_DETECTOR

    def attempt(settled: Organization) -> tuple[tuple[Filter, ...], int]:
        merged = packed(declared, settled, region)
        return merged, sum(part_count(each.criteria) for each in merged)

    tried = attempts(organization, attempt, lambda result: result[1] <= limit)
    pack, (chosen, count) = min(tried, key=lambda each: each[1][1])
    is_merged = organization.pack is Pack.AUTO and pack is not Pack.ASSET
    return Fitted(chosen, count, Merged(region, "filters", tried[0][1][1], count, limit, pack) if is_merged else None)


def attempts(
    organization: Organization, attempt: Callable[[Organization], T], fits: Callable[[T], bool]
) -> list[tuple[Pack, T]]:
    """The attempts to merge, the least first, up to one that fits; one alone where ``pack`` is not auto."""
    tried: list[tuple[Pack, T]] = []
    for pack in _LEAST_FIRST if organization.pack is Pack.AUTO else (organization.pack,):
        tried.append((pack, attempt(replace(organization, pack=pack))))
        if fits(tried[-1][1]):
            break
    return tried


def merged_problems(merged: Iterable[Merged], organization: Organization) -> Iterator[Diagnostic]:
    """A warning for everything that a limit has merged: it comes apart again as soon as it fits."""
    for each in merged:
        help_ = _KEPT.format(pack=each.pack, what=each.what, limit=each.limit)
        yield Diagnostic("merged-to-fit", f"{each.region}: {each.text}", organization.origin.span, help_)
