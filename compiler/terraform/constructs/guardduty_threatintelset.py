"""``aws_guardduty_threatintelset``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_threatintelset import GuarddutyThreatintelset

from ...model.resources.guardduty import ThreatIntelSet
from ..block import Block
from ..literals import literal
from ..references import expression
from .recreation import read_recreated_with, recreated_with


def build(stack: TerraformStack, name: str, threats: ThreatIntelSet) -> TerraformResource:
    return GuarddutyThreatintelset(
        stack,
        name,
        detector_id=expression(threats.detector),
        name=literal(threats.name),
        location=literal(threats.location),
        format=literal(threats.format),
        activate=threats.activate,
        lifecycle=recreated_with(threats.file),
    )


def read(block: Block) -> ThreatIntelSet:
    return ThreatIntelSet(
        detector=block.ref("detector_id"),
        name=block.text("name"),
        location=block.text("location"),
        format=block.text("format"),
        activate=block.take("activate"),
        file=read_recreated_with(block),
    )
