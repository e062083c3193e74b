"""``aws_cloudwatch_event_rule``."""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule

from ...model.resources.events import EventRule
from ..block import Block
from ..literals import literal, literal_map


def build(stack: TerraformStack, name: str, rule: EventRule) -> TerraformResource:
    return CloudwatchEventRule(
        stack,
        name,
        name=literal(rule.name),
        description=literal(rule.description),
        event_pattern=literal(rule.pattern),
        tags=literal_map(rule.tags),
    )


def read(block: Block) -> EventRule:
    return EventRule(
        name=block.text("name"),
        description=block.text("description"),
        pattern=block.text("event_pattern"),
        tags=block.text_map("tags"),
    )
