"""``aws_guardduty_ipset``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_ipset import GuarddutyIpset

from ...model.resources.guardduty import IPSet
from ..block import Block
from ..literals import literal
from ..references import expression
from .recreation import read_recreated_with, recreated_with


def build(stack: TerraformStack, name: str, ipset: IPSet) -> TerraformResource:
    return GuarddutyIpset(
        stack,
        name,
        detector_id=expression(ipset.detector),
        name=literal(ipset.name),
        location=literal(ipset.location),
        format=literal(ipset.format),
        activate=ipset.activate,
        lifecycle=recreated_with(ipset.file),
    )


def read(block: Block) -> IPSet:
    return IPSet(
        detector=block.ref("detector_id"),
        name=block.text("name"),
        location=block.text("location"),
        format=block.text("format"),
        activate=block.take("activate"),
        file=read_recreated_with(block),
    )
