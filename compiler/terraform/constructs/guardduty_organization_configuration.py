"""``aws_guardduty_organization_configuration``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_organization_configuration import GuarddutyOrganizationConfiguration

from ...model.resources.guardduty import OrganizationConfiguration
from ..block import Block
from ..literals import literal
from ..references import expression


def build(stack: TerraformStack, name: str, configuration: OrganizationConfiguration) -> TerraformResource:
    return GuarddutyOrganizationConfiguration(
        stack,
        name,
        detector_id=expression(configuration.detector),
        auto_enable_organization_members=literal(configuration.auto_enable),
    )


def read(block: Block) -> OrganizationConfiguration:
    return OrganizationConfiguration(block.ref("detector_id"), block.text("auto_enable_organization_members"))
