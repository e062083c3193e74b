"""``aws_s3_bucket_object_lock_configuration``. It also switches Object Lock on, for a bucket that has it off."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_object_lock_configuration import (
    S3BucketObjectLockConfigurationA,
    S3BucketObjectLockConfigurationRuleA,
    S3BucketObjectLockConfigurationRuleDefaultRetentionA,
)

from ...model.export import ObjectLock
from ...model.resources.buckets import BucketObjectLock
from ..block import Block
from ..references import expression


def build(stack: TerraformStack, name: str, body: BucketObjectLock) -> TerraformResource:
    lock = body.lock
    retention = S3BucketObjectLockConfigurationRuleDefaultRetentionA(mode=lock.mode, days=lock.days)
    rule = S3BucketObjectLockConfigurationRuleA(default_retention=retention)
    return S3BucketObjectLockConfigurationA(stack, name, bucket=expression(body.bucket), rule=rule)


def read(block: Block) -> BucketObjectLock:
    rule = Block("rule", block.take("rule", {}))
    retention = Block("default_retention", rule.take("default_retention", {}))
    lock = ObjectLock(retention.text("mode"), retention.take("days"))
    retention.end()
    rule.end()
    return BucketObjectLock(block.ref("bucket"), lock)
