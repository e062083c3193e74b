"""Every name that the compiler gives: of stacks and their state, in Terraform, and in AWS.

A Terraform name is unique in its stack whatever the resource's type, because CDKTF's constructs have no
other name. A filter is ``TEAM__NAME``; whatever else has a name out of the specs has a second ``__`` of its
own, or none at all, so that no choice of names makes two of them the same. What is left, names that clash
in AWS, is for ``uniqueness.py`` to find.
"""

import hashlib

from ..catalog import quotas
from ..model.address import Address
from ..model.criteria import Criteria
from ..model.resources import buckets, events, export, guardduty, lists, policies, topics

_HASH_LENGTH = 8

# Addresses of what a stack has one of.

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

# Addresses of what a stack may have many of.


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
    return topics.EmailSubscription.at(f"email_{_hash(email)}__route__{route}")


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
        text = f"{text}__{_hash(name)}"
    return f"_{text}" if text[0].isdigit() else text


def _bucket(bucket: str) -> str:
    """By the bucket, so that a renamed dataset leaves its scan alone. Buckets have no underscores."""
    return f"bucket__{bucket.replace('.', '_')}"


# Names in AWS.

ROUTE_LOG_POLICY_NAME = "guardduty-routes"  # unique in an account and Region
COVERAGE_RULE_NAME = "guardduty-runtime-coverage"


def packed_name(identity: str, rest: Criteria, part: str) -> str:
    """A packed filter: what it is on, a hash of its other criteria, and which part of the values it has."""
    return "-".join(filter(None, (identity, _hash(repr(rest)) if rest else "", part)))


def packed_route_name(name: str, route: str) -> str:
    """Packed findings that are routed: the same filter may be packed for several routes."""
    return f"{name}-to-{route}"


def part_name(full_name: str, part: int) -> str:
    """``TEAM.NAME``, with ``-2``, ``-3`` for the further parts of what had to be split."""
    return full_name if part == 1 else f"{full_name}-{part}"


def level_name(full_name: str, level: str | None) -> str:
    """What is routed of one severity level; no filter has a second dot, so no filter has this name."""
    return f"{full_name}.{level}" if level else full_name


def filter_name(full_name: str, part: int = 1) -> str:
    """The name of a filter.

    One over the limit keeps its beginning and ends in a hash of all of it, so that it does not
    depend on which other names there are, and the number of its part.
    """
    suffix = f"-{part}" if part > 1 else ""
    return _shortened(full_name, quotas.FILTER_NAME_LENGTH - len(suffix)) + suffix


def rule_name(name: str) -> str:
    """The EventBridge rule for the filter of this name."""
    return _shortened(f"guardduty-{name}", quotas.RULE_NAME_LENGTH)


def scan_role_name(bucket: str) -> str:
    """The IAM role that scans a bucket: bucket names are unique in the world, so these are in an account."""
    return _shortened(f"guardduty-scan-{bucket}", quotas.IAM_ROLE_NAME_LENGTH)


def scan_rule_name(bucket: str) -> str:
    """The EventBridge rule for the scan results of a bucket."""
    return rule_name(f"scan-results-{bucket}")


def topic_name(route: str) -> str:
    """The topic that is made for a route; its name has room for any name of a route."""
    return f"guardduty-{route}"


def route_name(route: str, region: str) -> str:
    """A route's IAM role: an account has one per Region."""
    return _shortened(f"guardduty-route-{route}-{region}", quotas.IAM_ROLE_NAME_LENGTH)


def list_key(organization: str, name: str, content: str) -> str:
    """The key in S3 of a list's file. Another content has another key, which recreates the list."""
    return f"guardduty/{organization}/{name}-{_hash(content)}.txt"


def regional_bucket_name(written: str, region: str) -> str:
    """The bucket of a Region, whose name the organization document writes with ``{region}`` for it."""
    return written.replace("{region}", region)


# Names of stacks and of their state.


def administrator_stack(organization: str, region: str) -> str:
    return f"{organization}-{region}"


def management_stack(organization: str, region: str) -> str:
    return f"{organization}-management-{region}"


def account_stack(organization: str, account_id: str, region: str) -> str:
    """By the id: an account's name is its team's to change, and a stack that is renamed loses its state."""
    return f"{organization}-{account_id}-{region}"


def state_key(prefix: str, stack: str) -> str:
    """The object in S3 that holds a stack's state."""
    return f"{prefix}{stack}.tfstate"


def state_path(directory: str, stack: str) -> str:
    """The file that holds a stack's state; in the stack's own folder it needs no name of its own."""
    return "terraform.tfstate" if directory == "." else f"{directory}/{stack}.tfstate"


def workspace(prefix: str, stack: str) -> str:
    """The workspace of HCP Terraform that holds a stack's state."""
    return f"{prefix}{stack}"


def state_address(written: str, stack: str) -> str:
    """The HTTP address of a stack's state, which the organization document writes with ``{stack}`` for its name."""
    return written.replace("{stack}", stack)


def lock_address(address: str) -> str:
    """Where the state at an address is locked (GitLab documentation, Terraform state administration)."""
    return f"{address}/lock"


def _shortened(name: str, limit: int) -> str:
    """The name, or its beginning and a hash of all of it where it is longer than the limit."""
    return name if len(name) <= limit else f"{name[: limit - _HASH_LENGTH - 1]}-{_hash(name)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LENGTH]
