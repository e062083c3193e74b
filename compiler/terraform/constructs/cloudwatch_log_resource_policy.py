"""``aws_cloudwatch_log_resource_policy``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy

from compiler.model.resources.events import LogResourcePolicy
from compiler.terraform.block import Block
from compiler.terraform.literals import literal
from compiler.terraform.policy import policy_document, read_policy_document


def build(stack: TerraformStack, name: str, policy: LogResourcePolicy) -> TerraformResource:
    document = policy_document(policy.statements)
    return CloudwatchLogResourcePolicy(stack, name, policy_name=literal(policy.name), policy_document=document)


def read(block: Block) -> LogResourcePolicy:
    return LogResourcePolicy(block.text("policy_name"), read_policy_document(block.take("policy_document")))
