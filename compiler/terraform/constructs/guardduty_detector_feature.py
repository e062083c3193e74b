"""``aws_guardduty_detector_feature``."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_detector_feature import (
    GuarddutyDetectorFeature,
    GuarddutyDetectorFeatureAdditionalConfiguration,
)

from compiler.model.resources.guardduty import DetectorFeature
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, status
from compiler.terraform.references import expression

_HANDED_OVER = ["additional_configuration", "status"]


def build(stack: TerraformStack, name: str, feature: DetectorFeature) -> TerraformResource:
    agents = [
        GuarddutyDetectorFeatureAdditionalConfiguration(name=literal(agent), status=status(enabled))
        for agent, enabled in feature.agents
    ]
    return GuarddutyDetectorFeature(
        stack,
        name,
        detector_id=expression(feature.detector),
        name=literal(feature.feature),
        status=status(feature.enabled),
        additional_configuration=agents or None,
        lifecycle=TerraformResourceLifecycle(ignore_changes=_HANDED_OVER) if feature.is_handed_over else None,
    )


def read(block: Block) -> DetectorFeature:
    is_handed_over = block.has("lifecycle")
    if is_handed_over:
        block.expect("lifecycle", {"ignore_changes": _HANDED_OVER})
    return DetectorFeature(
        detector=block.ref("detector_id"),
        feature=block.text("name"),
        enabled=block.switch("status"),
        agents=block.agents(),
        is_handed_over=is_handed_over,
    )
