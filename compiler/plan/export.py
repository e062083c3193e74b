"""Where findings are kept: a destination, and where the company has none yet, its bucket and key.

The statements are those of the user guide, guardduty_exportfindings, with its Sids. The guide denies plain HTTP for
objects only; here it is denied for the bucket too, because listing it shows what was found when.
"""

from collections.abc import Iterator

from ..catalog.regions import OPT_IN, REGIONS
from ..model.address import Ref
from ..model.export import CreatedExport, Export
from ..model.organization import Organization
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.buckets import (
    Bucket,
    BucketEncryption,
    BucketLifecycle,
    BucketObjectLock,
    BucketPolicy,
    BucketPublicAccessBlock,
    BucketVersioning,
)
from ..model.resources.export import ExportKey, ExportKeyPolicy, PublishingDestination
from ..model.resources.policies import Statement
from . import aws_names, names
from .adoption import import_id
from .detector import DETECTOR_ID

_EVERYBODY = (("*", "*"),)
_BUCKET_ID, _BUCKET_ARN = Ref(names.EXPORT_BUCKET, "id"), Ref(names.EXPORT_BUCKET, "arn")
_KEY_ID, _KEY_ARN = Ref(names.EXPORT_KEY, "id"), Ref(names.EXPORT_KEY, "arn")


def export_resources(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """The destination of one Region, and before it the key and the bucket that it needs."""
    export = organization.export
    if isinstance(export, Export):
        yield _destination(organization, region, export.bucket_arn, export.kms_key_arn)
    elif export:
        yield from _key(organization, region)
        yield from _bucket(organization, export, region)
        yield _destination(organization, region, _BUCKET_ARN, _KEY_ARN)


def _destination(organization: Organization, region: str, bucket: str | Ref, key: str | Ref) -> Planned[Body]:
    """After the policies, if they are created too: GuardDuty writes a test object (provider documentation)."""
    body = PublishingDestination(DETECTOR_ID, bucket, key)
    after = (names.EXPORT_BUCKET_POLICY, names.EXPORT_KEY_POLICY) if isinstance(bucket, Ref) else ()
    imported = import_id(organization.existing_detectors, region, organization.existing_exports)
    return Planned(names.DESTINATION, body, organization.origin, after, imported)


def _key(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """Without the account's own statement nobody could change the key again (KMS developer guide)."""
    root = f"arn:{REGIONS[region]}:iam::{organization.administrator.account_id}:root"
    administration = Statement("AllowAdministration", ("kms:*",), "*", principals=(("AWS", root),))
    use = Statement(
        "AllowGuardDutyKey",
        ("kms:GenerateDataKey",),
        _KEY_ARN,
        _from_the_detector(organization),
        principals=_guardduty(region),
    )
    yield Planned(names.EXPORT_KEY, ExportKey(), organization.origin)
    yield Planned(names.EXPORT_KEY_POLICY, ExportKeyPolicy(_KEY_ID, (administration, use)), organization.origin)


def _bucket(organization: Organization, export: CreatedExport, region: str) -> Iterator[Planned[Body]]:
    """The policy comes after the public access block: S3 refuses two changes of a bucket's access at once."""
    origin, name = organization.origin, aws_names.regional_bucket_name(export.bucket, region)
    statements = tuple(_statements(organization, f"arn:{REGIONS[region]}:s3:::{name}", region))
    yield Planned(names.EXPORT_BUCKET, Bucket(name), origin)
    yield Planned(names.EXPORT_VERSIONING, BucketVersioning(_BUCKET_ID), origin)
    yield Planned(names.EXPORT_ENCRYPTION, BucketEncryption(_BUCKET_ID, _KEY_ARN), origin)
    yield Planned(names.EXPORT_ACCESS_BLOCK, BucketPublicAccessBlock(_BUCKET_ID), origin)
    if export.retention_days is not None:
        yield Planned(names.EXPORT_LIFECYCLE, BucketLifecycle(_BUCKET_ID, export.retention_days), origin)
    if export.object_lock:
        lock = BucketObjectLock(_BUCKET_ID, export.object_lock)
        yield Planned(names.EXPORT_OBJECT_LOCK, lock, origin, after=(names.EXPORT_VERSIONING,))
    policy = BucketPolicy(_BUCKET_ID, statements)
    yield Planned(names.EXPORT_BUCKET_POLICY, policy, origin, after=(names.EXPORT_ACCESS_BLOCK,))


def _statements(organization: Organization, bucket: str, region: str) -> Iterator[Statement]:
    guardduty, detector = _guardduty(region), _from_the_detector(organization)
    put, objects = ("s3:PutObject",), f"{bucket}/*"
    other_encryption = ("StringNotEquals", "s3:x-amz-server-side-encryption", "aws:kms")
    other_key = ("StringNotEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", _KEY_ARN)
    plain = ("Bool", "aws:SecureTransport", "false")
    yield Statement("Allow GetBucketLocation", ("s3:GetBucketLocation",), bucket, detector, principals=guardduty)
    yield Statement("Allow PutObject", put, objects, detector, principals=guardduty)
    yield Statement(
        "Deny unencrypted object uploads", put, objects, (other_encryption,), allow=False, principals=guardduty
    )
    yield Statement("Deny incorrect encryption header", put, objects, (other_key,), allow=False, principals=guardduty)
    for sid, resource in (("Deny non-HTTPS access", objects), ("Deny non-HTTPS access to the bucket", bucket)):
        yield Statement(sid, ("s3:*",), resource, (plain,), allow=False, principals=_EVERYBODY)


def _guardduty(region: str) -> tuple[tuple[str, str], ...]:
    """In Regions that an account has to enable first, the service has a name of its own (same page)."""
    name = f"guardduty.{region}" if region in OPT_IN else "guardduty"
    return (("Service", f"{name}.amazonaws.com"),)


def _from_the_detector(organization: Organization) -> tuple[tuple[str, str, str | Ref], ...]:
    return (
        ("StringEquals", "aws:SourceAccount", organization.administrator.account_id),
        ("StringEquals", "aws:SourceArn", Ref(names.DETECTOR, "arn")),
    )
