"""``aws_s3_bucket``. Terraform never destroys the one in which findings are kept: they are evidence."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket

from ...model.resources.buckets import Bucket
from ..block import Block
from ..literals import literal


def build(stack: TerraformStack, name: str, bucket: Bucket) -> TerraformResource:
    kept = TerraformResourceLifecycle(prevent_destroy=True) if bucket.is_kept else None
    return S3Bucket(stack, name, bucket=literal(bucket.name), lifecycle=kept)


def read(block: Block) -> Bucket:
    is_kept = block.has("lifecycle")
    if is_kept:
        block.expect("lifecycle", {"prevent_destroy": True})
    return Bucket(block.text("bucket"), is_kept)
