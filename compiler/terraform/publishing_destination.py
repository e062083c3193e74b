"""``aws_guardduty_publishing_destination``."""

from cdktf_cdktf_provider_aws.guardduty_publishing_destination import GuarddutyPublishingDestination

from compiler.model.program import Export
from compiler.model.resources import PublishingDestination
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.literals import literal
from compiler.terraform.scope import Scope

_NAME = "export"


def build_publishing_destination(scope: Scope, destination: PublishingDestination) -> None:
    construct = GuarddutyPublishingDestination(
        scope.stack,
        _NAME,
        detector_id=DETECTOR_ID,
        destination_arn=literal(destination.export.bucket_arn),
        kms_key_arn=literal(destination.export.kms_key_arn),
    )
    scope.add("aws_guardduty_publishing_destination", _NAME, construct, destination.origin)


def read_publishing_destination(_: str, block: Block) -> PublishingDestination:
    block.expect("detector_id", DETECTOR_ID)
    return PublishingDestination(Export(block.text("destination_arn"), block.text("kms_key_arn")), block.origin())
