"""Malware Protection for S3: a plan for each bucket, with the role that GuardDuty assumes to scan it.

The statements are those of the user guide, malware-protection-s3-iam-policy-prerequisite, with its Sids. So is the
role's trust policy: the page has no conditions on who may make GuardDuty assume the role.

With prefixes, the role reads and tags only the objects below them. That page recommends a condition on ``s3:prefix``,
but only requests that list a bucket have that key (service authorization reference, Amazon S3), so the prefixes are
part of the ARNs. ``s3:ListBucket`` has no condition: GuardDuty uses it to check who owns the bucket (user guide,
troubleshoot-malware-protection-s3-iam-role-permissions-error) and rejects the plan if that fails, and a request without
a prefix, such as HeadBucket, which needs ``s3:ListBucket`` too (S3 API reference), does not meet such a condition. It
shows the keys of objects, not their contents. The test object is outside the prefixes, at the top of the bucket.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..catalog.regions import REGIONS
from ..model.address import Ref
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.guardduty import MalwareProtectionPlan
from ..model.resources.policies import ServiceRole, ServiceRolePolicy, Statement
from ..model.scans import MalwareScan
from . import aws_names, names

SERVICE = "malware-protection-plan.guardduty.amazonaws.com"
_MANAGED_RULES = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
_VALIDATION_OBJECT = "malware-protection-resource-validation-object"
# A policy reads these as wildcards and variables unless they are written so (IAM user guide, policy variables).
_IN_PATTERN = str.maketrans({character: f"${{{character}}}" for character in "*?$"})

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
    role, policy, plan = (address(scan.bucket) for address in (names.scan_role, names.scan_policy, names.scan))
    path, name = _path_and_name(scan)
    role_body = ServiceRole(name, SERVICE, scan.tags, path=path)
    plan_body = MalwareProtectionPlan(Ref(role, "arn"), scan.bucket, scan.prefixes, scan.tag_objects, scan.tags)
    yield Planned(role, role_body, scan.origin, import_id=name if scan.existing_role else None)
    yield Planned(policy, ServiceRolePolicy(Ref(role, "name"), "scan", tuple(_statements(scan))), scan.origin)
    yield Planned(plan, plan_body, scan.origin, after=(policy,), import_id=scan.existing_plan)


def _path_and_name(scan: MalwareScan) -> tuple[str, str]:
    """Of the role: an adopted one keeps both, because another one would replace it."""
    if scan.existing_role is None:
        return "/", aws_names.scan_role_name(scan.bucket)
    *path, name = scan.existing_role.partition(":role")[2].split("/")
    return "/".join((*path, "")), name


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
        yield Statement("AllowPostScanTag", tuple(f"s3:{verb}" for verb in verbs), _objects(bucket, scan.prefixes))
    notify = ("s3:PutBucketNotification", "s3:GetBucketNotification")
    yield Statement("AllowEnableS3EventBridgeEvents", notify, bucket)
    yield Statement("AllowPutValidationObject", ("s3:PutObject",), f"{bucket}/{_VALIDATION_OBJECT}")
    yield Statement("AllowCheckBucketOwnership", ("s3:ListBucket",), bucket)
    read = ("s3:GetObject", "s3:GetObjectVersion")
    yield Statement("AllowMalwareScan", read, _objects(bucket, scan.prefixes))
    if scan.kms_key_arn:
        decrypt = ("kms:GenerateDataKey", "kms:Decrypt")
        through_s3 = ("StringLike", "kms:ViaService", f"s3.{scan.region}.amazonaws.com")
        yield Statement("AllowDecryptForMalwareScan", decrypt, scan.kms_key_arn, (through_s3,))


def _objects(bucket: str, prefixes: Sequence[str]) -> str | tuple[str, ...]:
    """The ARNs of a bucket's objects, or of those that are scanned."""
    if not prefixes:
        return f"{bucket}/*"
    return tuple(f"{bucket}/{prefix.translate(_IN_PATTERN)}*" for prefix in prefixes)
