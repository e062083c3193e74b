"""``aws_guardduty_detector``."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_detector import GuarddutyDetector

from ...model.resources.guardduty import Detector
from ..block import Block
from ..literals import literal


def build(stack: TerraformStack, name: str, detector: Detector) -> TerraformResource:
    frequency = literal(detector.publishing_frequency)
    kept = TerraformResourceLifecycle(prevent_destroy=True) if detector.prevent_destroy else None
    return GuarddutyDetector(stack, name, enable=True, finding_publishing_frequency=frequency, lifecycle=kept)


def read(block: Block) -> Detector:
    block.expect("enable", True)
    is_kept = block.has("lifecycle")
    if is_kept:
        block.expect("lifecycle", {"prevent_destroy": True})
    return Detector(block.text("finding_publishing_frequency"), is_kept)
