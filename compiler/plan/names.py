"""Names in Terraform: the address of every resource.

A Terraform name is unique in its stack whatever the resource's type, because CDKTF's constructs have no
other name. A filter is ``TEAM__NAME``; whatever else has a name out of the specs has a second ``__`` of its
own, or none at all, so that no choice of names makes two of them the same.
"""

from ..model.address import Address
from ..model.resources import buckets, events, export, guardduty, lists, policies, topics
from .digest import short_hash

# What a stack has one of.

DETECTOR = guardduty.Detector.at("detector")
ORGANIZATION = guardduty.OrganizationConfiguration.at("organization")
DELEGATION = guardduty.OrganizationAdminAccount.at("administrator")
ACCEPTED_INVITATION = guardduty.InviteAccepter.at("administrator")
TRUSTED_IPS = guardduty.IPSet.at("trusted_ips")
DESTINATION = export.PublishingDestination.at("export")
EXPORT_BUCKET = buckets.Bucket.at("export_bucket")
EXPORT_VERSIONING = buckets.BucketVersioning.at("export_versioning")
EXPORT_ENCRYPTION = buckets.BucketEncryption.at("export_encryption")
EXPORT_ACCESS_BLOCK = buckets.BucketPublicAccessBlock.at("export_public_access_block")
EXPORT_LIFECYCLE = buckets.BucketLifecycle.at("export_lifecycle")
EXPORT_OBJECT_LOCK = buckets.BucketObjectLock.at("export_object_lock")
EXPORT_BUCKET_POLICY = buckets.BucketPolicy.at("export_bucket_policy")
EXPORT_KEY = export.ExportKey.at("export_key")
LIST_BUCKET = buckets.Bucket.at("list_bucket")
LIST_ACCESS_BLOCK = buckets.BucketPublicAccessBlock.at("list_public_access_block")
LIST_BUCKET_POLICY = buckets.BucketPolicy.at("list_bucket_policy")
EXPORT_KEY_POLICY = export.ExportKeyPolicy.at("export_key_policy")
COVERAGE_RULE = events.EventRule.at("runtime_coverage")
ROUTE_LOG_POLICY = events.LogResourcePolicy.at("route_log_policy")

# What a stack may have many of.


def detector_feature(feature: str) -> Address:
    return guardduty.DetectorFeature.at(feature.lower())


def organization_feature(feature: str) -> Address:
    return guardduty.OrganizationFeature.at(f"organization_{feature.lower()}")


def member(account_id: str) -> Address:
    return guardduty.Member.at(f"account_{account_id}")


def member_feature(account_id: str, feature: str) -> Address:
    return guardduty.MemberDetectorFeature.at(f"account_{account_id}_{feature.lower()}")


def threat_list(name: str) -> Address:
    """A list whose name has ``__`` could be taken for a filter; with two of them it cannot."""
    return guardduty.ThreatIntelSet.at(f"threats__list__{name}" if "__" in name else f"threats_{name}")


def list_file(name: str) -> Address:
    """The file of a list, likewise."""
    return lists.ListFile.at(f"list_file__list__{name}" if "__" in name else f"list_file_{name}")


def ranked_filter(name: str) -> Address:
    return guardduty.RankedFilter.at(terraform_name(name))


def rule(name: str) -> Address:
    return events.EventRule.at(f"route__{terraform_name(name)}")


def target(rule: Address, service: str) -> Address:
    """The target of the rule at an address."""
    return events.EventTarget.at(f"{rule.name}__{service}")


def scan_rule(bucket: str) -> Address:
    return events.EventRule.at(f"results__{_bucket(bucket)}")


def route_role(route: str) -> Address:
    return policies.ServiceRole.at(f"role__route__{route}")


def route_policy(route: str) -> Address:
    return policies.ServiceRolePolicy.at(f"policy__route__{route}")


def topic(route: str) -> Address:
    return topics.Topic.at(f"topic__route__{route}")


def topic_key(route: str) -> Address:
    return topics.TopicKey.at(f"topic_key__route__{route}")


def topic_policy(route: str) -> Address:
    return topics.TopicPolicy.at(f"topic_policy__route__{route}")


def subscription(route: str, email: str) -> Address:
    """By a hash, because an address has characters that Terraform does not."""
    return topics.EmailSubscription.at(f"email_{short_hash(email)}__route__{route}")


def scan_role(bucket: str) -> Address:
    return policies.ServiceRole.at(f"role__{_bucket(bucket)}")


def scan_policy(bucket: str) -> Address:
    return policies.ServiceRolePolicy.at(f"policy__{_bucket(bucket)}")


def scan(bucket: str) -> Address:
    return guardduty.MalwareProtectionPlan.at(f"scan__{_bucket(bucket)}")


def terraform_name(name: str) -> str:
    """The Terraform name for ``TEAM.NAME``: ``TEAM__NAME``, one to one.

    A hash is added where ``__`` alone would not tell where the team ends. Terraform names do not
    start with a digit.
    """
    text = name.replace(".", "__")
    if "__" in name or "_." in name:
        text = f"{text}__{short_hash(name)}"
    return f"_{text}" if text[0].isdigit() else text


def _bucket(bucket: str) -> str:
    """By the bucket, so that a renamed dataset leaves its scan alone. Buckets have no underscores."""
    return f"bucket__{bucket.replace('.', '_')}"
