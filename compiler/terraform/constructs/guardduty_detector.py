"""``aws_guardduty_detector``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_detector import GuarddutyDetector

from compiler.model.resources.guardduty import Detector
from compiler.terraform.block import Block
from compiler.terraform.literals import literal


def build(stack: TerraformStack, name: str, detector: Detector) -> TerraformResource:
    frequency = literal(detector.publishing_frequency)
    return GuarddutyDetector(stack, name, enable=True, finding_publishing_frequency=frequency)


def read(block: Block) -> Detector:
    block.expect("enable", True)
    return Detector(block.text("finding_publishing_frequency"))
