"""The population: every account and asset, whether it is covered, and why not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..catalog.filter_fields import GUARDRAIL
from ..catalog.protections import NAMES, switched
from ..checks.archiving import Archiving
from ..checks.coverage import WatchedAccounts
from ..checks.reach import criteria_on
from ..model import assets as declared_assets
from ..model.accounts import Account as DeclaredAccount
from ..model.address import Address
from ..model.filters import Filter, RoutedFindings
from ..model.organization import MembershipMode
from ..model.program import Program
from ..model.resources.events import EventRule
from ..model.resources.guardduty import InviteAccepter, MalwareProtectionPlan, Member, RankedFilter
from ..plan import names
from ..source import Span
from .facts import KIND_OF_SECTION, Account, Asset, Cell, Mute
from .rows import Coverage, Resource
from .settings import Place, Settings
from .traces import Traces, place_of
from .watching import UNCERTAIN, coverage_of, together

_ADMINISTRATOR = "administrator"
_UNWATCHED = ("no filter of any team matches its findings",)
_UNSEEN = ("no filter matches findings about it",)


class Inventory:
    """Looks up what is declared beside each entry: filters, routes, scans, accepted warnings."""

    def __init__(self, program: Program, traces: Traces, settings: Settings) -> None:
        self._program, self._traces, self._settings = program, traces, settings
        suppressions = [watch for watch in program.filters if watch.justification]
        self._archiving = Archiving(suppressions, program.filters)
        self._filters = {watch.full_name: watch for watch in program.filters}
        self._routed: dict[str, list[RoutedFindings]] = defaultdict(list)
        for routed in program.routed:
            self._routed[routed.full_name].append(routed)
        self._results: dict[Span, set[str]] = defaultdict(set)
        for results in program.scan_results:
            self._results[results.origin.span].add(results.route)
        self._scanned = {scan.origin.span for scan in program.scans}
        self._accepted: dict[Span, list[str]] = defaultdict(list)
        for accepted in program.acceptances:
            self._accepted[accepted.origin.span].append(f"{accepted.problem}: {accepted.reason}")
        self._names = {account.account_id: account.name for account in program.accounts}

    def filters_of(self, asset: declared_assets.Asset) -> list[Filter]:
        """Also those that it shares with others."""
        return [self._filters[name] for name in asset.filters]

    def assets(self, cells: Mapping[str, Iterable[Cell]], mutes: Iterable[Mute]) -> Iterator[Asset]:
        """By team and name; ``cells`` are those of each asset, by its full name.

        A suppression that has ended counts as long as it is in the specs: until then GuardDuty goes on archiving.
        """
        muted_by: dict[str, list[str]] = defaultdict(list)
        for mute in mutes:
            for name in mute.assets:
                muted_by[name].append(mute.name)
        for asset in sorted(self._program.assets, key=lambda asset: (asset.full_name, KIND_OF_SECTION[asset.section])):
            yield self._asset(asset, tuple(cells.get(asset.full_name, ())), muted_by[asset.full_name])

    def accounts(self) -> Iterator[Account]:
        """The administrator's account, then those of the teams by team and name."""
        views = [declared for declared in self._program.filters if not declared.justification]
        watched = WatchedAccounts({criteria_on("accountId", view.known) for view in views})
        administrator = self._program.organization.administrator.account_id
        yield self._administrator(() if administrator in watched else _UNWATCHED)
        for account in sorted(self._program.accounts, key=lambda account: account.full_name):
            yield self._account(account, account.account_id in watched)

    def _asset(self, asset: declared_assets.Asset, cells: tuple[Cell, ...], muted_by: list[str]) -> Asset:
        span = asset.origin.span
        sent = [routed for name in asset.routes for routed in self._routed[name]]
        coverage, reasons = self._coverage(asset, cells)
        return Asset(
            spec=place_of(asset.origin),
            resources=self._traces.of(asset.origin, RankedFilter, EventRule, MalwareProtectionPlan),
            tests=self._traces.tests(*asset.filters),
            kind=KIND_OF_SECTION[asset.section].value,
            team=asset.team,
            name=asset.name,
            owner=self._program.owners.get(asset.team, ""),
            account=self._names.get(asset.account_id, _ADMINISTRATOR),
            regions=asset.regions,
            identity=asset.identity,
            named=asset.naming.value,
            classification=asset.facts.get("classification", ""),
            purposes=tuple(dict.fromkeys(cell.purpose for cell in cells)),
            malware_scan=span in self._scanned,
            guardrail=_guardrail(sent),
            filters=asset.filters,
            routes=tuple(sorted({routed.route for routed in sent} | self._results[span])),
            muted_by=tuple(sorted(muted_by)),
            coverage=coverage,
            reasons=reasons,
            accepted=tuple(self._accepted[span]),
        )

    def _coverage(self, asset: declared_assets.Asset, cells: tuple[Cell, ...]) -> tuple[Coverage, tuple[str, ...]]:
        """That of its finding types; not more than in part where a suppression archives all that a filter matches."""
        if not cells:
            return Coverage.NOT, _UNSEEN
        archivers = {name: self._archiving.all_of(self._filters[name]).first for name in asset.filters}
        archived = [
            f"suppression {archiver.full_name} archives everything that {name} matches"
            for name, archiver in archivers.items()
            if archiver
        ]
        reasons = (*sorted({reason for cell in cells for reason in cell.reasons}), *archived)
        coverage = coverage_of(together(cell.level for cell in cells))
        if not archived or coverage is Coverage.NOT:
            return coverage, reasons
        return Coverage.NOT if len(archived) == len(archivers) else Coverage.PART, reasons

    def _account(self, account: DeclaredAccount, is_watched: bool) -> Account:
        off = tuple(name for p in account.protections for name in switched(p, is_on=False))
        uncertain = self._uncertain(account)
        reasons = (
            *(() if is_watched else _UNWATCHED),
            *((f"it turns off {', '.join(f'protections.{name}' for name in off)}",) if off else ()),
            *uncertain,
        )
        certain = Coverage.DEPENDS if uncertain else Coverage.COVERED
        coverage = Coverage.NOT if not is_watched else Coverage.PART if off else certain
        return Account(
            spec=place_of(account.origin),
            resources=self._traces.of(account.origin, Member, InviteAccepter) or self._enrolment(),
            account_id=account.account_id,
            name=account.name,
            team=account.team,
            owner=self._program.owners.get(account.team, ""),
            joins=self._joins(account),
            overridden=off,
            coverage=coverage,
            reasons=reasons,
            accepted=tuple(self._accepted[account.origin.span]),
        )

    def _uncertain(self, account: DeclaredAccount) -> tuple[str, ...]:
        """Why it is not known which protections it has."""
        places = [Place(account.account_id, region) for region in self._program.organization.regions]
        settings = (self._settings.of_source(feature, place) for feature in NAMES for place in places)
        return tuple(sorted({setting.why for setting in settings if setting.level in UNCERTAIN}))

    def _joins(self, account: DeclaredAccount) -> str:
        if self._program.organization.membership.mode is MembershipMode.INVITATION:
            return "by invitation, accepted by Terraform" if account.role else "by invitation, which it has to accept"
        is_ours = self._traces.of(account.origin, Member)
        return "added by Terraform" if is_ours else "AWS adds every account (auto_enable: all)"

    def _enrolment(self) -> tuple[Resource, ...]:
        """What makes AWS add every account of the organization."""
        return self._everywhere(names.ORGANIZATION)

    def _everywhere(self, address: Address) -> tuple[Resource, ...]:
        """What is at an address of the administrator's stack of each Region."""
        organization = self._program.organization
        account_id, regions = organization.administrator.account_id, organization.regions
        return tuple(found for region in regions for found in self._traces.at(account_id, region, address))

    def _administrator(self, reasons: tuple[str, ...]) -> Account:
        organization = self._program.organization
        return Account(
            spec=place_of(organization.origin),
            resources=self._everywhere(names.DETECTOR),
            account_id=organization.administrator.account_id,
            name=_ADMINISTRATOR,
            team="",
            owner=organization.owner or "",
            joins="has the detectors",
            overridden=(),
            coverage=Coverage.NOT if reasons else Coverage.COVERED,
            reasons=reasons,
            accepted=(),
        )


def _guardrail(sent: Iterable[RoutedFindings]) -> str:
    """The guardrail by which findings about it are sent to its route."""
    criteria = (criterion for routed in sent for criterion in routed.criteria)
    return next((each.equals[0] for each in criteria if each.field == GUARDRAIL.name and each.equals), "")
