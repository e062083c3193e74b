"""``aws_s3_bucket_public_access_block``."""

from typing import Any

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock

from ...model.resources.buckets import BucketPublicAccessBlock
from ..block import Block
from ..references import expression

_BLOCKED = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")


def build(stack: TerraformStack, name: str, access_block: BucketPublicAccessBlock) -> TerraformResource:
    blocked: dict[str, Any] = dict.fromkeys(_BLOCKED, True)
    return S3BucketPublicAccessBlock(stack, name, bucket=expression(access_block.bucket), **blocked)


def read(block: Block) -> BucketPublicAccessBlock:
    for name in _BLOCKED:
        block.expect(name, True)
    return BucketPublicAccessBlock(block.ref("bucket"))
