"""``aws_cloudwatch_event_target``."""

from typing import Any

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_event_target import (
    CloudwatchEventTarget,
    CloudwatchEventTargetInputTransformer,
)

from compiler.model.organization import Service, Target
from compiler.model.resources.events import EventTarget, InputTransformer
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.references import expression


def build(stack: TerraformStack, name: str, target: EventTarget) -> TerraformResource:
    return CloudwatchEventTarget(
        stack,
        name,
        rule=expression(target.rule),
        target_id=literal(target.target.service),
        arn=literal(target.target.arn),
        role_arn=expression(target.role) if target.role else None,
        input_transformer=_transformer(target.transformer) if target.transformer else None,
    )


def read(block: Block) -> EventTarget:
    return EventTarget(
        rule=block.ref("rule"),
        target=Target(Service(block.text("target_id")), block.text("arn")),
        role=block.ref("role_arn") if block.has("role_arn") else None,
        transformer=_read_transformer(block.take("input_transformer")) if block.has("input_transformer") else None,
    )


def _transformer(transformer: InputTransformer) -> CloudwatchEventTargetInputTransformer:
    template, paths = literal(transformer.template), literal_map(transformer.paths)
    return CloudwatchEventTargetInputTransformer(input_template=template, input_paths=paths)


def _read_transformer(data: dict[str, Any]) -> InputTransformer:
    block = Block("input_transformer", data)
    transformer = InputTransformer(block.text_map("input_paths"), block.text("input_template"))
    block.end()
    return transformer
