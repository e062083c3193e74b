"""Routes as EventBridge rules: a rule or more for what is routed, a role for each route, a policy for log groups.

The same event pattern language says what the filter says (``meaning/event_pattern.py``). For Lambda
functions, topics, queues and buses, EventBridge uses the role of the target; for log groups it uses
resource policies alone (EventBridge user guide, eb-use-resource-based).
"""

from collections.abc import Iterator

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.diagnostics import Diagnostic
from compiler.meaning.event_pattern import Inexpressible, event_patterns
from compiler.model.organization import Route, Service, Target
from compiler.model.program import Program, RoutedFindings
from compiler.model.resources import (
    EventRule,
    EventTarget,
    LogResourcePolicy,
    Resource,
    ServiceRole,
    ServiceRolePolicy,
    Statement,
)
from compiler.plan.names import address, part_name, route_address, route_name, rule_name
from compiler.plan.packing import packed_routes

_EVENTBRIDGE = "events.amazonaws.com"
_WRITERS = (("Service", "delivery.logs.amazonaws.com"), ("Service", _EVENTBRIDGE))
_ACTIONS = {
    Service.EVENTS: "events:PutEvents",
    Service.LAMBDA: "lambda:InvokeFunction",
    Service.SNS: "sns:Publish",
    Service.SQS: "sqs:SendMessage",
}


def route_resources(program: Program, region: str) -> Iterator[Resource]:
    """What sends findings from one Region: roles and policies of the routes in use, then rules with their targets."""
    here = packed_routes(program.routed, program.organization, region)
    routes = {route.name: route for route in program.organization.routes}
    for name in sorted({routed.route for routed in here}):
        yield from _permissions(program, routes[name], region)
    for routed in here:
        yield from _rules(routed, routes[routed.route], region)


def route_problems(program: Program) -> Iterator[Diagnostic]:
    """What is too long for any event pattern, rules of one name, and more rules than a bus takes."""
    for region in program.organization.regions:
        rules: dict[str, RoutedFindings] = {}
        for routed in packed_routes(program.routed, program.organization, region):
            yield from _rule_problems(routed, rules)
        if len(rules) > quotas.RULES_PER_BUS:
            message = f"{len(rules)} rules for routes in {region}; EventBridge takes {quotas.RULES_PER_BUS} on a bus"
            help_ = "filters: {pack: team} or {pack: organization} merges those of one shape"
            yield Diagnostic("too-many-rules", message, program.organization.origin.span, help_)


def _rule_problems(routed: RoutedFindings, rules: dict[str, RoutedFindings]) -> Iterator[Diagnostic]:
    """Adds the rules to those by name. One that has to be parted gets names that another may have."""
    try:
        number = len(event_patterns(routed.criteria))
    except Inexpressible as reason:
        message = f"{routed.full_name} cannot be routed: {reason}"
        yield Diagnostic("no-event-pattern", message, routed.origin.span, "ask for fewer or shorter values")
        return
    for name in (part_name(routed.full_name, part) for part in range(1, number + 1)):
        holder = rules.setdefault(name, routed)
        if holder is not routed:
            related = (("the first is here", holder.origin.span),)
            message = f"this makes a second rule named {name}"
            yield Diagnostic("duplicate-name", message, routed.origin.span, "rename one of the two", related)


def _permissions(program: Program, route: Route, region: str) -> Iterator[Resource]:
    origin = program.organization.origin
    targets = [target.in_region(region) for target in route.targets]
    sent = tuple(_may_send(target) for target in targets if target.service is not Service.LOGS)
    if sent:
        name = route_address(route.name)
        yield ServiceRole(name, route_name(route.name, region), _EVENTBRIDGE, {"route": route.name}, origin)
        yield ServiceRolePolicy(name, "send", sent, origin)
    for target in targets:
        if target.service is Service.LOGS:
            account = program.organization.administrator.account_id
            rules = f"arn:{REGIONS[region]}:events:{region}:{account}:rule/{rule_name('')}*"
            statements = tuple(_may_write(target, rules))
            yield LogResourcePolicy(route_address(route.name), route_name(route.name, region), statements, origin)


def _may_write(target: Target, rules: str) -> Iterator[Statement]:
    """The statements of eb-use-resource-based; streams are made before any rule is known."""
    streams = f"{target.arn}:*"
    by_our_rules = (("ArnLike", "aws:SourceArn", rules),)
    yield Statement("CreateLogStream", ("logs:CreateLogStream",), streams, principals=_WRITERS)
    yield Statement("PutLogEvents", ("logs:PutLogEvents",), streams, by_our_rules, principals=_WRITERS)


def _may_send(target: Target) -> Statement:
    return Statement(f"Send{target.service.capitalize()}", (_ACTIONS[target.service],), target.arn)


def _rules(routed: RoutedFindings, route: Route, region: str) -> Iterator[Resource]:
    for number, pattern in enumerate(event_patterns(routed.criteria), start=1):
        name = part_name(routed.full_name, number)
        about = f"GuardDuty findings of {routed.full_name} to {route.name}"
        yield EventRule(address(name), rule_name(name), about, pattern, routed.tags, routed.origin)
        for target in route.targets:
            role = None if target.service is Service.LOGS else route_address(route.name)
            yield EventTarget(address(name), target.in_region(region), role, routed.origin)
