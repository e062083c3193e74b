"""``aws_s3_bucket_versioning``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA, S3BucketVersioningVersioningConfiguration

from ...model.resources.buckets import BucketVersioning
from ..block import Block
from ..references import expression


def build(stack: TerraformStack, name: str, versioning: BucketVersioning) -> TerraformResource:
    enabled = S3BucketVersioningVersioningConfiguration(status="Enabled")
    return S3BucketVersioningA(stack, name, bucket=expression(versioning.bucket), versioning_configuration=enabled)


def read(block: Block) -> BucketVersioning:
    block.expect("versioning_configuration", {"status": "Enabled"})
    return BucketVersioning(block.ref("bucket"))
