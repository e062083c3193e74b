"""What Terraform has to hold: the resources. Dumb data; each type has one construct function.

References between resources of a stack are implied: everything belongs to the stack's one detector,
and a filter comes after the filter before it. ``existing`` is the id under which Terraform imports what
is there already, None for what is to be made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from compiler.model.criteria import Criteria
from compiler.model.program import Action, Invitation, Origin, Target


@dataclass(frozen=True)
class Detector:
    publishing_frequency: str
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class DetectorFeature:
    """A protection of the detector; ``agents`` are its additional configuration, each on or off."""

    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    origin: Origin


@dataclass(frozen=True)
class OrganizationConfiguration:
    """``auto_enable``: ``ALL``, ``NEW`` or ``NONE`` of the organization's accounts become members."""

    auto_enable: str
    origin: Origin


@dataclass(frozen=True)
class OrganizationFeature:
    """A protection as member accounts get it: ``ALL``, ``NEW`` or ``NONE``, and the same for each agent.

    ``agents`` keep the order the API returns: the provider replaces the block for any other.
    """

    feature: str
    auto_enable: str
    agents: tuple[tuple[str, str], ...]
    origin: Origin


@dataclass(frozen=True)
class Member:
    account_id: str
    email: str
    invitation: Invitation | None
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class MemberDetectorFeature:
    """A protection that one member has otherwise than the rest; ``is_member`` where its member block is ours."""

    account_id: str
    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    is_member: bool
    origin: Origin


@dataclass(frozen=True)
class OrganizationAdminAccount:
    """The management account delegates administration to this account, in the stack's Region."""

    admin_account_id: str
    origin: Origin


@dataclass(frozen=True)
class InviteAccepter:
    """The account accepts the invitation of the administrator."""

    administrator: str
    origin: Origin


class Attribute(Enum):
    """What only AWS knows: an attribute of another resource of the stack, where a text would stand."""

    DETECTOR_ARN = "aws_guardduty_detector.detector.arn"
    EXPORT_BUCKET_ARN = "aws_s3_bucket.export_bucket.arn"
    EXPORT_KEY_ARN = "aws_kms_key.export_key.arn"


@dataclass(frozen=True)
class Statement:
    """A statement of an IAM policy. A condition is an operator, a key and a value; all have to hold.

    ``principals`` are pairs of a kind (``Service``, ``AWS``) and a name, ``("*", "*")`` for everybody;
    none in the policy of a role.
    """

    sid: str
    actions: tuple[str, ...]
    resource: str | Attribute
    conditions: tuple[tuple[str, str, str | Attribute], ...] = ()
    allow: bool = True
    principals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ServiceRole:
    """An IAM role that an AWS service assumes, and the one policy it has. ``address`` is its Terraform name."""

    address: str
    name: str
    service: str
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class ServiceRolePolicy:
    """The one policy, with this name, of the service role with this address."""

    address: str
    name: str
    statements: tuple[Statement, ...]
    origin: Origin


@dataclass(frozen=True)
class MalwareProtectionPlan:
    """Scans by the service role with this address, once it has its policy."""

    address: str
    bucket: str
    prefixes: tuple[str, ...]
    tag_objects: bool
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class IPSet:
    """The addresses that are never reported."""

    name: str
    location: str
    format: str
    activate: bool
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class ThreatIntelSet(IPSet):
    """Addresses that always are. ``was`` is the name it had before, if it has been renamed."""

    was: str | None


@dataclass(frozen=True)
class PublishingDestination:
    """Findings go to a bucket and are encrypted with a key; made here where they are attributes."""

    bucket_arn: str | Attribute
    kms_key_arn: str | Attribute
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class ExportBucket:
    """The bucket in which findings are kept. A stack has one."""

    name: str
    origin: Origin


@dataclass(frozen=True)
class ExportBucketVersioning:
    origin: Origin


@dataclass(frozen=True)
class ExportBucketEncryption:
    """With the export key, unless an object says otherwise."""

    origin: Origin


@dataclass(frozen=True)
class ExportBucketPublicAccessBlock:
    origin: Origin


@dataclass(frozen=True)
class ExportBucketLifecycle:
    """Findings are deleted after so many days."""

    retention_days: int
    origin: Origin


@dataclass(frozen=True)
class ExportBucketPolicy:
    statements: tuple[Statement, ...]
    origin: Origin


@dataclass(frozen=True)
class ExportKey:
    """The key that encrypts findings; rotated every year."""

    origin: Origin


@dataclass(frozen=True)
class ExportKeyPolicy:
    statements: tuple[Statement, ...]
    origin: Origin


@dataclass(frozen=True)
class RankedFilter:
    """A filter as GuardDuty takes it. ``address`` is its Terraform name, ``after`` that of the rank before."""

    name: str
    address: str
    rank: int
    after: str | None
    action: Action
    description: str
    criteria: Criteria
    tags: Mapping[str, str]
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class EventRule:
    """An EventBridge rule on the default bus. ``pattern`` is JSON text; ``address`` is its Terraform name."""

    address: str
    name: str
    description: str
    pattern: str
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class EventTarget:
    """What the rule with this address sends to; ``role`` is the address of the service role it sends with."""

    rule: str
    target: Target
    role: str | None
    origin: Origin


@dataclass(frozen=True)
class LogResourcePolicy:
    """Lets AWS services write to log groups of the account; one of few that an account can have in a Region."""

    address: str
    name: str
    statements: tuple[Statement, ...]
    origin: Origin


Resource = (
    Detector
    | DetectorFeature
    | EventRule
    | EventTarget
    | ExportBucket
    | ExportBucketEncryption
    | ExportBucketLifecycle
    | ExportBucketPolicy
    | ExportBucketPublicAccessBlock
    | ExportBucketVersioning
    | ExportKey
    | ExportKeyPolicy
    | IPSet
    | InviteAccepter
    | LogResourcePolicy
    | MalwareProtectionPlan
    | Member
    | MemberDetectorFeature
    | OrganizationAdminAccount
    | OrganizationConfiguration
    | OrganizationFeature
    | PublishingDestination
    | RankedFilter
    | ServiceRole
    | ServiceRolePolicy
    | ThreatIntelSet
)
