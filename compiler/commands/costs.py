"""What each kind of asset costs of the limits of a Region, after merging: filters, and rules on the event bus."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from ..catalog import quotas
from ..catalog.assets import ASSET_KINDS
from ..model.origin import Origin
from ..model.plan import Planned, Stack
from ..model.program import Program
from ..model.resources import Body
from ..model.resources.events import EventRule
from ..model.resources.guardduty import RankedFilter
from ..pipeline import Compiled
from ..plan.rules import rule_limit
from ..plan.stack_names import administrator_stack
from ..source import Span
from ..terminal import Column, Screen

_OTHER = "other entries"
_COLUMNS = (
    Column("Region"),
    Column("kind"),
    Column("assets", is_number=True),
    Column("filters", is_number=True),
    Column("rules", is_number=True),
)


class CostRow(NamedTuple):
    """The assets of a kind in a Region, and the filters and rules there that are about at least one of them.

    One that is about assets of several kinds counts for each. ``kind`` is None for all that is about no asset.
    """

    region: str
    kind: str | None
    assets: int
    filters: int
    rules: int


class LimitRow(NamedTuple):
    """How much of a limit of the administrator account a Region uses."""

    region: str
    what: str
    used: int
    limit: int


class MergedRow(NamedTuple):
    """What only a limit has merged: how many filters or rules there would be, and are; ``pack`` is as which setting."""

    region: str
    what: str
    declared: int
    merged_into: int
    limit: int
    pack: str


def merged_rows(compiled: Compiled) -> list[MergedRow]:
    """In the order of the plan; none where ``filters.pack`` says what is merged."""
    return [MergedRow(m.region, m.what, m.declared, m.count, m.limit, m.pack.value) for m in compiled.plan.merged]


def limit_rows(compiled: Compiled) -> list[LimitRow]:
    """Filters and rules of each Region, in the order of the Regions."""
    return [row for region, stack in _stacks(compiled) for row in _limits(region, stack)]


def cost_rows(compiled: Compiled) -> list[CostRow]:
    """In the order of the Regions, and of the table of kinds."""
    return [row for region, stack in _stacks(compiled) for row in _costs(region, stack, compiled.program)]


def cost_table(rows: Collection[CostRow], screen: Screen) -> Iterator[str]:
    """Nothing where there are no assets: the filters are listed already."""
    if any(row.kind for row in rows):
        cells = [(r.region, r.kind or _OTHER, str(r.assets or "-"), str(r.filters), str(r.rules)) for r in rows]
        yield f"what each kind costs, after merging\n{screen.table(_COLUMNS, cells)}"


def _stacks(compiled: Compiled) -> Iterator[tuple[str, Stack]]:
    """Each Region with the stack of the administrator account, which has all filters and the rules for findings."""
    organization = compiled.program.organization
    for region in organization.regions:
        yield region, compiled.plan.by_name[administrator_stack(organization.name, region)]


def _limits(region: str, stack: Stack) -> Iterator[LimitRow]:
    yield LimitRow(region, "filters", len(stack.of(RankedFilter)), quotas.FILTERS_PER_DETECTOR)
    yield LimitRow(region, "rules", len(stack.of(EventRule)), rule_limit(region))


def _costs(region: str, stack: Stack, program: Program) -> Iterator[CostRow]:
    assets = [asset for asset in program.assets if region in asset.regions]
    kinds = {_place(asset.origin.span): asset.kind for asset in assets}
    filters = [_kinds_of(planned, kinds) for planned in stack.of(RankedFilter)]
    rules = [_kinds_of(planned, kinds) for planned in stack.of(EventRule)]
    for kind in (*ASSET_KINDS, None):
        number = sum(asset.kind == kind for asset in assets)
        counts = [sum(kind in about for about in several) for several in (filters, rules)]
        if number or any(counts):
            yield CostRow(region, kind, number, *counts)


def _kinds_of(planned: Planned[Body], kinds: dict[tuple[str, int, int], str]) -> set[str | None]:
    """The kinds of the assets that a filter or rule comes from; None if it comes from none."""
    return {kinds[place] for place in _places(planned.origin) if place in kinds} or {None}


def _places(origin: Origin) -> Iterator[tuple[str, int, int]]:
    yield from map(_place, (origin.span, *origin.others))


def _place(span: Span) -> tuple[str, int, int]:
    return (span.source.name, span.line, span.column)
