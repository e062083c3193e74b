"""Where findings are kept: a destination, and where they are ours to make, its bucket and key.

The statements are those of the user guide, guardduty_exportfindings, with its Sids.
"""

from collections.abc import Iterator

from compiler.catalog.regions import OPT_IN, REGIONS
from compiler.model.organization import CreatedExport, Export, Organization
from compiler.model.origin import Origin
from compiler.model.resources import (
    Attribute,
    ExportBucket,
    ExportBucketEncryption,
    ExportBucketLifecycle,
    ExportBucketPolicy,
    ExportBucketPublicAccessBlock,
    ExportBucketVersioning,
    ExportKey,
    ExportKeyPolicy,
    PublishingDestination,
    Resource,
    Statement,
)
from compiler.plan.adoption import import_id

_EVERYBODY = (("*", "*"),)


def export_resources(organization: Organization, region: str) -> Iterator[Resource]:
    """The destination of one Region, after what it needs."""
    export, origin = organization.export, organization.origin
    existing = import_id(organization.existing_detectors, region, organization.existing_exports)
    if isinstance(export, Export):
        yield PublishingDestination(export.bucket_arn, export.kms_key_arn, existing, origin)
    elif export:
        yield from _key(organization, region)
        yield from _bucket(organization, export, region)
        yield PublishingDestination(Attribute.EXPORT_BUCKET_ARN, Attribute.EXPORT_KEY_ARN, existing, origin)


def _key(organization: Organization, region: str) -> Iterator[Resource]:
    """Without the account's own statement nobody could change the key again (KMS developer guide)."""
    root = f"arn:{REGIONS[region]}:iam::{organization.administrator.account_id}:root"
    administration = Statement("AllowAdministration", ("kms:*",), "*", principals=(("AWS", root),))
    use = Statement(
        "AllowGuardDutyKey",
        ("kms:GenerateDataKey",),
        Attribute.EXPORT_KEY_ARN,
        _from_the_detector(organization),
        principals=_guardduty(region),
    )
    yield ExportKey(organization.origin)
    yield ExportKeyPolicy((administration, use), organization.origin)


def _bucket(organization: Organization, export: CreatedExport, region: str) -> Iterator[Resource]:
    origin: Origin = organization.origin
    name = export.bucket.replace("{region}", region)
    yield ExportBucket(name, origin)
    yield ExportBucketVersioning(origin)
    yield ExportBucketEncryption(origin)
    yield ExportBucketPublicAccessBlock(origin)
    if export.retention_days is not None:
        yield ExportBucketLifecycle(export.retention_days, origin)
    yield ExportBucketPolicy(tuple(_statements(organization, f"arn:{REGIONS[region]}:s3:::{name}", region)), origin)


def _statements(organization: Organization, bucket: str, region: str) -> Iterator[Statement]:
    guardduty, detector = _guardduty(region), _from_the_detector(organization)
    put, objects = ("s3:PutObject",), f"{bucket}/*"
    other_encryption = ("StringNotEquals", "s3:x-amz-server-side-encryption", "aws:kms")
    key_header = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    other_key = ("StringNotEquals", key_header, Attribute.EXPORT_KEY_ARN)
    plain = ("Bool", "aws:SecureTransport", "false")
    yield Statement("Allow GetBucketLocation", ("s3:GetBucketLocation",), bucket, detector, principals=guardduty)
    yield Statement("Allow PutObject", put, objects, detector, principals=guardduty)
    yield Statement(
        "Deny unencrypted object uploads", put, objects, (other_encryption,), allow=False, principals=guardduty
    )
    yield Statement("Deny incorrect encryption header", put, objects, (other_key,), allow=False, principals=guardduty)
    yield Statement("Deny non-HTTPS access", ("s3:*",), objects, (plain,), allow=False, principals=_EVERYBODY)


def _guardduty(region: str) -> tuple[tuple[str, str], ...]:
    """In Regions that have to be switched on first, the service has a name of its own (same page)."""
    name = f"guardduty.{region}" if region in OPT_IN else "guardduty"
    return (("Service", f"{name}.amazonaws.com"),)


def _from_the_detector(organization: Organization) -> tuple[tuple[str, str, str | Attribute], ...]:
    return (
        ("StringEquals", "aws:SourceAccount", organization.administrator.account_id),
        ("StringEquals", "aws:SourceArn", Attribute.DETECTOR_ARN),
    )
