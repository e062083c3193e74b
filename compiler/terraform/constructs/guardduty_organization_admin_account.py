"""``aws_guardduty_organization_admin_account``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_organization_admin_account import GuarddutyOrganizationAdminAccount

from ...model.resources.guardduty import OrganizationAdminAccount
from ..block import Block
from ..literals import literal


def build(stack: TerraformStack, name: str, delegation: OrganizationAdminAccount) -> TerraformResource:
    return GuarddutyOrganizationAdminAccount(stack, name, admin_account_id=literal(delegation.admin_account_id))


def read(block: Block) -> OrganizationAdminAccount:
    return OrganizationAdminAccount(block.text("admin_account_id"))
