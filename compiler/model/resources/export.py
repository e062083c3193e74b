"""The bucket in which findings are kept, the key that encrypts them, and the destination that connects the two."""

from dataclasses import dataclass
from typing import ClassVar

from compiler.model.address import Ref
from compiler.model.resources import Body, Named, Scope
from compiler.model.resources.policies import Statement


@dataclass(frozen=True)
class ExportBucket(Named):
    """The bucket in which findings or lists are kept. Terraform never destroys it if it ``is_kept``."""

    terraform_type: ClassVar = "aws_s3_bucket"
    noun: ClassVar = "bucket"
    unique_in: ClassVar = Scope.WORLD

    name: str
    is_kept: bool = True


@dataclass(frozen=True)
class ExportBucketVersioning(Body):
    terraform_type: ClassVar = "aws_s3_bucket_versioning"

    bucket: Ref


@dataclass(frozen=True)
class ExportBucketEncryption(Body):
    """Objects are encrypted with this key by default."""

    terraform_type: ClassVar = "aws_s3_bucket_server_side_encryption_configuration"

    bucket: Ref
    key_arn: Ref


@dataclass(frozen=True)
class ExportBucketPublicAccessBlock(Body):
    terraform_type: ClassVar = "aws_s3_bucket_public_access_block"

    bucket: Ref


@dataclass(frozen=True)
class ExportBucketLifecycle(Body):
    """Findings expire after ``retention_days``; versions that expired or were deleted are kept for as long again."""

    terraform_type: ClassVar = "aws_s3_bucket_lifecycle_configuration"

    bucket: Ref
    retention_days: int


@dataclass(frozen=True)
class ExportBucketPolicy(Body):
    terraform_type: ClassVar = "aws_s3_bucket_policy"

    bucket: Ref
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class ExportKey(Body):
    """The key that encrypts findings, rotated every year. Terraform never destroys it."""

    terraform_type: ClassVar = "aws_kms_key"


@dataclass(frozen=True)
class ExportKeyPolicy(Body):
    terraform_type: ClassVar = "aws_kms_key_policy"

    key: Ref
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class PublishingDestination(Body):
    """Findings go to a bucket and are encrypted with a key: existing ones, or those of the same stack."""

    terraform_type: ClassVar = "aws_guardduty_publishing_destination"

    detector: Ref
    bucket_arn: str | Ref
    kms_key_arn: str | Ref
