"""Each type of the model, its Terraform type, how it is built and how it is read back. One line a type."""

from collections.abc import Callable
from typing import Any, NamedTuple

from compiler.model.resources import (
    Detector,
    DetectorFeature,
    EventRule,
    EventTarget,
    ExportBucket,
    ExportBucketEncryption,
    ExportBucketLifecycle,
    ExportBucketPolicy,
    ExportBucketPublicAccessBlock,
    ExportBucketVersioning,
    ExportKey,
    ExportKeyPolicy,
    InviteAccepter,
    IPSet,
    LogResourcePolicy,
    MalwareProtectionPlan,
    Member,
    MemberDetectorFeature,
    OrganizationAdminAccount,
    OrganizationConfiguration,
    OrganizationFeature,
    PublishingDestination,
    RankedFilter,
    Resource,
    ServiceRole,
    ServiceRolePolicy,
    ThreatIntelSet,
)
from compiler.terraform.block import Block
from compiler.terraform.detector import (
    build_detector,
    build_detector_feature,
    read_detector,
    read_detector_feature,
)
from compiler.terraform.event_rule import (
    build_event_rule,
    build_event_target,
    build_log_resource_policy,
    read_event_rule,
    read_event_target,
    read_log_resource_policy,
)
from compiler.terraform.export_bucket import (
    build_access_block,
    build_bucket_policy,
    build_encryption,
    build_export_bucket,
    build_key,
    build_key_policy,
    build_lifecycle,
    build_versioning,
    read_access_block,
    read_bucket_policy,
    read_encryption,
    read_export_bucket,
    read_key,
    read_key_policy,
    read_lifecycle,
    read_versioning,
)
from compiler.terraform.filter import build_filter, read_filter
from compiler.terraform.lists import build_ipset, build_threatintelset, read_ipset, read_threatintelset
from compiler.terraform.malware_protection_plan import build_malware_protection_plan, read_malware_protection_plan
from compiler.terraform.member import (
    build_invite_accepter,
    build_member,
    build_member_feature,
    read_invite_accepter,
    read_member,
    read_member_feature,
)
from compiler.terraform.organization import (
    build_admin_account,
    build_organization,
    build_organization_feature,
    read_admin_account,
    read_organization,
    read_organization_feature,
)
from compiler.terraform.publishing_destination import build_publishing_destination, read_publishing_destination
from compiler.terraform.scope import Scope
from compiler.terraform.service_role import (
    build_service_role,
    build_service_role_policy,
    read_service_role,
    read_service_role_policy,
)


class Kind(NamedTuple):
    """``build`` takes a resource of the model, ``read`` gives it back from the name and block in the JSON."""

    terraform_type: str
    build: Callable[[Scope, Any], None]
    read: Callable[[str, Block], Resource]


KINDS: dict[type[Resource], Kind] = {
    Detector: Kind("aws_guardduty_detector", build_detector, read_detector),
    DetectorFeature: Kind("aws_guardduty_detector_feature", build_detector_feature, read_detector_feature),
    OrganizationConfiguration: Kind("aws_guardduty_organization_configuration", build_organization, read_organization),
    OrganizationFeature: Kind(
        "aws_guardduty_organization_configuration_feature", build_organization_feature, read_organization_feature
    ),
    Member: Kind("aws_guardduty_member", build_member, read_member),
    MemberDetectorFeature: Kind("aws_guardduty_member_detector_feature", build_member_feature, read_member_feature),
    OrganizationAdminAccount: Kind("aws_guardduty_organization_admin_account", build_admin_account, read_admin_account),
    IPSet: Kind("aws_guardduty_ipset", build_ipset, read_ipset),
    ThreatIntelSet: Kind("aws_guardduty_threatintelset", build_threatintelset, read_threatintelset),
    ExportBucket: Kind("aws_s3_bucket", build_export_bucket, read_export_bucket),
    ExportBucketEncryption: Kind(
        "aws_s3_bucket_server_side_encryption_configuration", build_encryption, read_encryption
    ),
    ExportBucketLifecycle: Kind("aws_s3_bucket_lifecycle_configuration", build_lifecycle, read_lifecycle),
    ExportBucketPolicy: Kind("aws_s3_bucket_policy", build_bucket_policy, read_bucket_policy),
    ExportBucketPublicAccessBlock: Kind("aws_s3_bucket_public_access_block", build_access_block, read_access_block),
    ExportBucketVersioning: Kind("aws_s3_bucket_versioning", build_versioning, read_versioning),
    ExportKey: Kind("aws_kms_key", build_key, read_key),
    ExportKeyPolicy: Kind("aws_kms_key_policy", build_key_policy, read_key_policy),
    PublishingDestination: Kind(
        "aws_guardduty_publishing_destination", build_publishing_destination, read_publishing_destination
    ),
    InviteAccepter: Kind("aws_guardduty_invite_accepter", build_invite_accepter, read_invite_accepter),
    ServiceRole: Kind("aws_iam_role", build_service_role, read_service_role),
    ServiceRolePolicy: Kind("aws_iam_role_policy", build_service_role_policy, read_service_role_policy),
    MalwareProtectionPlan: Kind(
        "aws_guardduty_malware_protection_plan", build_malware_protection_plan, read_malware_protection_plan
    ),
    EventRule: Kind("aws_cloudwatch_event_rule", build_event_rule, read_event_rule),
    EventTarget: Kind("aws_cloudwatch_event_target", build_event_target, read_event_target),
    LogResourcePolicy: Kind("aws_cloudwatch_log_resource_policy", build_log_resource_policy, read_log_resource_policy),
    RankedFilter: Kind("aws_guardduty_filter", build_filter, read_filter),
}
