"""``aws_cloudwatch_event_rule``, ``…_event_target`` and ``aws_cloudwatch_log_resource_policy``."""

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import CloudwatchEventTarget
from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy

from compiler.model.organization import Service, Target
from compiler.model.resources import EventRule, EventTarget, LogResourcePolicy
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.policy import policy_document, read_policy_document
from compiler.terraform.scope import Scope
from compiler.terraform.service_role import policy_id, role_id

_RULE = "aws_cloudwatch_event_rule"


def rule_id(address: str) -> str:
    return f"route__{address}"


def _log_policy_id(address: str) -> str:
    return f"log_policy__{address}"


def build_event_rule(scope: Scope, rule: EventRule) -> None:
    construct = CloudwatchEventRule(
        scope.stack,
        rule_id(rule.address),
        name=literal(rule.name),
        description=literal(rule.description),
        event_pattern=literal(rule.pattern),
        tags=literal_map(rule.tags),
    )
    scope.add(_RULE, rule_id(rule.address), construct, rule.origin)


def read_event_rule(name: str, block: Block) -> EventRule:
    return EventRule(
        address=name.removeprefix(rule_id("")),
        name=block.text("name"),
        description=block.text("description"),
        pattern=block.text("event_pattern"),
        tags=block.text_map("tags"),
        origin=block.origin(),
    )


def build_event_target(scope: Scope, target: EventTarget) -> None:
    """After what lets it in: EventBridge drops what it may not deliver."""
    name = f"{rule_id(target.rule)}__{target.target.service}"
    construct = CloudwatchEventTarget(
        scope.stack,
        name,
        rule=f"${{{_RULE}.{rule_id(target.rule)}.name}}",
        target_id=literal(target.target.service),
        arn=literal(target.target.arn),
        role_arn=f"${{aws_iam_role.{role_id(target.role)}.arn}}" if target.role else None,
        depends_on=[scope.built[policy_id(target.role)]] if target.role else None,
    )
    scope.add("aws_cloudwatch_event_target", name, construct, target.origin)


def read_event_target(name: str, block: Block) -> EventTarget:
    service = Service(block.text("target_id"))
    rule = name.removeprefix(rule_id("")).removesuffix(f"__{service}")
    block.expect("rule", f"${{{_RULE}.{rule_id(rule)}.name}}")
    role = None
    if block.has("role_arn"):
        role = block.take("role_arn").removeprefix(f"${{aws_iam_role.{role_id('')}").removesuffix(".arn}")
        block.expect("depends_on", [f"aws_iam_role_policy.{policy_id(role)}"])
    return EventTarget(rule, Target(service, block.text("arn")), role, block.origin())


def build_log_resource_policy(scope: Scope, policy: LogResourcePolicy) -> None:
    construct = CloudwatchLogResourcePolicy(
        scope.stack,
        _log_policy_id(policy.address),
        policy_name=literal(policy.name),
        policy_document=policy_document(policy.statements),
    )
    scope.add("aws_cloudwatch_log_resource_policy", _log_policy_id(policy.address), construct, policy.origin)


def read_log_resource_policy(name: str, block: Block) -> LogResourcePolicy:
    statements = read_policy_document(name, block.take("policy_document"))
    return LogResourcePolicy(
        name.removeprefix(_log_policy_id("")), block.text("policy_name"), statements, block.origin()
    )
