"""What the organization document declares: the company as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .condition_packs import ConditionPack
from .limits import AssetRules, Grant, SuppressionRules
from .origin import Origin


class MembershipMode(StrEnum):
    ORGANIZATION = "organization"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Membership:
    """``auto_enable`` is ``ALL``, ``NEW`` or ``NONE``, and None by invitation.

    ``auto_enable_by_feature`` is the same for the protections for which it differs.
    """

    mode: MembershipMode
    auto_enable: str | None
    auto_enable_by_feature: Mapping[str, str]


@dataclass(frozen=True)
class Protection:
    """A detector feature and its agents (additional configuration), each on or off."""

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


@dataclass(frozen=True)
class CloudBackend:
    """HCP Terraform, or Terraform Enterprise at ``hostname``: a workspace for each stack."""

    organization: str
    project: str | None
    hostname: str | None
    workspace_prefix: str


@dataclass(frozen=True)
class HttpBackend:
    """``address`` has ``{stack}`` for the stack's name. ``lock`` if the state is locked below it, at ``/lock``."""

    address: str
    lock: bool


Backend = S3Backend | LocalBackend | CloudBackend | HttpBackend


@dataclass(frozen=True)
class AccountAccess:
    """An account that we deploy into, and the role that Terraform assumes there."""

    account_id: str
    role: str | None


@dataclass(frozen=True)
class AddressList:
    """IP addresses: a file in S3, as GuardDuty names its format, or the ``entries`` of one to be uploaded.

    ``location`` is None where the entries are uploaded. ``existing`` are ids to adopt, by Region. ``was`` are the
    names that it had before, the oldest first.
    """

    name: str
    location: str | None
    format: str
    activate: bool
    existing: Mapping[str, str]
    was: tuple[str, ...]
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListBucket:
    """Where entries of lists are uploaded to; ``name`` may have ``{region}`` for the Region."""

    name: str
    is_created: bool


@dataclass(frozen=True)
class Lists:
    """Addresses that are never reported, and addresses that always are."""

    trusted: AddressList | None
    threats: tuple[AddressList, ...]
    bucket: ListBucket | None = None


@dataclass(frozen=True)
class Export:
    """Where findings are kept: a bucket (or a prefix in one) and the key that encrypts them; both exist already."""

    bucket_arn: str
    kms_key_arn: str


@dataclass(frozen=True)
class ObjectLock:
    """For how many days nobody can delete an object. ``mode`` is ``GOVERNANCE`` or ``COMPLIANCE``."""

    mode: str
    days: int


@dataclass(frozen=True)
class CreatedExport:
    """A bucket and a key in each Region, ours to make. ``bucket`` may have ``{region}`` for the Region.

    Findings are deleted after ``retention_days``; None to keep them without limit.
    """

    bucket: str
    retention_days: int | None
    object_lock: ObjectLock | None = None


class Service(StrEnum):
    """What can be the target of a rule, by the service's name in an ARN."""

    EVENTS = "events"
    FIREHOSE = "firehose"
    KINESIS = "kinesis"
    LAMBDA = "lambda"
    LOGS = "logs"
    SNS = "sns"
    SQS = "sqs"
    STATES = "states"


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
class Retry:
    """How often and for how many seconds EventBridge tries again to deliver, until one of the two is reached."""

    attempts: int
    seconds: int


@dataclass(frozen=True)
class CreatedTopic:
    """A topic in each Region, ours to make, and the e-mail addresses that it is sent to."""

    emails: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A name for targets: each gets every finding that is sent on the route.

    ``message`` is what topics get instead of the event: text with parts of the finding in braces. ``role`` is the
    ARN of the role that EventBridge uses, None for one that is ours to make. What cannot be delivered goes to the
    queue ``dead_letters``. A ``topic`` that is ours to make is one more target. ``was`` are the names that it had
    before, the oldest first.
    """

    name: str
    targets: tuple[Target, ...]
    message: str | None = None
    role: str | None = None
    dead_letters: Target | None = None
    retry: Retry | None = None
    topic: CreatedTopic | None = None
    was: tuple[str, ...] = ()


class Pack(StrEnum):
    """Which filters of one shape become one: only where not all fit, none, those of a team, or all."""

    AUTO = "auto"
    ASSET = "asset"
    TEAM = "team"
    ORGANIZATION = "organization"


class Views(StrEnum):
    """Which views GuardDuty gets. A view is a filter that only saves a search, with the action NOOP."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True)
class Organization:
    """The company: whose detectors, in which Regions, with which protections.

    ``versions`` are those of watchspec that may compile the specs, None for any. ``owner`` approves changes of the
    document and of files that no team has; ``teams`` is what each team that it lists may do, none without limits.
    ``management`` is the account that delegates administration, None where that is not ours to do.
    ``regional_protections`` are all protections of the Regions in which some differ. ``runtime_coverage_route`` is the
    route for resources that Runtime Monitoring does not cover. ``packs`` are the conditions that it has by name.
    """

    name: str
    versions: str | None
    administrator: AccountAccess
    management: AccountAccess | None
    membership: Membership
    regions: tuple[str, ...]
    publish_every: str
    existing_detectors: Mapping[str, str]
    protections: tuple[Protection, ...]
    regional_protections: Mapping[str, tuple[Protection, ...]]
    lists: Lists
    export: Export | CreatedExport | None
    existing_exports: Mapping[str, str]
    routes: tuple[Route, ...]
    runtime_coverage_route: str | None
    pack: Pack
    views: Views
    packs: Mapping[str, ConditionPack]
    suppression_rules: SuppressionRules
    asset_rules: AssetRules
    owner: str | None
    teams: tuple[Grant, ...]
    backend: Backend
    aws_provider: str
    tags: Mapping[str, str]
    origin: Origin

    def protections_in(self, region: str) -> tuple[Protection, ...]:
        """Every protection in a Region, sorted by its feature's name; none if something else manages them."""
        return self.regional_protections.get(region, self.protections)

    @property
    def has_views(self) -> bool:
        """Whether GuardDuty gets the filters that archive nothing."""
        return self.views is Views.ALL
