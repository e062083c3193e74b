"""``aws_kms_key``. Terraform never destroys the one that encrypts findings, because findings are evidence."""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.kms_key import KmsKey

from ...model.resources.export import ExportKey
from ...model.resources.topics import TopicKey
from ..block import Block
from ..literals import literal

_DESCRIPTION = "GuardDuty findings"


def build(stack: TerraformStack, name: str, key: ExportKey | TopicKey) -> TerraformResource:
    kept = TerraformResourceLifecycle(prevent_destroy=True) if isinstance(key, ExportKey) else None
    description = literal(key.description) if isinstance(key, TopicKey) else _DESCRIPTION
    return KmsKey(stack, name, description=description, enable_key_rotation=True, lifecycle=kept)


def read(block: Block) -> ExportKey | TopicKey:
    block.expect("enable_key_rotation", True)
    if not block.has("lifecycle"):
        return TopicKey(block.text("description"))
    block.expect("description", _DESCRIPTION)
    block.expect("lifecycle", {"prevent_destroy": True})
    return ExportKey()
