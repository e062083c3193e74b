"""``aws_guardduty_member_detector_feature``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_member_detector_feature import (
    GuarddutyMemberDetectorFeature,
    GuarddutyMemberDetectorFeatureAdditionalConfiguration,
)

from ...model.resources.guardduty import MemberDetectorFeature
from ..block import Block
from ..literals import literal, status
from ..references import expression
from .feature_lifecycle import expect_lifecycle, feature_lifecycle


def build(stack: TerraformStack, name: str, feature: MemberDetectorFeature) -> TerraformResource:
    agents = [
        GuarddutyMemberDetectorFeatureAdditionalConfiguration(name=literal(agent), status=status(enabled))
        for agent, enabled in feature.agents
    ]
    return GuarddutyMemberDetectorFeature(
        stack,
        name,
        account_id=literal(feature.account_id),
        detector_id=expression(feature.detector),
        name=literal(feature.feature),
        status=status(feature.enabled),
        additional_configuration=agents or None,
        lifecycle=feature_lifecycle(feature.feature),
    )


def read(block: Block) -> MemberDetectorFeature:
    feature = block.text("name")
    expect_lifecycle(block, feature)
    return MemberDetectorFeature(
        detector=block.ref("detector_id"),
        account_id=block.text("account_id"),
        feature=feature,
        enabled=block.switch("status"),
        agents=block.agents(),
    )
