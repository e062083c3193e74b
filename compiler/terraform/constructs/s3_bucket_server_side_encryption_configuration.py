"""``aws_s3_bucket_server_side_encryption_configuration``, with a bucket key: one call to KMS for many objects."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_server_side_encryption_configuration import (
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
)

from ...model.resources.buckets import BucketEncryption
from ..block import Block
from ..references import expression


def build(stack: TerraformStack, name: str, encryption: BucketEncryption) -> TerraformResource:
    by_default = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
        sse_algorithm="aws:kms", kms_master_key_id=expression(encryption.key_arn)
    )
    rule = S3BucketServerSideEncryptionConfigurationRuleA(
        apply_server_side_encryption_by_default=by_default, bucket_key_enabled=True
    )
    return S3BucketServerSideEncryptionConfigurationA(stack, name, bucket=expression(encryption.bucket), rule=[rule])


def read(block: Block) -> BucketEncryption:
    rule = block.block("rule")
    rule.expect("bucket_key_enabled", True)
    by_default = Block("by default", rule.take("apply_server_side_encryption_by_default"))
    by_default.expect("sse_algorithm", "aws:kms")
    key = by_default.ref("kms_master_key_id")
    by_default.end()
    rule.end()
    return BucketEncryption(block.ref("bucket"), key)
