"""The rows of the inventory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..catalog.assets import ASSET_KINDS
from ..catalog.finding_types import all_types
from ..catalog.protections import SOURCES
from ..checks.reach import reached_types
from ..checks.visibility import Scope, Visibility
from ..meaning.comparison import excludes
from ..model.assets import Asset
from ..model.filters import Filter
from ..model.program import Program


@dataclass(frozen=True)
class Row:
    """``asset`` is ``TEAM.NAME``, ``account`` the name of the account, or its id where it has none.

    ``protections`` are those that findings about it need, and whether each is on where it is; of an account that was
    invited, or whose protections ``auto_enable`` leaves alone, as the organization has it. ``suppressions`` are
    those that may archive findings about it.
    """

    asset: str
    section: str
    kind: str
    team: str
    owner: str
    account: str
    account_id: str
    regions: tuple[str, ...]
    names: Mapping[str, str]
    facts: Mapping[str, str]
    named: str
    protections: Mapping[str, bool]
    filters: tuple[str, ...]
    routes: tuple[str, ...]
    suppressions: tuple[str, ...]
    limits: str
    spec: str


def rows_of(program: Program) -> list[Row]:
    """In the order of teams, sections and names."""
    visibility = Visibility(program.organization, program.accounts, program.scans)
    accounts = {account.account_id: account.name for account in program.accounts}
    suppressions = _Suppressions(program.filters)
    return [
        _row(asset, accounts, visibility, suppressions)
        for asset in sorted(program.assets, key=lambda asset: (asset.team, asset.section, asset.name))
    ]


def _row(asset: Asset, accounts: Mapping[str, str], visibility: Visibility, suppressions: "_Suppressions") -> Row:
    return Row(
        asset=asset.full_name,
        section=asset.section,
        kind=asset.kind,
        team=asset.team,
        owner=asset.owner or asset.team,
        account=accounts.get(asset.account_id, asset.account_id),
        account_id=asset.account_id,
        regions=asset.regions,
        names=asset.names,
        facts=asset.facts,
        named=asset.naming.value,
        protections=dict(_protections(asset, visibility)),
        filters=asset.filters,
        routes=asset.routes,
        suppressions=tuple(suppressions.touching(asset)),
        limits=ASSET_KINDS[asset.kind].limits,
        spec=asset.origin.label,
    )


def _protections(asset: Asset, visibility: Visibility) -> Iterator[tuple[str, bool]]:
    buckets = frozenset((asset.names["bucket"],) if "bucket" in asset.names else ())
    scope = Scope(asset.regions, (asset.account_id,), (), buckets)
    needed = {all_types()[name].needs for name in ASSET_KINDS[asset.kind].types}
    for name, source in SOURCES.items():
        if source in needed:
            yield name, not visibility.missing(frozenset((source,)), scope)[0]


class _Suppressions:
    """By account, because most suppressions are on few; a pair is compared only if it has an account in common."""

    def __init__(self, filters: Iterable[Filter]) -> None:
        self._of_account: dict[str, list[Filter]] = defaultdict(list)
        self._of_any: list[Filter] = []
        self._filters: dict[str, Filter] = {}
        for each in filters:
            if not each.justification:
                self._filters[each.full_name] = each
                continue
            accounts = {value for c in each.criteria if c.field == "accountId" for value in c.equals}
            for account in accounts:
                self._of_account[account].append(each)
            if not accounts:
                self._of_any.append(each)

    def touching(self, asset: Asset) -> Iterator[str]:
        """The suppressions that no condition keeps from what the asset's filters match, by name."""
        watches = [self._filters[name] for name in asset.filters if name in self._filters]
        near = [*self._of_account.get(asset.account_id, ()), *self._of_any]
        types = set(ASSET_KINDS[asset.kind].all_types)
        for suppression in sorted(near, key=lambda each: each.full_name):
            if types.isdisjoint(kind.name for kind in reached_types(suppression.criteria)):
                continue
            regions = set(suppression.regions)
            if any(regions & set(w.regions) and not excludes(suppression.known, w.known) for w in watches):
                yield suppression.full_name
