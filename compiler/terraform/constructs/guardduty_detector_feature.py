"""``aws_guardduty_detector_feature``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_detector_feature import (
    GuarddutyDetectorFeature,
    GuarddutyDetectorFeatureAdditionalConfiguration,
)

from ...model.resources.guardduty import DetectorFeature
from ..block import Block
from ..literals import literal, status
from ..references import expression
from .feature_lifecycle import feature_lifecycle, read_lifecycle


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
        lifecycle=feature_lifecycle(feature.feature, feature.is_handed_over),
    )


def read(block: Block) -> DetectorFeature:
    feature = block.text("name")
    return DetectorFeature(
        detector=block.ref("detector_id"),
        feature=feature,
        enabled=block.switch("status"),
        agents=block.agents(),
        is_handed_over=read_lifecycle(block, feature),
    )
