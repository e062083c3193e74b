"""``aws_guardduty_publishing_destination``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_publishing_destination import GuarddutyPublishingDestination

from ...model.resources.export import PublishingDestination
from ..block import Block
from ..references import expression, value


def build(stack: TerraformStack, name: str, destination: PublishingDestination) -> TerraformResource:
    return GuarddutyPublishingDestination(
        stack,
        name,
        detector_id=expression(destination.detector),
        destination_arn=value(destination.bucket_arn),
        kms_key_arn=value(destination.kms_key_arn),
    )


def read(block: Block) -> PublishingDestination:
    return PublishingDestination(block.ref("detector_id"), block.value("destination_arn"), block.value("kms_key_arn"))
