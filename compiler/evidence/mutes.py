"""Suppressions: who muted what until when, and whose findings each of them can archive."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..catalog.severity import LEVELS
from ..checks.reach import archivable_types, matching_types, reached_above
from ..meaning.comparison import excludes
from ..model.assets import Asset
from ..model.filters import Filter
from ..model.program import Program, UsedPack
from ..model.resources.guardduty import RankedFilter
from .facts import Mute
from .since import Beginnings
from .traces import Traces, place_of

_BELOW = {level: below for below, level in zip(LEVELS, list(LEVELS)[1:], strict=False)}


def mutes(program: Program, as_of: date, traces: Traces, began: Beginnings) -> tuple[Mute, ...]:
    """By their ends, the next one first; those that have ended come before all others."""
    suppressions = [declared for declared in program.filters if declared.justification]
    touched, packs = _Touched(program), {used.full_name: used for used in program.packs}
    rows = (_mute(each, as_of, traces, touched.by(each), began, packs.get(each.full_name)) for each in suppressions)
    return tuple(sorted(rows, key=lambda row: (row.expires, row.name)))


def _mute(
    suppression: Filter,
    as_of: date,
    traces: Traces,
    assets: Iterable[str],
    began: Beginnings,
    used: UsedPack | None,
) -> Mute:
    why = suppression.justification
    assert why is not None, "a suppression has a justification"
    return Mute(
        spec=place_of(suppression.origin),
        resources=traces.of(suppression.origin, RankedFilter),
        tests=traces.tests(suppression.full_name),
        name=suppression.full_name,
        team=suppression.team,
        reason=why.reason,
        ticket=why.ticket or "",
        approved_by=why.approved_by or "",
        since=began.of(suppression.origin.span),
        expires=why.expires,
        days=(why.expires - as_of).days,
        regions=suppression.regions,
        types=len(archivable_types(suppression.criteria)),
        severest=_severest(suppression),
        assets=tuple(assets),
        pack=used.pack if used else "",
        caveat=used.caveat if used else "",
    )


def _severest(suppression: Filter) -> str:
    """The highest level of which it can archive findings."""
    above = (level for level in reversed(_BELOW) if reached_above(suppression.criteria, _BELOW[level]))
    return next(above, next(iter(LEVELS)))


class _Touched:
    """Which assets have findings that a suppression can archive: compared by account, and then by conditions."""

    def __init__(self, program: Program) -> None:
        self._assets: dict[str, list[Asset]] = defaultdict(list)
        for asset in program.assets:
            self._assets[asset.account_id].append(asset)
        self._filters = {watch.full_name: watch for watch in program.filters}

    def by(self, suppression: Filter) -> list[str]:
        return sorted(asset.full_name for asset in self._candidates(suppression) if self._reaches(suppression, asset))

    def _candidates(self, suppression: Filter) -> Iterator[Asset]:
        named = {v for c in suppression.criteria if c.field == "accountId" for v in c.equals}
        for account_id in sorted(named or self._assets):
            yield from self._assets.get(account_id, ())

    def _reaches(self, suppression: Filter, asset: Asset) -> bool:
        return any(_overlap(suppression, watch) for watch in map(self._filters.__getitem__, asset.filters))


def _overlap(suppression: Filter, watch: Filter) -> bool:
    """Whether some finding may meet both, of a type that has the fields which the filter needs."""
    if set(suppression.regions).isdisjoint(watch.regions) or excludes(suppression.known, watch.known):
        return False
    types = {kind.name for kind in archivable_types(suppression.criteria)}
    return any(kind.name in types for kind in matching_types(watch.criteria))
