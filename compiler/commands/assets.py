"""How far GuardDuty can name what teams declare: every asset, and a table of those that no filter can match by name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..catalog.assets import ASSET_KINDS
from ..model.assets import Asset, Naming
from ..model.program import Program
from ..terminal import Column, Screen

_COLUMNS = (
    Column("asset", folds=True),
    Column("kind"),
    Column("named"),
    Column("filters", is_number=True),
    Column("which means", folds=True),
)

_SHOWN = 5  # of the assets for which something has to be switched on


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
    return [_row(asset) for asset in _in_order(program)]


def asset_table(program: Program, screen: Screen) -> Iterator[str]:
    """Without those that a filter names: the filters are listed already. Below it, what has to be on elsewhere."""
    assets = [asset for asset in _in_order(program) if asset.naming is not Naming.NAMED]
    if assets:
        cells = [(a.full_name, a.kind, a.naming, str(len(a.filters)), a.meaning) for a in assets]
        yield f"assets that no filter can match by name\n{screen.table(_COLUMNS, cells)}"
    yield from switched_on_elsewhere((asset.full_name, asset.kind) for asset in assets)


def switched_on_elsewhere(assets: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What has to be switched on outside of the specs, and for which assets; these by name and kind."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for name, kind in assets:
        by_text[ASSET_KINDS[kind].elsewhere].append(name)
    for text, names in by_text.items():
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        if text:
            yield f"{text}: {', '.join(names[:_SHOWN])}{more}"


def _in_order(program: Program) -> list[Asset]:
    return sorted(program.assets, key=lambda asset: (asset.team, asset.section, asset.name))


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
