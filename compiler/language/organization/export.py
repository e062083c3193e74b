"""`export`: the bucket in which findings are kept beyond GuardDuty's 90 days.

Example::

    export:
      create: {bucket: "acme-findings-{region}", retention_days: 365}

`create` makes the bucket and its key in each Region: encrypted, versioned, closed to the public, and
never destroyed by Terraform. `{region}` stands for the Region. Or both are there already::

    export:
      bucket_arn: arn:aws:s3:::acme-findings
      kms_key_arn: arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab

in one Region, with policies that let GuardDuty write: the apply puts a test object. Findings that a
suppression archives are not exported.
"""

from typing import Annotated

from pydantic import AfterValidator, model_validator

from compiler.language.base.spec import Spec, fault, like
from compiler.language.base.types import GuardDutyId, KmsKeyArn, Region, bucket_name
from compiler.model import organization as model

_PARTITION = "arn:aws(?:-cn|-us-gov)?"
_LONGEST_REGION = "ap-northeast-1"
_LONGEST_RETENTION = 36_500  # a hundred years; S3 takes more than anybody means


def _bucket(value: str) -> str:
    bucket_name(value.replace("{region}", _LONGEST_REGION))
    return value


def _days(value: int) -> int:
    if not 1 <= value <= _LONGEST_RETENTION:
        help_ = f"1 to {_LONGEST_RETENTION:,}; leave it out to keep findings for ever"
        raise fault("invalid-value", f"{value} days cannot be kept", help_)
    return value


class CreatedBucket(Spec):
    """A bucket in each Region, and the KMS key that encrypts what is in it."""

    bucket: Annotated[str, AfterValidator(_bucket)]
    """Its name; with {region} in it where there are several Regions."""
    retention_days: Annotated[int, AfterValidator(_days)] | None = None
    """After how many days findings are deleted; left out, never."""


class Export(Spec):
    """Where every Region's findings go: either `create`, or `bucket_arn` and `kms_key_arn`."""

    bucket_arn: (
        Annotated[
            str,
            *like(
                f"{_PARTITION}:s3:::[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9](?:/[A-Za-z0-9!_.*'()/-]+)?",
                "invalid-arn",
                "the ARN of a bucket",
                "for example arn:aws:s3:::acme-findings, with /prefix where the prefix exists",
            ),
        ]
        | None
    ) = None
    """The bucket, with a prefix if it exists already."""
    kms_key_arn: KmsKeyArn | None = None
    """The key that encrypts the findings, in the Region of the bucket."""
    create: CreatedBucket | None = None
    """The bucket and the key are ours to make."""
    existing: dict[Region, GuardDutyId] = {}
    """Ids of publishing destinations that are there already, by Region: adopted, not made."""

    @model_validator(mode="after")
    def _one(self) -> "Export":
        there = (self.bucket_arn is not None, self.kms_key_arn is not None)
        if there not in ((True, True), (False, False)) or all(there) == (self.create is not None):
            help_ = "bucket_arn and kms_key_arn of what is there already, or create: {bucket: …}"
            raise fault("invalid-value", "an export names a bucket and its key, or has them made", help_)
        return self

    def to_model(self) -> model.Export | model.CreatedExport:
        if self.create:
            return model.CreatedExport(self.create.bucket, self.create.retention_days)
        return model.Export(self.bucket_arn or "", self.kms_key_arn or "")
