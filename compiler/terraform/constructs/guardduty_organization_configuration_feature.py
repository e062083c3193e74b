"""``aws_guardduty_organization_configuration_feature``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_organization_configuration_feature import (
    GuarddutyOrganizationConfigurationFeature,
    GuarddutyOrganizationConfigurationFeatureAdditionalConfiguration,
)

from ...model.resources.guardduty import OrganizationFeature
from ..block import Block
from ..literals import literal
from ..references import expression
from .feature_lifecycle import expect_lifecycle, feature_lifecycle


def build(stack: TerraformStack, name: str, feature: OrganizationFeature) -> TerraformResource:
    agents = [
        GuarddutyOrganizationConfigurationFeatureAdditionalConfiguration(
            name=literal(agent), auto_enable=literal(auto_enable)
        )
        for agent, auto_enable in feature.agents
    ]
    return GuarddutyOrganizationConfigurationFeature(
        stack,
        name,
        detector_id=expression(feature.detector),
        name=literal(feature.feature),
        auto_enable=literal(feature.auto_enable),
        additional_configuration=agents or None,
        lifecycle=feature_lifecycle(feature.feature),
    )


def read(block: Block) -> OrganizationFeature:
    blocks = block.blocks("additional_configuration")
    agents = tuple((agent.text("name"), agent.text("auto_enable")) for agent in blocks)
    for agent in blocks:
        agent.end()
    feature = block.text("name")
    expect_lifecycle(block, feature)
    return OrganizationFeature(block.ref("detector_id"), feature, block.text("auto_enable"), agents)
