"""Routes as EventBridge rules: for routed findings one rule or more, for a route a role and a policy for log groups.

A rule's event pattern matches what the filter matches (``meaning/event_pattern.py``). For Lambda
functions, topics, queues and buses, EventBridge uses the role of the target; for log groups it uses
resource policies alone (EventBridge user guide, eb-use-resource-based).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Diagnostic
from compiler.meaning.event_pattern import Inexpressible, event_patterns
from compiler.meaning.text_operators import has_wildcards
from compiler.model.address import Ref
from compiler.model.organization import Organization, Route, Service, Target
from compiler.model.plan import Planned
from compiler.model.program import Program, RoutedFindings
from compiler.model.resources import Body
from compiler.model.resources.events import EventRule, EventTarget, LogResourcePolicy
from compiler.model.resources.policies import ServiceRole, ServiceRolePolicy, Statement
from compiler.plan import names
from compiler.plan.packing import packed_routes

_EVENTBRIDGE = "events.amazonaws.com"
_WRITERS = (("Service", "delivery.logs.amazonaws.com"), ("Service", _EVENTBRIDGE))
_FEWER_RULES = "filters: {pack: team} or {pack: organization} merges rules with the same conditions"
_FEWER_WILDCARDS = "list values with equals, or use patterns whose only * is at the start or the end"
_ACTIONS = {
    Service.EVENTS: "events:PutEvents",
    Service.LAMBDA: "lambda:InvokeFunction",
    Service.SNS: "sns:Publish",
    Service.SQS: "sqs:SendMessage",
}


@dataclass(frozen=True)
class RoutedPatterns:
    """Routed findings of a Region, packed, and the event patterns that together match them; one rule for each."""

    findings: RoutedFindings
    patterns: tuple[str, ...]


def routed_patterns(program: Program, region: str) -> tuple[list[RoutedPatterns], list[Diagnostic]]:
    """What is routed from a Region, and problems for what is too long for any event pattern."""
    routed: list[RoutedPatterns] = []
    problems: list[Diagnostic] = []
    for findings in packed_routes(program.routed, program.organization, region):
        try:
            routed.append(RoutedPatterns(findings, event_patterns(findings.criteria)))
        except Inexpressible as reason:
            message = f"{findings.full_name} cannot be routed: {reason}"
            help_ = "use fewer or shorter values"
            problems.append(Diagnostic("no-event-pattern", message, findings.origin.span, help_))
    return routed, problems


def rule_problems(routed: Iterable[RoutedPatterns], organization: Organization, region: str) -> Iterator[Diagnostic]:
    """More rules than an event bus accepts, or more of those with wildcards."""
    patterns = [pattern for each in routed for pattern in each.patterns]
    rules_per_bus = quotas.RULES_PER_BUS_IN.get(region, quotas.RULES_PER_BUS)
    quotas_of_bus = (
        ("rules", len(patterns), rules_per_bus, _FEWER_RULES),
        ("rules with wildcards", sum(map(has_wildcards, patterns)), quotas.WILDCARD_RULES_PER_BUS, _FEWER_WILDCARDS),
    )
    for what, count, limit, help_ in quotas_of_bus:
        if count > limit:
            message = f"{count} {what} for routes in {region}; EventBridge accepts {limit} on a bus"
            yield Diagnostic("too-many-rules", message, organization.origin.span, help_)


def route_resources(
    routed: Sequence[RoutedPatterns], organization: Organization, region: str
) -> Iterator[Planned[Body]]:
    """What sends findings from one Region: roles and policies of the routes in use, then rules with their targets."""
    routes = {route.name: route for route in organization.routes}
    for name in sorted({each.findings.route for each in routed}):
        yield from _role(routes[name], organization, region)
        yield from _log_policies(routes[name], organization, region)
    for each in routed:
        yield from _rules(each, routes[each.findings.route], region)


def _role(route: Route, organization: Organization, region: str) -> Iterator[Planned[Body]]:
    targets = (target.in_region(region) for target in route.targets)
    statements = tuple(_may_send(target) for target in targets if target.service is not Service.LOGS)
    if statements:
        role, policy = names.route_role(route.name), names.route_policy(route.name)
        body = ServiceRole(names.route_name(route.name, region), _EVENTBRIDGE, {"route": route.name})
        yield Planned(role, body, organization.origin)
        yield Planned(policy, ServiceRolePolicy(Ref(role, "name"), "send", statements), organization.origin)


def _log_policies(route: Route, organization: Organization, region: str) -> Iterator[Planned[Body]]:
    account = organization.administrator.account_id
    rules = f"arn:{REGIONS[region]}:events:{region}:{account}:rule/{names.rule_name('')}*"
    for target in route.targets:
        if target.service is Service.LOGS:
            statements = tuple(_may_write(target.in_region(region), rules))
            body = LogResourcePolicy(names.route_name(route.name, region), statements)
            yield Planned(names.route_log_policy(route.name), body, organization.origin)


def _may_write(target: Target, rules: str) -> Iterator[Statement]:
    """The statements of eb-use-resource-based; streams are created before any rule is known."""
    streams = f"{target.arn}:*"
    by_our_rules = (("ArnLike", "aws:SourceArn", rules),)
    yield Statement("CreateLogStream", ("logs:CreateLogStream",), streams, principals=_WRITERS)
    yield Statement("PutLogEvents", ("logs:PutLogEvents",), streams, by_our_rules, principals=_WRITERS)


def _may_send(target: Target) -> Statement:
    return Statement(f"Send{target.service.capitalize()}", (_ACTIONS[target.service],), target.arn)


def _rules(routed: RoutedPatterns, route: Route, region: str) -> Iterator[Planned[Body]]:
    findings = routed.findings
    description = f"GuardDuty findings of {findings.full_name} to {route.name}"
    for number, pattern in enumerate(routed.patterns, start=1):
        name = names.part_name(findings.full_name, number)
        rule = EventRule(names.rule_name(name), description, pattern, findings.tags)
        yield Planned(names.rule(name), rule, findings.origin)
        for target in route.targets:
            yield _target(name, target.in_region(region), findings)


def _target(name: str, target: Target, findings: RoutedFindings) -> Planned[Body]:
    """After the policy that lets the rule deliver: EventBridge drops what it may not deliver."""
    needs_role = target.service is not Service.LOGS
    role = Ref(names.route_role(findings.route), "arn") if needs_role else None
    after = (names.route_policy(findings.route),) if needs_role else ()
    body = EventTarget(Ref(names.rule(name), "name"), target, role)
    return Planned(names.target(name, target.service), body, findings.origin, after)
