"""``filters``: the filters of each Region, how much of the limit is used, the assets, and what teams decided."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..findings.wording import VIEWS_NOT_CREATED
from ..model.plan import Merged
from ..model.program import Program
from ..pipeline import compile_specs
from ..plan.filters import Part, parts_of
from ..terminal import Column, Screen, screen_of
from .assets import AssetRow, asset_rows, asset_table
from .costs import CostRow, LimitRow, MergedRow, cost_rows, cost_table, limit_rows, merged_rows
from .decisions import AcceptedRow, OverrideRow, accepted_rows, decision_tables, override_rows
from .exit_codes import CLEAN
from .options.reporting import Filters
from .packs import PackRow, pack_rows, pack_table
from .printing import print_json

_COLUMNS = (
    Column("rank", is_number=True),
    Column("name", folds=True),
    Column("action"),
    Column("owner"),
    Column("merged from", folds=True),
)


_VIEW_COLUMNS = (Column("filter", folds=True), Column("regions", folds=True), Column("spec", folds=True))


class _View(NamedTuple):
    """A filter of the specs that GuardDuty does not get, because the organization has no views."""

    name: str
    team: str
    regions: Sequence[str]
    spec: str


class _Row(NamedTuple):
    """A filter as it is in GuardDuty; ``merged`` are the filters of the specs that were merged into it."""

    rank: int
    name: str
    action: str
    owner: str
    merged: Sequence[str]
    spec: str


_Listed = _Row | _View | LimitRow | MergedRow | CostRow | AssetRow | PackRow | AcceptedRow | OverrideRow


def list_filters(options: Filters) -> int:
    compiled = compile_specs(options.specs)
    program = compiled.program
    regions = {region: [*_rows(parts_of(program, region), program)] for region in program.organization.regions}
    views = [] if program.organization.has_views else _views(program)
    costs, limits, merged = cost_rows(compiled), limit_rows(compiled), merged_rows(compiled)
    if options.format == "json":
        tables: dict[str, Sequence[_Listed]] = {**regions}
        tables |= {"limits": limits, "merged_to_fit": merged, "costs": costs}
        tables |= {"not_created": views, "assets": asset_rows(program), "packs": pack_rows(program)}
        tables |= {"acceptances": accepted_rows(program), "overrides": override_rows(program)}
        print_json({name: [row._asdict() for row in rows] for name, rows in tables.items()}, indent=2)
    else:
        screen = screen_of(sys.stdout)
        texts = (
            _text(rows, [each for each in limits if each.region == region], compiled.plan.merged, screen)
            for region, rows in regions.items()
        )
        assets_and_packs = (*asset_table(program, screen), *pack_table(program, screen))
        below = (
            *_view_table(views, screen),
            *cost_table(costs, screen),
            *assets_and_packs,
            *decision_tables(program, screen),
        )
        print("\n\n".join((*texts, *below)))
    return CLEAN


def _text(rows: Sequence[_Row], limits: Sequence[LimitRow], merged: Sequence[Merged], screen: Screen) -> str:
    """The filters of a Region, below how much of its limits is used; rules only where there are any."""
    region = limits[0].region
    used = [f"{each.used} of {each.limit} {each.what}" for each in limits if each.used or each.what == "filters"]
    notes = [each.text for each in merged if each.region == region]
    head = "\n".join((f"{region}: {', '.join(used)}", *notes))
    cells = [(str(row.rank), row.name, row.action, row.owner, ", ".join(row.merged)) for row in rows]
    return f"{head}\n{screen.table(_COLUMNS, cells)}"


def _views(program: Program) -> list[_View]:
    """In the order of teams and names."""
    views = sorted((item for item in program.filters if item.is_view), key=lambda item: item.rank_order)
    return [_View(item.full_name, item.team, item.regions, item.origin.label) for item in views]


def _view_table(views: Sequence[_View], screen: Screen) -> Iterator[str]:
    if views:
        cells = [(view.name, ", ".join(view.regions), view.spec) for view in views]
        yield f"filters {VIEWS_NOT_CREATED}\n{screen.table(_VIEW_COLUMNS, cells)}"


def _rows(parts: Sequence[Part], program: Program) -> Iterator[_Row]:
    for rank, part in enumerate(parts, start=1):
        item = part.filter
        yield _Row(rank, part.name, item.action.value, _owner(part, program), item.members, item.origin.label)


def _owner(part: Part, program: Program) -> str:
    """The tag of the filter, or its team; a filter of several teams has neither."""
    item = part.filter
    is_shared = item.team == program.organization.name and item.members
    return item.tags.get("owner") or item.tags.get("team") or ("several teams" if is_shared else item.team)
