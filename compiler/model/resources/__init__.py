"""What Terraform has to hold: the resources. Dumb data; each type has one construct function.

References between resources of a stack are implied: everything belongs to the stack's one detector,
and a filter comes after the filter before it. ``existing`` is the id under which Terraform imports what
is there already, None for what is to be made.
"""

from compiler.model.resources.events import EventRule, EventTarget, LogResourcePolicy
from compiler.model.resources.export import (
    ExportBucket,
    ExportBucketEncryption,
    ExportBucketLifecycle,
    ExportBucketPolicy,
    ExportBucketPublicAccessBlock,
    ExportBucketVersioning,
    ExportKey,
    ExportKeyPolicy,
    PublishingDestination,
)
from compiler.model.resources.guardduty import (
    Detector,
    DetectorFeature,
    InviteAccepter,
    IPSet,
    MalwareProtectionPlan,
    Member,
    MemberDetectorFeature,
    OrganizationAdminAccount,
    OrganizationConfiguration,
    OrganizationFeature,
    RankedFilter,
    ThreatIntelSet,
)
from compiler.model.resources.policies import Attribute, ServiceRole, ServiceRolePolicy, Statement

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

__all__ = [
    "Attribute",
    "Detector",
    "DetectorFeature",
    "EventRule",
    "EventTarget",
    "ExportBucket",
    "ExportBucketEncryption",
    "ExportBucketLifecycle",
    "ExportBucketPolicy",
    "ExportBucketPublicAccessBlock",
    "ExportBucketVersioning",
    "ExportKey",
    "ExportKeyPolicy",
    "IPSet",
    "InviteAccepter",
    "LogResourcePolicy",
    "MalwareProtectionPlan",
    "Member",
    "MemberDetectorFeature",
    "OrganizationAdminAccount",
    "OrganizationConfiguration",
    "OrganizationFeature",
    "PublishingDestination",
    "RankedFilter",
    "Resource",
    "ServiceRole",
    "ServiceRolePolicy",
    "Statement",
    "ThreatIntelSet",
]
