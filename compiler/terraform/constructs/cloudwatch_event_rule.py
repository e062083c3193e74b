"""``aws_cloudwatch_event_rule``.

AWS cannot rename a rule. The new one is created before the old one is deleted, so that no finding is lost in between;
while both are there, a finding can be sent twice. The same goes for its targets, and Terraform does the same with all
that these depend on: the role, its policy, a topic. None of them is recreated under the name that it has.
"""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
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
        lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
    )


def read(block: Block) -> EventRule:
    block.expect("lifecycle", {"create_before_destroy": True})
    return EventRule(
        name=block.text("name"),
        description=block.text("description"),
        pattern=block.text("event_pattern"),
        tags=block.text_map("tags"),
    )
