"""Buckets that are made: for findings, and for lists."""

from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from ..export import ObjectLock
from . import Body, Named, Scope
from .policies import Statement


@dataclass(frozen=True)
class Bucket(Named):
    """The bucket in which findings or lists are kept. Terraform never destroys it if it ``is_kept``."""

    terraform_type: ClassVar = "aws_s3_bucket"
    noun: ClassVar = "bucket"
    unique_in: ClassVar = Scope.WORLD

    name: str
    is_kept: bool = True


@dataclass(frozen=True)
class BucketVersioning(Body):
    terraform_type: ClassVar = "aws_s3_bucket_versioning"

    bucket: Ref


@dataclass(frozen=True)
class BucketEncryption(Body):
    """Objects are encrypted with this key by default."""

    terraform_type: ClassVar = "aws_s3_bucket_server_side_encryption_configuration"

    bucket: Ref
    key_arn: Ref


@dataclass(frozen=True)
class BucketPublicAccessBlock(Body):
    terraform_type: ClassVar = "aws_s3_bucket_public_access_block"

    bucket: Ref


@dataclass(frozen=True)
class BucketLifecycle(Body):
    """Findings expire after ``retention_days``; versions that expired or were deleted are kept for as long again."""

    terraform_type: ClassVar = "aws_s3_bucket_lifecycle_configuration"

    bucket: Ref
    retention_days: int


@dataclass(frozen=True)
class BucketObjectLock(Body):
    """Every new object is locked. The bucket has to have versions already."""

    terraform_type: ClassVar = "aws_s3_bucket_object_lock_configuration"

    bucket: Ref
    lock: ObjectLock


@dataclass(frozen=True)
class BucketPolicy(Body):
    terraform_type: ClassVar = "aws_s3_bucket_policy"

    bucket: Ref
    statements: tuple[Statement, ...]
