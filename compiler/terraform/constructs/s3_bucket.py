"""``aws_s3_bucket``, for the bucket in which findings are kept. Terraform never destroys it: they are evidence."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket

from compiler.model.resources.export import ExportBucket
from compiler.terraform.block import Block
from compiler.terraform.literals import literal


def build(stack: TerraformStack, name: str, bucket: ExportBucket) -> TerraformResource:
    kept = TerraformResourceLifecycle(prevent_destroy=True)
    return S3Bucket(stack, name, bucket=literal(bucket.name), lifecycle=kept)


def read(block: Block) -> ExportBucket:
    block.expect("lifecycle", {"prevent_destroy": True})
    return ExportBucket(block.text("bucket"))
