"""GuardDuty's own resources, except the publishing destination, which is with the rest of the export.

``detector`` is the id of the stack's detector.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..accounts import Invitation
from ..address import Rank, Ref
from ..criteria import Criteria
from ..filters import Action
from . import Body, Named, Scope


@dataclass(frozen=True)
class Detector(Body):
    """``prevent_destroy`` where Terraform refuses to destroy it: GuardDuty is off without a detector."""

    terraform_type: ClassVar = "aws_guardduty_detector"

    publishing_frequency: str
    prevent_destroy: bool = False


@dataclass(frozen=True)
class DetectorFeature(Body):
    """A protection of the detector; ``agents`` are its additional configuration, each on or off.

    ``is_handed_over`` if the administrator account changes it later, and Terraform does not change it back.
    """

    terraform_type: ClassVar = "aws_guardduty_detector_feature"

    detector: Ref
    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    is_handed_over: bool = False


@dataclass(frozen=True)
class OrganizationConfiguration(Body):
    """``auto_enable``: which accounts of the organization become members, ``ALL``, ``NEW`` or ``NONE``."""

    terraform_type: ClassVar = "aws_guardduty_organization_configuration"

    detector: Ref
    auto_enable: str


@dataclass(frozen=True)
class OrganizationFeature(Body):
    """Which member accounts get a protection: ``ALL``, ``NEW`` or ``NONE``, and the same for each agent.

    ``agents`` keep the order the API returns: the provider replaces the block for any other.
    """

    terraform_type: ClassVar = "aws_guardduty_organization_configuration_feature"

    detector: Ref
    feature: str
    auto_enable: str
    agents: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Member(Body):
    terraform_type: ClassVar = "aws_guardduty_member"

    detector: Ref
    account_id: str
    email: str
    invitation: Invitation | None


@dataclass(frozen=True)
class MemberDetectorFeature(Body):
    """The override of a protection for one member account."""

    terraform_type: ClassVar = "aws_guardduty_member_detector_feature"

    detector: Ref
    account_id: str
    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class OrganizationAdminAccount(Body):
    """The management account delegates administration to this account, in the stack's Region."""

    terraform_type: ClassVar = "aws_guardduty_organization_admin_account"

    admin_account_id: str


@dataclass(frozen=True)
class InviteAccepter(Body):
    """The account accepts the invitation of the administrator."""

    terraform_type: ClassVar = "aws_guardduty_invite_accepter"

    detector: Ref
    administrator: str


@dataclass(frozen=True)
class MalwareProtectionPlan(Body):
    """New objects of a bucket are scanned; ``role`` is the ARN of the role that GuardDuty assumes."""

    terraform_type: ClassVar = "aws_guardduty_malware_protection_plan"

    role: Ref
    bucket: str
    prefixes: tuple[str, ...]
    tag_objects: bool
    tags: Mapping[str, str]


@dataclass(frozen=True)
class _AddressList(Named):
    """A file of IP addresses in S3, which GuardDuty reads when the list is created.

    ``file`` is the key of the file where it is one of the same stack: with another key the list is recreated.
    """

    detector: Ref
    name: str
    location: str
    format: str
    activate: bool
    file: Ref | None = None


@dataclass(frozen=True)
class IPSet(_AddressList):
    """Addresses that GuardDuty never reports."""

    terraform_type: ClassVar = "aws_guardduty_ipset"
    noun: ClassVar = "list"
    unique_in: ClassVar = Scope.REGION


@dataclass(frozen=True)
class ThreatIntelSet(_AddressList):
    """Addresses that GuardDuty always reports."""

    terraform_type: ClassVar = "aws_guardduty_threatintelset"
    noun: ClassVar = "list"
    unique_in: ClassVar = Scope.REGION


@dataclass(frozen=True)
class RankedFilter(Named):
    """A filter as GuardDuty accepts it."""

    terraform_type: ClassVar = "aws_guardduty_filter"
    noun: ClassVar = "filter"
    unique_in: ClassVar = Scope.REGION

    detector: Ref
    name: str
    rank: Rank
    action: Action
    description: str
    criteria: Criteria
    tags: Mapping[str, str]
