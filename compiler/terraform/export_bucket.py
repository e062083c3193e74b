"""The bucket in which findings are kept and the key that encrypts them, with all that belongs to the two.

Neither is ever destroyed by Terraform: what is in them is evidence.
"""

from typing import Any

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from cdktf_cdktf_provider_aws.kms_key_policy import KmsKeyPolicy
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA, S3BucketVersioningVersioningConfiguration

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
)
from compiler.terraform.block import Block
from compiler.terraform.literals import literal
from compiler.terraform.policy import policy_document, read_policy_document, value
from compiler.terraform.scope import Scope

# Terraform type and name.
BUCKET = ("aws_s3_bucket", "export_bucket")
BUCKET_POLICY = ("aws_s3_bucket_policy", "export_bucket_policy")
KEY = ("aws_kms_key", "export_key")
KEY_POLICY = ("aws_kms_key_policy", "export_key_policy")
_ACCESS_BLOCK = ("aws_s3_bucket_public_access_block", "export_public_access_block")
_ENCRYPTION = ("aws_s3_bucket_server_side_encryption_configuration", "export_encryption")
_LIFECYCLE = ("aws_s3_bucket_lifecycle_configuration", "export_lifecycle")
_VERSIONING = ("aws_s3_bucket_versioning", "export_versioning")

_BUCKET_ID = "${aws_s3_bucket.export_bucket.id}"
_KEY_ID = "${aws_kms_key.export_key.id}"
_KEPT = {"prevent_destroy": True}
_KEY_ABOUT = "GuardDuty findings"
_BLOCKED = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


def build_export_bucket(scope: Scope, bucket: ExportBucket) -> None:
    kept = TerraformResourceLifecycle(prevent_destroy=True)
    construct = S3Bucket(scope.stack, BUCKET[1], bucket=literal(bucket.name), lifecycle=kept)
    scope.add(*BUCKET, construct, bucket.origin)


def read_export_bucket(_: str, block: Block) -> ExportBucket:
    block.expect("lifecycle", _KEPT)
    return ExportBucket(block.text("bucket"), block.origin())


def build_versioning(scope: Scope, versioning: ExportBucketVersioning) -> None:
    enabled = S3BucketVersioningVersioningConfiguration(status="Enabled")
    construct = S3BucketVersioningA(scope.stack, _VERSIONING[1], bucket=_BUCKET_ID, versioning_configuration=enabled)
    scope.add(*_VERSIONING, construct, versioning.origin)


def read_versioning(_: str, block: Block) -> ExportBucketVersioning:
    block.expect("bucket", _BUCKET_ID)
    block.expect("versioning_configuration", {"status": "Enabled"})
    return ExportBucketVersioning(block.origin())


def build_encryption(scope: Scope, encryption: ExportBucketEncryption) -> None:
    """With a bucket key: one call to KMS for many objects."""
    by_default = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
        sse_algorithm="aws:kms", kms_master_key_id=value(Attribute.EXPORT_KEY_ARN)
    )
    rule = S3BucketServerSideEncryptionConfigurationRuleA(
        apply_server_side_encryption_by_default=by_default, bucket_key_enabled=True
    )
    construct = S3BucketServerSideEncryptionConfigurationA(scope.stack, _ENCRYPTION[1], bucket=_BUCKET_ID, rule=[rule])
    scope.add(*_ENCRYPTION, construct, encryption.origin)


def read_encryption(_: str, block: Block) -> ExportBucketEncryption:
    block.expect("bucket", _BUCKET_ID)
    by_default = {"kms_master_key_id": value(Attribute.EXPORT_KEY_ARN), "sse_algorithm": "aws:kms"}
    rule = {"apply_server_side_encryption_by_default": by_default, "bucket_key_enabled": True}
    block.expect("rule", [rule])
    return ExportBucketEncryption(block.origin())


def build_access_block(scope: Scope, access_block: ExportBucketPublicAccessBlock) -> None:
    blocked: dict[str, Any] = dict.fromkeys(_BLOCKED, True)
    construct = S3BucketPublicAccessBlock(scope.stack, _ACCESS_BLOCK[1], bucket=_BUCKET_ID, **blocked)
    scope.add(*_ACCESS_BLOCK, construct, access_block.origin)


def read_access_block(_: str, block: Block) -> ExportBucketPublicAccessBlock:
    block.expect("bucket", _BUCKET_ID)
    for name in _BLOCKED:
        block.expect(name, True)
    return ExportBucketPublicAccessBlock(block.origin())


def build_lifecycle(scope: Scope, lifecycle: ExportBucketLifecycle) -> None:
    """Versions that were replaced or deleted go a day later; nothing is kept beyond what was said."""
    rule = S3BucketLifecycleConfigurationRule(
        id="retention",
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
        expiration=[S3BucketLifecycleConfigurationRuleExpiration(days=lifecycle.retention_days)],
        noncurrent_version_expiration=[
            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=1)
        ],
    )
    construct = S3BucketLifecycleConfiguration(scope.stack, _LIFECYCLE[1], bucket=_BUCKET_ID, rule=[rule])
    scope.add(*_LIFECYCLE, construct, lifecycle.origin)


def read_lifecycle(_: str, block: Block) -> ExportBucketLifecycle:
    block.expect("bucket", _BUCKET_ID)
    rule = block.block("rule")
    rule.expect("id", "retention")
    rule.expect("status", "Enabled")
    rule.expect("filter", [{"prefix": ""}])
    rule.expect("noncurrent_version_expiration", [{"noncurrent_days": 1}])
    expiration = rule.block("expiration")
    days = expiration.take("days")
    expiration.end()
    rule.end()
    return ExportBucketLifecycle(days, block.origin())


def build_bucket_policy(scope: Scope, policy: ExportBucketPolicy) -> None:
    """After the public access block: S3 refuses two changes of a bucket's access at once."""
    construct = S3BucketPolicy(
        scope.stack,
        BUCKET_POLICY[1],
        bucket=_BUCKET_ID,
        policy=policy_document(policy.statements),
        depends_on=[scope.built[_ACCESS_BLOCK[1]]],
    )
    scope.add(*BUCKET_POLICY, construct, policy.origin)


def read_bucket_policy(name: str, block: Block) -> ExportBucketPolicy:
    block.expect("bucket", _BUCKET_ID)
    block.expect("depends_on", [".".join(_ACCESS_BLOCK)])
    return ExportBucketPolicy(read_policy_document(name, block.take("policy")), block.origin())


def build_key(scope: Scope, key: ExportKey) -> None:
    construct = KmsKey(
        scope.stack,
        KEY[1],
        description=_KEY_ABOUT,
        enable_key_rotation=True,
        lifecycle=TerraformResourceLifecycle(prevent_destroy=True),
    )
    scope.add(*KEY, construct, key.origin)


def read_key(_: str, block: Block) -> ExportKey:
    block.expect("description", _KEY_ABOUT)
    block.expect("enable_key_rotation", True)
    block.expect("lifecycle", _KEPT)
    return ExportKey(block.origin())


def build_key_policy(scope: Scope, policy: ExportKeyPolicy) -> None:
    construct = KmsKeyPolicy(scope.stack, KEY_POLICY[1], key_id=_KEY_ID, policy=policy_document(policy.statements))
    scope.add(*KEY_POLICY, construct, policy.origin)


def read_key_policy(name: str, block: Block) -> ExportKeyPolicy:
    block.expect("key_id", _KEY_ID)
    return ExportKeyPolicy(read_policy_document(name, block.take("policy")), block.origin())
