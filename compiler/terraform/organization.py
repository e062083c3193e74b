"""``aws_guardduty_organization_admin_account``, ``…_configuration`` and ``…_configuration_feature``."""

from cdktf_cdktf_provider_aws.guardduty_organization_admin_account import GuarddutyOrganizationAdminAccount
from cdktf_cdktf_provider_aws.guardduty_organization_configuration import GuarddutyOrganizationConfiguration
from cdktf_cdktf_provider_aws.guardduty_organization_configuration_feature import (
    GuarddutyOrganizationConfigurationFeature,
    GuarddutyOrganizationConfigurationFeatureAdditionalConfiguration,
)

from compiler.model.resources import OrganizationAdminAccount, OrganizationConfiguration, OrganizationFeature
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.literals import literal
from compiler.terraform.scope import Scope

_TYPE = "aws_guardduty_organization_configuration"
_NAME = "organization"
_ADMINISTRATOR = "administrator"


def build_admin_account(scope: Scope, delegation: OrganizationAdminAccount) -> None:
    construct = GuarddutyOrganizationAdminAccount(
        scope.stack, _ADMINISTRATOR, admin_account_id=literal(delegation.admin_account_id)
    )
    scope.add("aws_guardduty_organization_admin_account", _ADMINISTRATOR, construct, delegation.origin)


def read_admin_account(_: str, block: Block) -> OrganizationAdminAccount:
    return OrganizationAdminAccount(block.text("admin_account_id"), block.origin())


def build_organization(scope: Scope, configuration: OrganizationConfiguration) -> None:
    construct = GuarddutyOrganizationConfiguration(
        scope.stack,
        _NAME,
        detector_id=DETECTOR_ID,
        auto_enable_organization_members=literal(configuration.auto_enable),
    )
    scope.add(_TYPE, _NAME, construct, configuration.origin)


def read_organization(_: str, block: Block) -> OrganizationConfiguration:
    block.expect("detector_id", DETECTOR_ID)
    return OrganizationConfiguration(block.text("auto_enable_organization_members"), block.origin())


def build_organization_feature(scope: Scope, feature: OrganizationFeature) -> None:
    """After the configuration: the API sets features of an organization that is already enrolled."""
    agents = [
        GuarddutyOrganizationConfigurationFeatureAdditionalConfiguration(
            name=literal(name), auto_enable=literal(auto_enable)
        )
        for name, auto_enable in feature.agents
    ]
    name = f"{_NAME}_{feature.feature.lower()}"
    construct = GuarddutyOrganizationConfigurationFeature(
        scope.stack,
        name,
        detector_id=DETECTOR_ID,
        name=literal(feature.feature),
        auto_enable=literal(feature.auto_enable),
        additional_configuration=agents or None,
        depends_on=[scope.built[_NAME]],
    )
    scope.add(f"{_TYPE}_feature", name, construct, feature.origin)


def read_organization_feature(_: str, block: Block) -> OrganizationFeature:
    block.expect("detector_id", DETECTOR_ID)
    block.expect("depends_on", [f"{_TYPE}.{_NAME}"])
    blocks = block.blocks("additional_configuration")
    agents = tuple((agent.text("name"), agent.text("auto_enable")) for agent in blocks)
    for agent in blocks:
        agent.end()
    return OrganizationFeature(block.text("name"), block.text("auto_enable"), agents, block.origin())
