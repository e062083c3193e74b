"""``aws_cloudwatch_event_target``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_event_target import CloudwatchEventTarget

from compiler.model.organization import Service, Target
from compiler.model.resources.events import EventTarget
from compiler.terraform.block import Block
from compiler.terraform.literals import literal
from compiler.terraform.references import expression


def build(stack: TerraformStack, name: str, target: EventTarget) -> TerraformResource:
    return CloudwatchEventTarget(
        stack,
        name,
        rule=expression(target.rule),
        target_id=literal(target.target.service),
        arn=literal(target.target.arn),
        role_arn=expression(target.role) if target.role else None,
    )


def read(block: Block) -> EventTarget:
    role = block.ref("role_arn") if block.has("role_arn") else None
    return EventTarget(block.ref("rule"), Target(Service(block.text("target_id")), block.text("arn")), role)
