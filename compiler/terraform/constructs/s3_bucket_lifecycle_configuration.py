"""``aws_s3_bucket_lifecycle_configuration``.

Versions that were replaced or deleted are kept as long as findings are: otherwise whoever deletes a file of findings
would make them unrecoverable a day later.
"""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_lifecycle_configuration import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)

from ...model.resources.buckets import BucketLifecycle
from ..block import Block
from ..references import expression


def build(stack: TerraformStack, name: str, lifecycle: BucketLifecycle) -> TerraformResource:
    rule = S3BucketLifecycleConfigurationRule(
        id="retention",
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
        expiration=[S3BucketLifecycleConfigurationRuleExpiration(days=lifecycle.retention_days)],
        noncurrent_version_expiration=[
            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=lifecycle.retention_days)
        ],
    )
    return S3BucketLifecycleConfiguration(stack, name, bucket=expression(lifecycle.bucket), rule=[rule])


def read(block: Block) -> BucketLifecycle:
    rule = block.block("rule")
    rule.expect("id", "retention")
    rule.expect("status", "Enabled")
    rule.expect("filter", [{"prefix": ""}])
    expiration = rule.block("expiration")
    days = expiration.take("days")
    expiration.end()
    rule.expect("noncurrent_version_expiration", [{"noncurrent_days": days}])
    rule.end()
    return BucketLifecycle(block.ref("bucket"), days)
