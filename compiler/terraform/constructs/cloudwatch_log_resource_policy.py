"""``aws_cloudwatch_log_resource_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy

from ...model.resources.events import LogResourcePolicy
from ..block import Block
from ..literals import literal
from ..policy import policy_document, read_policy_document


def build(stack: TerraformStack, name: str, policy: LogResourcePolicy) -> TerraformResource:
    document = policy_document(policy.statements)
    return CloudwatchLogResourcePolicy(stack, name, policy_name=literal(policy.name), policy_document=document)


def read(block: Block) -> LogResourcePolicy:
    return LogResourcePolicy(block.text("policy_name"), read_policy_document(block.take("policy_document")))
