"""``aws_s3_bucket_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_policy import S3BucketPolicy

from ...model.resources.buckets import BucketPolicy
from ..block import Block
from ..policy import policy_document, read_policy_document
from ..references import expression


def build(stack: TerraformStack, name: str, policy: BucketPolicy) -> TerraformResource:
    return S3BucketPolicy(stack, name, bucket=expression(policy.bucket), policy=policy_document(policy.statements))


def read(block: Block) -> BucketPolicy:
    return BucketPolicy(block.ref("bucket"), read_policy_document(block.take("policy")))
