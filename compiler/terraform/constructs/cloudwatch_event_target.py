"""``aws_cloudwatch_event_target``: created before the old one is deleted, like its rule."""

from typing import Any

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_event_target import (
    CloudwatchEventTarget,
    CloudwatchEventTargetDeadLetterConfig,
    CloudwatchEventTargetInputTransformer,
    CloudwatchEventTargetRetryPolicy,
)

from ...model.resources.events import EventTarget, InputTransformer
from ...model.routes import Retry, Service, Target
from ..block import Block
from ..literals import literal, literal_map
from ..references import expression, value


def build(stack: TerraformStack, name: str, target: EventTarget) -> TerraformResource:
    return CloudwatchEventTarget(
        stack,
        name,
        rule=expression(target.rule),
        target_id=literal(target.target.service),
        arn=literal(target.target.arn),
        role_arn=value(target.role) if target.role else None,
        input_transformer=_transformer(target.transformer) if target.transformer else None,
        dead_letter_config=_dead_letters(target.dead_letters) if target.dead_letters else None,
        retry_policy=_retry(target.retry) if target.retry else None,
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
    )


def read(block: Block) -> EventTarget:
    block.expect("lifecycle", {"create_before_destroy": True})
    return EventTarget(
        rule=block.ref("rule"),
        target=Target(Service(block.text("target_id")), block.text("arn")),
        role=block.value("role_arn") if block.has("role_arn") else None,
        transformer=_read_transformer(block.take("input_transformer")) if block.has("input_transformer") else None,
        dead_letters=_read_dead_letters(block.take("dead_letter_config")) if block.has("dead_letter_config") else None,
        retry=_read_retry(block.take("retry_policy")) if block.has("retry_policy") else None,
    )


def _transformer(transformer: InputTransformer) -> CloudwatchEventTargetInputTransformer:
    template, paths = literal(transformer.template), literal_map(transformer.paths)
    return CloudwatchEventTargetInputTransformer(input_template=template, input_paths=paths)


def _read_transformer(data: dict[str, Any]) -> InputTransformer:
    block = Block("input_transformer", data)
    transformer = InputTransformer(block.text_map("input_paths"), block.text("input_template"))
    block.end()
    return transformer


def _dead_letters(queue: str) -> CloudwatchEventTargetDeadLetterConfig:
    return CloudwatchEventTargetDeadLetterConfig(arn=literal(queue))


def _read_dead_letters(data: dict[str, Any]) -> str:
    block = Block("dead_letter_config", data)
    queue = block.text("arn")
    block.end()
    return queue


def _retry(retry: Retry) -> CloudwatchEventTargetRetryPolicy:
    return CloudwatchEventTargetRetryPolicy(
        maximum_retry_attempts=retry.attempts, maximum_event_age_in_seconds=retry.seconds
    )


def _read_retry(data: dict[str, Any]) -> Retry:
    block = Block("retry_policy", data)
    retry = Retry(block.take("maximum_retry_attempts"), block.take("maximum_event_age_in_seconds"))
    block.end()
    return retry
