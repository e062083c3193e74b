"""What GuardDuty can detect, by Region, account and bucket: the sources of findings that the specs turn on.

Nothing is known of protections that an organization policy manages, and of sources that the language does not have
(Custom Detection Rules, scans of backups); those are never called off.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..catalog.finding_types import MALWARE_PLAN
from ..catalog.protections import is_available
from ..model.accounts import Account
from ..model.criteria import Criteria
from ..model.filters import Filter, RoutedFindings
from ..model.organization import MembershipMode, Organization
from ..model.scans import MalwareScan
from .reach import admits, criteria_on, matching_types, reached_types

BUCKET = "resource.s3BucketDetails.name"
_BEFORE_WILDCARD = re.compile(r"[^*?]*")
_AFTER_DIGITS = ":"  # sorts after every id that goes on with a digit


@dataclass(frozen=True)
class Off:
    """Protections are off in these Regions: for ``accounts`` only, or if that is empty in the whole organization.

    ``for_invited`` if accounts are meant that were invited; those turn on protections by themselves.
    """

    regions: tuple[str, ...]
    accounts: tuple[str, ...] = ()
    for_invited: bool = False


@dataclass(frozen=True)
class Absent:
    """Protections that these Regions do not have."""

    regions: tuple[str, ...]


@dataclass(frozen=True)
class Unscanned:
    """No malware scan: of these buckets, or if that is empty of any bucket."""

    buckets: tuple[str, ...]


Reason = Off | Absent | Unscanned


@dataclass(frozen=True)
class Lack:
    """Finding types that cannot occur in a part of what is watched, and why: none of their ``sources`` is on there.

    ``is_total`` if that is so in every Region and for every account and bucket.
    """

    sources: frozenset[str]
    types: frozenset[str]
    reasons: tuple[Reason, ...]
    is_total: bool


@dataclass(frozen=True)
class Scope:
    """Where the findings of some criteria come from.

    ``accounts`` are the ids that the criteria name, None where they name none; then ``on_account`` says which
    accounts are meant. ``buckets`` are the buckets that they name.
    """

    regions: tuple[str, ...]
    accounts: tuple[str, ...] | None
    on_account: Criteria
    buckets: frozenset[str]

    def admits(self, account_id: str) -> bool:
        return account_id in self.accounts if self.accounts is not None else self._meets(account_id)

    def admits_any(self, accounts: Sequence[str]) -> bool:
        """Whether one of the ids, which are sorted, is meant; of many, only those are tried that begin as it has to."""
        for beginning in self._beginnings():
            near = range(bisect_left(accounts, beginning), bisect_left(accounts, beginning + _AFTER_DIGITS))
            if any(self.admits(accounts[position]) for position in near):
                return True
        return False

    def _beginnings(self) -> Iterable[str]:
        """How the ids begin that can be meant: as the accounts or a pattern of the criteria, or in any way."""
        if self.accounts is not None:
            return self.accounts
        patterns = next((criterion.matches for criterion in self.on_account if criterion.matches), ("*",))
        return {_BEFORE_WILDCARD.match(pattern)[0] for pattern in patterns}  # type: ignore[index] # it matches any text

    def _meets(self, account_id: str) -> bool:
        return not self.on_account or admits(self.on_account, "accountId", account_id)


def scope_of(watch: Filter | RoutedFindings) -> Scope:
    on_region, on_account = criteria_on("region", watch.known), criteria_on("accountId", watch.known)
    named = sorted({value for criterion in on_account for value in criterion.equals})
    return Scope(
        regions=tuple(region for region in watch.regions if not on_region or admits(on_region, "region", region)),
        accounts=tuple(value for value in named if admits(on_account, "accountId", value)) if named else None,
        on_account=on_account,
        buckets=frozenset(value for criterion in criteria_on(BUCKET, watch.criteria) for value in criterion.equals),
    )


class Visibility:
    """The sources that are on, by account and Region, as far as the specs say."""

    def __init__(self, organization: Organization, accounts: Iterable[Account], scans: Iterable[MalwareScan]) -> None:
        self._administrator = organization.administrator.account_id
        self._by_invitation = organization.membership.mode is MembershipMode.INVITATION
        self._known = frozenset(protection.feature for protection in organization.protections)
        self._by_region = {
            region: {protection.feature: protection.enabled for protection in organization.protections_in(region)}
            for region in organization.regions
        }
        self._overrides = {a.account_id: {p.feature: p.enabled for p in a.protections} for a in accounts}
        self._accounts = sorted(self._overrides)
        self._turned_on: dict[str, list[str]] = defaultdict(list)
        for account_id, overrides in sorted(self._overrides.items()):
            for feature in (feature for feature, is_on in overrides.items() if is_on):
                self._turned_on[feature].append(account_id)
        self._scanned: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._scanning: dict[str, list[str]] = defaultdict(list)
        for scan in sorted(scans, key=lambda scan: scan.account_id):
            self._scanned[scan.bucket].add((scan.account_id, scan.region))
            self._scanning[scan.region].append(scan.account_id)

    def lacks(self, watch: Filter | RoutedFindings) -> Iterator[Lack]:
        """The finding types, out of those that the criteria reach, that cannot occur somewhere; by their sources."""
        scope, by_sources = scope_of(watch), defaultdict[frozenset[str], set[str]](set)
        for kind in reached_types(watch.criteria) if scope.regions and scope.accounts != () else ():
            by_sources[kind.sources].add(kind.name)
        for sources, types in by_sources.items():
            reasons, is_total = self.missing(sources, scope)
            if reasons:
                yield Lack(sources, frozenset(types), reasons, is_total)

    def sources_of(self, watch: Filter | RoutedFindings) -> frozenset[str]:
        """The protections that are on for something that is watched, and that produce findings that can match.

        All of them for conditions on Region or account that nothing meets: that is a mistake of its own.
        """
        scope, sources = scope_of(watch), frozenset[str]().union(*(k.sources for k in matching_types(watch.criteria)))
        known, is_empty = sources & self._known, not scope.regions or scope.accounts == ()
        return frozenset(source for source in known if is_empty or not self.missing(frozenset((source,)), scope)[1])

    def missing(self, sources: frozenset[str], scope: Scope) -> tuple[tuple[Reason, ...], bool]:
        """Why none of the sources is on in a part of the scope, and whether that part is the whole."""
        if MALWARE_PLAN in sources:
            return self._unscanned(scope)
        if not sources <= self._known:
            return (), False
        absent = tuple(r for r in scope.regions if not any(is_available(source, r) for source in sources))
        offs = [*self._offs(sources, scope, [region for region in scope.regions if region not in absent])]
        reasons = (*offs, *((Absent(absent),) if absent else ()))
        off_for_all = (region for off in offs if off.accounts in ((), scope.accounts) for region in off.regions)
        return reasons, set(scope.regions) == {*absent, *off_for_all}

    def _offs(self, sources: frozenset[str], scope: Scope, regions: Iterable[str]) -> Iterator[Off]:
        """Where all of the sources are off: for each group of Regions with the same of them on."""
        alike: dict[tuple[bool, ...], list[str]] = defaultdict(list)
        for region in regions:
            alike[tuple(self._by_region[region][source] for source in sorted(sources))].append(region)
        for _, group in sorted(alike.items()):
            off = self._off(sources, scope, tuple(group))
            if off:
                yield off

    def _off(self, sources: frozenset[str], scope: Scope, regions: tuple[str, ...]) -> Off | None:
        """Where all of the sources are off, if they are, in Regions with the same of them on."""
        off_for_all = not any(self._by_region[regions[0]][source] for source in sources)
        if scope.accounts is None:
            is_turned_on = off_for_all and any(scope.admits_any(self._turned_on[source]) for source in sources)
            accounts: tuple[str, ...] | None = () if off_for_all and not is_turned_on else None
        else:
            off = tuple(a for a in scope.accounts if not any(self._is_on(s, a, regions[0]) for s in sources))
            accounts = None if not off else () if off_for_all and off == scope.accounts else off
        return None if accounts is None else Off(regions, accounts, self._reaches_invited(scope))

    def _is_on(self, feature: str, account_id: str, region: str) -> bool:
        return self._overrides.get(account_id, {}).get(feature, self._by_region[region][feature])

    def _reaches_invited(self, scope: Scope) -> bool:
        """Whether accounts are among them that were invited: those have protections that no spec controls."""
        if not self._by_invitation:
            return False
        if scope.accounts is not None:
            return scope.accounts != (self._administrator,)
        return scope.admits_any(self._accounts)

    def _unscanned(self, scope: Scope) -> tuple[tuple[Reason, ...], bool]:
        if not scope.buckets:
            is_scanned = any(scope.admits_any(self._scanning[region]) for region in scope.regions)
            return ((), False) if is_scanned else ((Unscanned(()),), True)
        unscanned = [b for b in scope.buckets if not any(self._is_within(p, scope) for p in self._scanned.get(b, ()))]
        reasons = (Unscanned(tuple(sorted(unscanned))),) if unscanned else ()
        return reasons, len(unscanned) == len(scope.buckets)

    def _is_within(self, place: tuple[str, str], scope: Scope) -> bool:
        account_id, region = place
        return region in scope.regions and scope.admits(account_id)
