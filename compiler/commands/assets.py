"""How far GuardDuty can name what teams declare: every asset, and a table of those that no filter can match by name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..catalog.assets import ASSET_KINDS
from ..model.assets import MEANINGS, Asset, Naming
from ..model.program import Program
from ..terminal import Column, Screen

_COLUMNS = (
    Column("asset", folds=True),
    Column("kind"),
    Column("reach"),
    Column("filters", is_number=True),
    Column("which means", folds=True),
)


class AssetRow(NamedTuple):
    """``named`` is how far GuardDuty can name it, and ``limits`` what it cannot name."""

    name: str
    section: str
    kind: str
    named: str
    account: str
    regions: Sequence[str]
    names: Mapping[str, str]
    filters: Sequence[str]
    routes: Sequence[str]
    limits: str
    spec: str


def asset_rows(program: Program) -> list[AssetRow]:
    """In the order of teams, sections and names."""
    return [_row(asset) for asset in sorted(program.assets, key=lambda a: (a.team, a.section, a.name))]


def asset_table(program: Program, screen: Screen) -> Iterator[str]:
    """Without those that a filter names: the filters are listed already."""
    rows = [row for row in asset_rows(program) if row.named != Naming.NAMED]
    if rows:
        cells = [(r.name, r.kind, r.named, str(len(r.filters)), MEANINGS[Naming(r.named)]) for r in rows]
        yield f"assets that no filter can match by name\n{screen.table(_COLUMNS, cells)}"


def _row(asset: Asset) -> AssetRow:
    return AssetRow(
        name=asset.full_name,
        section=asset.section,
        kind=asset.kind,
        named=asset.naming.value,
        account=asset.account_id,
        regions=asset.regions,
        names=asset.names,
        filters=asset.filters,
        routes=asset.routes,
        limits=ASSET_KINDS[asset.kind].limits,
        spec=asset.origin.label,
    )
