"""Malware Protection for S3: a plan for each bucket, with the role that GuardDuty assumes to scan it.

The statements are those of the user guide, malware-protection-s3-iam-policy-prerequisite, with its Sids.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Diagnostic
from compiler.model.program import MalwareScan
from compiler.model.resources import MalwareProtectionPlan, Resource, ServiceRole, ServiceRolePolicy, Statement
from compiler.plan.names import role_name, scan_address

SERVICE = "malware-protection-plan.guardduty.amazonaws.com"
_MANAGED_RULES = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
_VALIDATION_OBJECT = "malware-protection-resource-validation-object"


def scan_resources(scan: MalwareScan) -> Iterator[Resource]:
    """Role, policy, plan."""
    name = scan_address(scan.bucket)
    yield ServiceRole(name, role_name(scan.bucket), SERVICE, scan.tags, scan.origin)
    yield ServiceRolePolicy(name, "scan", tuple(_statements(scan)), scan.origin)
    yield MalwareProtectionPlan(name, scan.bucket, scan.prefixes, scan.tag_objects, scan.tags, scan.origin)


def scan_problems(scans: Iterable[MalwareScan]) -> Iterator[Diagnostic]:
    """More scanned buckets than an account can have in a Region."""
    places: dict[tuple[str, str], list[MalwareScan]] = defaultdict(list)
    for scan in sorted(scans, key=lambda scan: scan.full_name):
        places[scan.account_id, scan.region].append(scan)
    for (account_id, region), here in places.items():
        if len(here) > quotas.SCANNED_BUCKETS:
            limit = quotas.SCANNED_BUCKETS
            message = f"{len(here)} scanned buckets of account {account_id} in {region}; GuardDuty takes {limit}"
            yield Diagnostic("too-many-scans", message, here[limit].origin.span)


def _statements(scan: MalwareScan) -> Iterator[Statement]:
    partition = REGIONS[scan.region]
    bucket = f"arn:{partition}:s3:::{scan.bucket}"
    rules = (
        f"arn:{partition}:events:{scan.region}:{scan.account_id}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
    )
    yield Statement(
        "AllowManagedRuleToSendS3EventsToGuardDuty",
        ("events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"),
        rules,
        (("StringLike", "events:ManagedBy", SERVICE),),
    )
    monitor = ("events:DescribeRule", "events:ListTargetsByRule")
    yield Statement("AllowGuardDutyToMonitorEventBridgeManagedRule", monitor, rules)
    if scan.tag_objects:
        verbs = ("PutObjectTagging", "GetObjectTagging", "PutObjectVersionTagging", "GetObjectVersionTagging")
        yield Statement("AllowPostScanTag", tuple(f"s3:{verb}" for verb in verbs), f"{bucket}/*")
    notify = ("s3:PutBucketNotification", "s3:GetBucketNotification")
    yield Statement("AllowEnableS3EventBridgeEvents", notify, bucket)
    yield Statement("AllowPutValidationObject", ("s3:PutObject",), f"{bucket}/{_VALIDATION_OBJECT}")
    yield Statement("AllowCheckBucketOwnership", ("s3:ListBucket",), bucket)
    yield Statement("AllowMalwareScan", ("s3:GetObject", "s3:GetObjectVersion"), f"{bucket}/*")
    if scan.kms_key_arn:
        decrypt = ("kms:GenerateDataKey", "kms:Decrypt")
        through_s3 = ("StringLike", "kms:ViaService", f"s3.{scan.region}.amazonaws.com")
        yield Statement("AllowDecryptForMalwareScan", decrypt, scan.kms_key_arn, (through_s3,))
