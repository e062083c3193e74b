"""What a company asks for: the specs with every name resolved, before anything is packed into stacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from compiler.model.criteria import Criteria
from compiler.source import Span


@dataclass(frozen=True)
class Origin:
    """The spec a thing came from.

    ``label`` is what the output says: file and name, no line, so that a shifted line is no
    difference. ``span`` is for messages and takes no part in comparisons.
    """

    label: str
    span: Span = field(compare=False, repr=False)


class Action(StrEnum):
    """What GuardDuty does with a finding that a filter matches: keep it in view, or archive it."""

    NOOP = "NOOP"
    ARCHIVE = "ARCHIVE"


class MembershipMode(StrEnum):
    ORGANIZATION = "organization"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Membership:
    """``auto_enable`` is ``ALL``, ``NEW`` or ``NONE``, and None by invitation."""

    mode: MembershipMode
    auto_enable: str | None = None


@dataclass(frozen=True)
class Protection:
    """A detector feature and its agents (additional configuration), each said on or off."""

    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    in_organization: bool


@dataclass(frozen=True)
class S3Backend:
    bucket: str
    key_prefix: str
    region: str
    use_lockfile: bool
    kms_key_id: str | None


@dataclass(frozen=True)
class LocalBackend:
    """``directory`` is relative to the stack's folder."""

    directory: str


Backend = S3Backend | LocalBackend


@dataclass(frozen=True)
class Place:
    """An account that we deploy into, and the role that Terraform assumes there."""

    account_id: str
    role: str | None


@dataclass(frozen=True)
class AddressList:
    """A file of IP addresses in S3, as GuardDuty names its format; ``existing`` are ids to adopt, by Region.

    ``was`` is the name that it had before, if it has been renamed.
    """

    name: str
    location: str
    format: str
    activate: bool
    existing: Mapping[str, str]
    was: str | None


@dataclass(frozen=True)
class Lists:
    """Addresses that are never reported, and addresses that always are."""

    trusted: AddressList | None
    threats: tuple[AddressList, ...]


@dataclass(frozen=True)
class Export:
    """Where findings are kept: a bucket (or a prefix in one) and the key that encrypts them, there already."""

    bucket_arn: str
    kms_key_arn: str


@dataclass(frozen=True)
class CreatedExport:
    """A bucket and a key in each Region, ours to make. ``bucket`` may have ``{region}`` for the Region.

    Findings are deleted after ``retention_days``; None to keep them for ever.
    """

    bucket: str
    retention_days: int | None


class Service(StrEnum):
    """What can be the target of a rule, by the service's name in an ARN."""

    EVENTS = "events"
    LAMBDA = "lambda"
    LOGS = "logs"
    SNS = "sns"
    SQS = "sqs"


@dataclass(frozen=True)
class Target:
    """Where EventBridge sends findings. ``arn`` may have ``{region}`` for the Region of the rule."""

    service: Service
    arn: str

    def in_region(self, region: str) -> "Target":
        return replace(self, arn=self.arn.replace("{region}", region))

    def is_reached_from(self, region: str) -> bool:
        """A rule reaches what is in its own Region, and event buses anywhere (EventBridge user guide, eb-targets)."""
        return self.service is Service.EVENTS or self.in_region(region).arn.split(":")[3] == region


@dataclass(frozen=True)
class Route:
    """A name for targets: each gets every finding that is sent on the route."""

    name: str
    targets: tuple[Target, ...]


class Pack(StrEnum):
    """Which filters of one shape become one: none, those of a team, or all."""

    ASSET = "asset"
    TEAM = "team"
    ORGANIZATION = "organization"


@dataclass(frozen=True)
class Organization:
    """The company: whose detectors, where, with what switched on.

    ``management`` is the account that delegates administration, where that is ours to do. Suppressions
    of ``far_reaching_teams`` may reach the accounts of others; all may last ``longest_suppression`` days.
    """

    name: str
    administrator: Place
    management: Place | None
    membership: Membership
    regions: tuple[str, ...]
    publish_every: str
    existing_detectors: Mapping[str, str]
    protections: tuple[Protection, ...]
    lists: Lists
    export: Export | CreatedExport | None
    existing_exports: Mapping[str, str]
    routes: tuple[Route, ...]
    pack: Pack
    far_reaching_teams: frozenset[str]
    longest_suppression: int | None
    backend: Backend
    aws_provider: str
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class Invitation:
    message: str | None
    send_email: bool


@dataclass(frozen=True)
class Account:
    """A member account. ``invitation`` is None in an organization.

    ``protections`` are those that are switched otherwise than the organization's. ``role`` is None
    where nothing can be deployed into the account. ``existing`` are the Regions in which it is a member already.
    """

    account_id: str
    name: str
    team: str
    role: str | None
    email: str
    invitation: Invitation | None
    protections: tuple[Protection, ...]
    existing: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Justification:
    """Why a suppression is there, until when, and who answers for it.

    ``is_narrowed`` where it did not name its accounts and holds for those of its team.
    """

    reason: str
    expires: date
    ticket: str | None
    approved_by: str | None
    is_narrowed: bool


@dataclass(frozen=True)
class Filter:
    """A filter as asked for, in each of ``regions``: without rank, of any size, named ``TEAM.NAME``.

    ``existing`` are names of filters to adopt, by Region; there it keeps that name. A suppression has a
    ``justification``. ``facts`` hold for what it matches though it does not ask for them: a bucket is in
    one account. ``members`` are the full names of what was merged into it.
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

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def rank_order(self) -> tuple[bool, str, str]:
        """Suppressions first, because the lowest rank that matches gets the credit; then by team and name."""
        return (self.action is not Action.ARCHIVE, self.team, self.name)

    @property
    def known(self) -> Criteria:
        """All that is known of what it matches."""
        return (*self.criteria, *self.facts)


@dataclass(frozen=True)
class RoutedFindings:
    """Findings that meet the criteria are sent on the route of this name, from each of ``regions``."""

    team: str
    name: str
    route: str
    criteria: Criteria
    regions: tuple[str, ...]
    origin: Origin
    tags: Mapping[str, str]
    facts: Criteria = ()

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def known(self) -> Criteria:
        """All that is known of what is routed."""
        return (*self.criteria, *self.facts)


@dataclass(frozen=True)
class MalwareScan:
    """New objects of a bucket are scanned, in the account and Region that the bucket is in.

    ``prefixes`` is empty for all objects; ``kms_key_arn`` is the key of a bucket that has one of its own.
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

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class FindingTest:
    """A file with findings, from the folder of the spec, and what has to become of each of them.

    ``suppressed`` and ``routes`` are None where nothing is expected.
    """

    team: str
    finding: str
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    suppressed: bool | None
    routes: tuple[str, ...] | None
    origin: Origin


Asked = Account | Filter | FindingTest | MalwareScan | RoutedFindings


@dataclass(frozen=True)
class Program:
    organization: Organization
    accounts: tuple[Account, ...]
    filters: tuple[Filter, ...]
    scans: tuple[MalwareScan, ...]
    routed: tuple[RoutedFindings, ...]
    tests: tuple[FindingTest, ...]
