"""``aws_kms_key_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.kms_key_policy import KmsKeyPolicy

from ...model.resources.export import ExportKeyPolicy
from ..block import Block
from ..policy import policy_document, read_policy_document
from ..references import expression


def build(stack: TerraformStack, name: str, policy: ExportKeyPolicy) -> TerraformResource:
    return KmsKeyPolicy(stack, name, key_id=expression(policy.key), policy=policy_document(policy.statements))


def read(block: Block) -> ExportKeyPolicy:
    return ExportKeyPolicy(block.ref("key_id"), read_policy_document(block.take("policy")))
