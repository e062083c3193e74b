"""``aws_iam_role_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from ...model.resources.policies import ServiceRolePolicy
from ..block import Block
from ..literals import literal
from ..policy import policy_document, read_policy_document
from ..references import expression


def build(stack: TerraformStack, name: str, policy: ServiceRolePolicy) -> TerraformResource:
    document = policy_document(policy.statements)
    return IamRolePolicy(stack, name, name=literal(policy.name), role=expression(policy.role), policy=document)


def read(block: Block) -> ServiceRolePolicy:
    return ServiceRolePolicy(block.ref("role"), block.text("name"), read_policy_document(block.take("policy")))
