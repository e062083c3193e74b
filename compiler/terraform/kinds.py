"""Which module builds and reads which body. One line a resource."""

from typing import Any, Protocol

from ..model.resources import Body, buckets, events, export, guardduty, lists, policies, topics
from .block import Block
from .constructs import (
    cloudwatch_event_rule,
    cloudwatch_event_target,
    cloudwatch_log_resource_policy,
    guardduty_detector,
    guardduty_detector_feature,
    guardduty_filter,
    guardduty_invite_accepter,
    guardduty_ipset,
    guardduty_malware_protection_plan,
    guardduty_member,
    guardduty_member_detector_feature,
    guardduty_organization_admin_account,
    guardduty_organization_configuration,
    guardduty_organization_configuration_feature,
    guardduty_publishing_destination,
    guardduty_threatintelset,
    iam_role,
    iam_role_policy,
    kms_key,
    kms_key_policy,
    s3_bucket,
    s3_bucket_lifecycle_configuration,
    s3_bucket_object_lock_configuration,
    s3_bucket_policy,
    s3_bucket_public_access_block,
    s3_bucket_server_side_encryption_configuration,
    s3_bucket_versioning,
    s3_object,
    sns_topic,
    sns_topic_policy,
    sns_topic_subscription,
)


class Kind(Protocol):
    """A module of ``constructs``."""

    def build(self, stack: Any, name: str, body: Any, /) -> Any:
        """Builds the construct of a body in CDKTF's stack, under its Terraform name, and returns it."""

    def read(self, block: Block, /) -> Body:
        """The body that the block was built from."""


KINDS: dict[type[Body], Kind] = {
    guardduty.Detector: guardduty_detector,
    guardduty.DetectorFeature: guardduty_detector_feature,
    guardduty.OrganizationConfiguration: guardduty_organization_configuration,
    guardduty.OrganizationFeature: guardduty_organization_configuration_feature,
    guardduty.OrganizationAdminAccount: guardduty_organization_admin_account,
    guardduty.Member: guardduty_member,
    guardduty.MemberDetectorFeature: guardduty_member_detector_feature,
    guardduty.InviteAccepter: guardduty_invite_accepter,
    guardduty.IPSet: guardduty_ipset,
    guardduty.ThreatIntelSet: guardduty_threatintelset,
    guardduty.RankedFilter: guardduty_filter,
    guardduty.MalwareProtectionPlan: guardduty_malware_protection_plan,
    export.PublishingDestination: guardduty_publishing_destination,
    buckets.Bucket: s3_bucket,
    buckets.BucketVersioning: s3_bucket_versioning,
    buckets.BucketEncryption: s3_bucket_server_side_encryption_configuration,
    buckets.BucketPublicAccessBlock: s3_bucket_public_access_block,
    buckets.BucketLifecycle: s3_bucket_lifecycle_configuration,
    buckets.BucketObjectLock: s3_bucket_object_lock_configuration,
    buckets.BucketPolicy: s3_bucket_policy,
    export.ExportKey: kms_key,
    export.ExportKeyPolicy: kms_key_policy,
    lists.ListFile: s3_object,
    events.EventRule: cloudwatch_event_rule,
    events.EventTarget: cloudwatch_event_target,
    events.LogResourcePolicy: cloudwatch_log_resource_policy,
    topics.TopicKey: kms_key,
    topics.Topic: sns_topic,
    topics.TopicPolicy: sns_topic_policy,
    topics.EmailSubscription: sns_topic_subscription,
    policies.ServiceRole: iam_role,
    policies.ServiceRolePolicy: iam_role_policy,
}
READERS = {body.terraform_type: kind.read for body, kind in KINDS.items()}
