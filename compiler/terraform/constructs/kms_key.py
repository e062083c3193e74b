"""``aws_kms_key``, for the key that encrypts findings. Terraform never destroys it: findings are evidence."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.kms_key import KmsKey

from compiler.model.resources.export import ExportKey
from compiler.terraform.block import Block

_DESCRIPTION = "GuardDuty findings"


def build(stack: TerraformStack, name: str, _: ExportKey) -> TerraformResource:
    kept = TerraformResourceLifecycle(prevent_destroy=True)
    return KmsKey(stack, name, description=_DESCRIPTION, enable_key_rotation=True, lifecycle=kept)


def read(block: Block) -> ExportKey:
    block.expect("description", _DESCRIPTION)
    block.expect("enable_key_rotation", True)
    block.expect("lifecycle", {"prevent_destroy": True})
    return ExportKey()
