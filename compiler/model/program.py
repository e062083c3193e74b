"""What the specs declare, with every name resolved, before anything is packed into stacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .assets import Asset
from .criteria import Criteria
from .organization import Organization, Protection
from .origin import Origin


class Action(StrEnum):
    """What GuardDuty does with a finding that a filter matches: keep it in view, or archive it."""

    NOOP = "NOOP"
    ARCHIVE = "ARCHIVE"


@dataclass(frozen=True)
class Invitation:
    message: str | None
    send_email: bool


@dataclass(frozen=True)
class Override:
    """Protections of an account that differ from the organization's; why, until when, and who decided it."""

    protections: tuple[Protection, ...]
    reason: str | None
    expires: date | None
    ticket: str | None
    approved_by: str | None


@dataclass(frozen=True)
class Account:
    """A member account. ``invitation`` is None in an organization.

    ``override`` is what differs from the organization's protections, None where nothing does. ``role`` is
    None where nothing can be deployed into the account. ``existing`` are the Regions in which it is already
    a member. ``owner`` is who answers for its team.
    """

    account_id: str
    name: str
    team: str
    role: str | None
    email: str
    invitation: Invitation | None
    override: Override | None
    existing: tuple[str, ...]
    origin: Origin
    owner: str | None = None

    @property
    def protections(self) -> tuple[Protection, ...]:
        """Those that differ from the organization's."""
        return self.override.protections if self.override else ()

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


def may_be_on(feature: str, organization: Organization, accounts: Iterable[Account], region: str) -> bool:
    """Whether some account may have a protection in a Region; always where something else manages protections."""
    protections = organization.protections_in(region)
    overrides = (protection for account in accounts for protection in account.protections)
    on = (protection.feature == feature and protection.enabled for protection in (*protections, *overrides))
    return not protections or any(on)


@dataclass(frozen=True)
class Justification:
    """Why a suppression exists, until when, and who owns it.

    ``is_narrowed`` if it has no condition on accounts and is limited to those of its team.
    """

    reason: str
    expires: date
    ticket: str | None
    approved_by: str | None
    is_narrowed: bool


@dataclass(frozen=True)
class FormerNames:
    """The names that a team and one of its entries had before, each the oldest first."""

    teams: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def full_names(self, team: str, name: str) -> tuple[str, ...]:
        """Every ``TEAM.NAME`` that it may have had before it got these, because the two are renamed one by one."""
        return tuple(f"{t}.{n}" for t in (*self.teams, team) for n in (*self.names, name))[:-1]


@dataclass(frozen=True)
class Filter:
    """A filter as declared, in each of ``regions``: without rank, of any size, named ``TEAM.NAME``.

    ``existing`` are names of filters to adopt, by Region; there it keeps that name. A suppression has a
    ``justification``. ``facts`` are true of every finding it matches without being conditions of it: a
    bucket is in one account. ``members`` are the full names of the filters that were merged into it. ``expected`` are
    the finding types that are known to match where no condition names types. ``is_shared`` if several assets declare
    it: everything about one account.
    """

    team: str
    name: str
    action: Action
    description: str
    criteria: Criteria
    regions: tuple[str, ...]
    existing: Mapping[str, str]
    justification: Justification | None
    origin: Origin
    tags: Mapping[str, str]
    facts: Criteria = ()
    members: tuple[str, ...] = ()
    was: FormerNames = FormerNames()
    expected: tuple[str, ...] = ()
    is_shared: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def former_full_names(self) -> tuple[str, ...]:
        return self.was.full_names(self.team, self.name)

    @property
    def is_view(self) -> bool:
        """Whether it only saves a search: it archives nothing."""
        return self.action is Action.NOOP

    @property
    def rank_order(self) -> tuple[bool, str, str]:
        """Suppressions first, because the lowest rank that matches gets the credit; then by team and name."""
        return (self.action is not Action.ARCHIVE, self.team, self.name)

    @property
    def known(self) -> Criteria:
        """Everything that is true of the findings it matches."""
        return (*self.criteria, *self.facts)


@dataclass(frozen=True)
class RoutedFindings:
    """Findings that meet the criteria are sent on the route of this name, from each of ``regions``.

    ``expected`` and ``is_shared`` are those of a filter.
    """

    team: str
    name: str
    route: str
    criteria: Criteria
    regions: tuple[str, ...]
    origin: Origin
    tags: Mapping[str, str]
    facts: Criteria = ()
    was: FormerNames = FormerNames()
    expected: tuple[str, ...] = ()
    is_shared: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def former_full_names(self) -> tuple[str, ...]:
        return self.was.full_names(self.team, self.name)

    @property
    def known(self) -> Criteria:
        """Everything that is true of the findings that are routed."""
        return (*self.criteria, *self.facts)


@dataclass(frozen=True)
class MalwareScan:
    """New objects of a bucket are scanned, in the account and Region that the bucket is in.

    ``prefixes`` is empty for all objects; ``kms_key_arn`` is the key of a bucket that has one of its own.
    ``existing_plan`` and ``existing_role`` are the id and the ARN of what is adopted, None for what is created.
    """

    team: str
    name: str
    bucket: str
    account_id: str
    region: str
    prefixes: tuple[str, ...]
    tag_objects: bool
    kms_key_arn: str | None
    tags: Mapping[str, str]
    origin: Origin
    existing_plan: str | None = None
    existing_role: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class RoutedScanResults:
    """Results of the malware scans of a bucket are sent on the route of this name.

    GuardDuty reports them only in the account and Region of the bucket. ``statuses`` are the results that are sent, as
    it writes them.
    """

    team: str
    name: str
    route: str
    bucket: str
    account_id: str
    region: str
    statuses: tuple[str, ...]
    tags: Mapping[str, str]
    origin: Origin

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class FindingTest:
    """A file with findings, from the folder of the spec, and what is expected for each of them.

    ``suppressed``, ``routes`` and ``occurs`` are None where nothing is expected.
    """

    team: str
    finding: str
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    suppressed: bool | None
    routes: tuple[str, ...] | None
    occurs: bool | None
    origin: Origin


@dataclass(frozen=True)
class UsedPack:
    """A filter or suppression that has the conditions of a pack, by its name, and what to know about that."""

    team: str
    name: str
    pack: str
    caveat: str
    origin: Origin

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class AcceptedWarning:
    """A warning that an entry accepts: ``team``, ``section`` and ``entry`` are empty for the organization document."""

    problem: str
    reason: str
    team: str
    section: str
    entry: str
    origin: Origin


# What an entry of a team can declare.
Declaration = Account | Asset | Filter | FindingTest | MalwareScan | RoutedFindings | RoutedScanResults


@dataclass(frozen=True)
class Program:
    """``owners`` are those of the teams that name one, by team."""

    organization: Organization
    accounts: tuple[Account, ...]
    filters: tuple[Filter, ...]
    scans: tuple[MalwareScan, ...]
    routed: tuple[RoutedFindings, ...]
    scan_results: tuple[RoutedScanResults, ...]
    tests: tuple[FindingTest, ...]
    assets: tuple[Asset, ...]
    packs: tuple[UsedPack, ...]
    acceptances: tuple[AcceptedWarning, ...]
    owners: Mapping[str, str]
