"""`export`: the S3 bucket in which findings are kept beyond GuardDuty's 90 days.

Example::

    export:
      create: {bucket: "acme-findings-{region}", retention_days: 365}

`create` creates a bucket and a KMS key in each Region: encrypted, versioned, not public, and protected from
`terraform destroy`. `{region}` in its name is replaced by the Region. To use an existing bucket and key instead::

    export:
      bucket_arn: arn:aws:s3:::acme-findings
      kms_key_arn: arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab

Their policies must let GuardDuty write, because the apply writes a test object. A bucket in an opt-in Region gets only
the findings of that Region. Findings that a suppression archives are not exported.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, model_validator

from ...catalog.regions import OPT_IN
from ...diagnostics import Problem
from ...model import export
from ..base.spec import Spec, fault, like
from ..base.types import IdsByRegion, KmsKeyArn, RegionalBucketName, choice, region_of

_PARTITION = "arn:aws(?:-cn|-eusc|-us-gov)?"
_LONGEST_RETENTION = 36_500  # a hundred years; S3 allows more than anybody means
_MODES = {
    "governance": "whoever has s3:BypassGovernanceRetention",
    "compliance": "nobody, not even the root user",
}


def _days(value: int) -> int:
    if not 1 <= value <= _LONGEST_RETENTION:
        help_ = f"use 1 to {_LONGEST_RETENTION:,}, or leave it out to keep findings forever"
        raise fault("invalid-value", f"{value} is not a valid number of days", help_)
    return value


class ObjectLock(Spec):
    """Every file of findings is locked from when it is written (S3 user guide, object-lock)."""

    mode: Annotated[str, *choice(_MODES, "invalid-value", "is not a mode of Object Lock")]
    """Who can shorten the lock of a file. Example: governance"""
    days: Annotated[int, AfterValidator(_days)]
    """For how many days a file is locked, 1 to 36,500; at most `retention_days`. Example: 365"""


class CreatedBucket(Spec):
    """A bucket in each Region and the KMS key that encrypts its objects."""

    bucket: RegionalBucketName
    """The name of the bucket. With several Regions, it needs `{region}`, which is replaced by the Region.
    Example: "acme-findings-{region}\""""
    retention_days: Annotated[int, AfterValidator(_days)] | None = None
    """The number of days after which findings expire, 1 to 36,500. Files that expired, or that somebody deleted or
    replaced, can be restored for the same number of days. If omitted, findings are kept forever. Example: 365"""
    object_lock: ObjectLock | None = None
    """Keeps files from being deleted or overwritten, even by administrators. S3 cannot switch Object Lock off again;
    without this key, new files are not locked. Example: {mode: governance, days: 365}"""

    def lock_problems(self) -> Iterator[Problem]:
        lock, kept = self.object_lock, self.retention_days
        if lock and kept is not None and lock.days > kept:
            message = f"files are locked for {lock.days:,} days, but expire after {kept:,}"
            help_ = "lock them for at most retention_days: a file that has expired stays, hidden, until its lock ends"
            yield Problem(("export", "create", "object_lock", "days"), "invalid-value", message, help_)


class Export(Spec):
    """The bucket for the findings of every Region: either `create`, or `bucket_arn` and `kms_key_arn`."""

    bucket_arn: (
        Annotated[
            str,
            *like(
                f"{_PARTITION}:s3:::[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9](?:/[A-Za-z0-9!_.*'()/-]+)?",
                "invalid-arn",
                "the ARN of a bucket",
                "for example arn:aws:s3:::acme-findings, or with an existing prefix, arn:aws:s3:::acme-findings/prefix",
                "bucket ARN",
            ),
        ]
        | None
    ) = None
    """The ARN of an existing bucket, if needed with an existing prefix. Needs `kms_key_arn`.
    Example: arn:aws:s3:::acme-findings"""
    kms_key_arn: KmsKeyArn | None = None
    """The ARN of an existing KMS key in the bucket's Region, which encrypts the findings. Needs `bucket_arn`.
    Example: arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab"""
    create: CreatedBucket | None = None
    """Creates the bucket and the key in each Region. Example: {bucket: "acme-findings-{region}"}"""
    existing: IdsByRegion = {}
    """The ids of existing publishing destinations, by Region: adopted instead of created. The Region's detector
    has to be under `detector.existing`. Example: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}"""

    @model_validator(mode="after")
    def _exclusive(self) -> "Export":
        existing = (self.bucket_arn is not None, self.kms_key_arn is not None)
        if existing not in ((True, True), (False, False)) or all(existing) == (self.create is not None):
            help_ = "give bucket_arn and kms_key_arn of an existing bucket and key, or create: {bucket: …}"
            raise fault("invalid-value", "export needs either bucket_arn and kms_key_arn, or create", help_)
        return self

    def region_problems(self, regions: Iterable[str]) -> Iterator[Problem]:
        """Regions that GuardDuty cannot export from into the bucket's Region, which is that of its key.

        A bucket in an opt-in Region accepts only the findings of that Region, whether the others are on by default
        or opt-in (user guide, guardduty_exportfindings, considerations).
        """
        target = region_of(self.kms_key_arn) if self.kms_key_arn else None
        refused = [region for region in regions if target in OPT_IN and region != target]
        if refused:
            message = f"GuardDuty in {', '.join(refused)} cannot export into {target}, which is an opt-in Region"
            help_ = "use a bucket and a key in a Region that is on by default, or create, which makes a bucket in each"
            yield Problem(("export", "kms_key_arn"), "export-region", message, help_)

    def to_model(self) -> export.Export | export.CreatedExport:
        if self.create:
            lock = self.create.object_lock
            locked = export.ObjectLock(lock.mode.upper(), lock.days) if lock else None
            return export.CreatedExport(self.create.bucket, self.create.retention_days, locked)
        return export.Export(self.bucket_arn or "", self.kms_key_arn or "")
