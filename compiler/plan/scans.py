"""Malware Protection for S3: a plan for each bucket, with the role that GuardDuty assumes to scan it.

The statements are those of the user guide, malware-protection-s3-iam-policy-prerequisite, with its Sids. So is the
role's trust policy: the page has no conditions on who may make GuardDuty assume the role.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from compiler.catalog.regions import REGIONS
from compiler.model.address import Ref
from compiler.model.plan import Planned
from compiler.model.program import MalwareScan
from compiler.model.resources import Body
from compiler.model.resources.guardduty import MalwareProtectionPlan
from compiler.model.resources.policies import ServiceRole, ServiceRolePolicy, Statement
from compiler.plan import names

SERVICE = "malware-protection-plan.guardduty.amazonaws.com"
_MANAGED_RULES = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
_VALIDATION_OBJECT = "malware-protection-resource-validation-object"

Scans = Mapping[tuple[str, str], Sequence[MalwareScan]]


def by_account_and_region(scans: Iterable[MalwareScan]) -> Scans:
    """The scans of each account id and Region, sorted by name."""
    groups: dict[tuple[str, str], list[MalwareScan]] = defaultdict(list)
    for scan in sorted(scans, key=lambda scan: scan.full_name):
        groups[scan.account_id, scan.region].append(scan)
    return groups


def scan_resources(scans: Scans, account_id: str, region: str) -> Iterator[Planned[Body]]:
    """The scans of one account and Region: for each bucket a role, its policy and a plan."""
    for scan in scans.get((account_id, region), ()):
        yield from _scan(scan)


def _scan(scan: MalwareScan) -> Iterator[Planned[Body]]:
    """The plan after the policy: GuardDuty tries the role when the plan is created."""
    role, policy, plan = (name(scan.bucket) for name in (names.scan_role, names.scan_policy, names.scan))
    role_body = ServiceRole(names.scan_role_name(scan.bucket), SERVICE, scan.tags)
    plan_body = MalwareProtectionPlan(Ref(role, "arn"), scan.bucket, scan.prefixes, scan.tag_objects, scan.tags)
    yield Planned(role, role_body, scan.origin)
    yield Planned(policy, ServiceRolePolicy(Ref(role, "name"), "scan", tuple(_statements(scan))), scan.origin)
    yield Planned(plan, plan_body, scan.origin, after=(policy,))


def _statements(scan: MalwareScan) -> Iterator[Statement]:
    partition = REGIONS[scan.region]
    bucket = f"arn:{partition}:s3:::{scan.bucket}"
    rules = f"arn:{partition}:events:{scan.region}:{scan.account_id}:rule/{_MANAGED_RULES}"
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
