"""Routes as EventBridge rules: for routed findings one rule or more, each with a target for each target of the route.

A rule's event pattern matches what the filter matches (``meaning/event_pattern.py``). What lets the rules
deliver is in ``route_access.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..meaning.event_pattern import Inexpressible, event_patterns
from ..meaning.messages import names_severity
from ..meaning.text_operators import has_wildcards
from ..model.address import Address, Ref
from ..model.organization import Organization, Route, Service, Target
from ..model.plan import Planned
from ..model.program import Program, RoutedFindings
from ..model.resources import Body
from ..model.resources.events import EventRule, EventTarget, InputTransformer
from . import names
from .route_access import access_resources, sends_with_role
from .route_messages import account_names, transformer_of
from .route_packing import packed_routes
from .route_topics import placed, topic_resources
from .severity_levels import by_level

_FEWER_RULES = "filters: {pack: team} or {pack: organization} merges rules with the same conditions"
_FEWER_WILDCARDS = "list values with equals, or use patterns whose only * is at the start or the end"


@dataclass(frozen=True)
class RoutedPatterns:
    """Routed findings of a Region, packed, and the event patterns that together match them; one rule for each.

    ``level`` is the severity level that the findings have, None where no message names it.
    """

    findings: RoutedFindings
    patterns: tuple[str, ...]
    level: str | None = None

    @property
    def name(self) -> str:
        """What its rules are called after."""
        return names.level_name(self.findings.full_name, self.level)

    @property
    def former_names(self) -> tuple[str, ...]:
        """What its rules were called after before something was renamed."""
        return tuple(names.level_name(name, self.level) for name in self.findings.former_full_names)


def routed_patterns(program: Program, region: str) -> tuple[list[RoutedPatterns], list[Diagnostic]]:
    """What is routed from a Region, and problems for what is too long for any event pattern."""
    messages = {route.name: route.message for route in program.organization.routes}
    routed: list[RoutedPatterns] = []
    problems: list[Diagnostic] = []
    for findings in packed_routes(program.routed, program.organization, region):
        try:
            routed += _patterns(findings, messages[findings.route])
        except Inexpressible as reason:
            message = f"{findings.full_name} cannot be routed: {reason}"
            help_ = "use fewer or shorter values"
            problems.append(Diagnostic("no-event-pattern", message, findings.origin.span, help_))
    return routed, problems


def _patterns(findings: RoutedFindings, message: str | None) -> Iterator[RoutedPatterns]:
    """All of the findings, or where the message names the severity in words, those of each level."""
    if not (message and names_severity(message)):
        yield RoutedPatterns(findings, event_patterns(findings.criteria))
        return
    for level, criteria in by_level(findings.criteria):
        yield RoutedPatterns(findings, event_patterns(criteria), level)


def routes_in_use(routed: Iterable[RoutedPatterns], organization: Organization) -> list[Route]:
    """The routes that findings of a Region are sent to, sorted by name."""
    names_in_use = {each.findings.route for each in routed}
    return [route for route in organization.routes if route.name in names_in_use]


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


def route_resources(routed: Sequence[RoutedPatterns], program: Program, region: str) -> Iterator[Planned[Body]]:
    """What sends findings from one Region: topics, roles and policies of the routes in use, then rules and targets."""
    organization, accounts = program.organization, account_names(program)
    in_use = routes_in_use(routed, organization)
    routes = {route.name: placed(route, organization, region) for route in in_use}
    for route in routes.values():
        yield from topic_resources(route, organization)
    yield from access_resources(routes.values(), organization, region)
    for each in routed:
        route = routes[each.findings.route]
        yield from _rules(each, route, transformer_of(each.findings, each.level, route, accounts, region))


def _rules(routed: RoutedPatterns, route: Route, message: InputTransformer | None) -> Iterator[Planned[Body]]:
    findings = routed.findings
    description = f"GuardDuty findings of {routed.name} to {route.name}"
    for number, pattern in enumerate(routed.patterns, start=1):
        name = names.part_name(routed.name, number)
        former = tuple(names.part_name(was, number) for was in routed.former_names)
        rule = EventRule(names.rule_name(name), description, pattern, findings.tags)
        yield Planned(names.rule(name), rule, findings.origin, former=tuple(map(names.rule, former)))
        for target in route.targets:
            body, after = _target(names.rule(name), target, route, message), _permission(target, route)
            earlier = tuple(names.target(was, target.service) for was in former)
            yield Planned(names.target(name, target.service), body, findings.origin, after, former=earlier)


def _target(rule: Address, target: Target, route: Route, message: InputTransformer | None) -> EventTarget:
    """Only topics get the message: programs read what the others get."""
    role = route.role or Ref(names.route_role(route.name), "arn")
    return EventTarget(
        rule=Ref(rule, "name"),
        target=target,
        role=role if sends_with_role(target) else None,
        transformer=message if target.service is Service.SNS else None,
        dead_letters=route.dead_letters.arn if route.dead_letters else None,
        retry=route.retry,
    )


def _permission(target: Target, route: Route) -> tuple[Address, ...]:
    """The policy that lets a rule deliver comes before its target: EventBridge drops what it may not deliver."""
    if not sends_with_role(target):
        return (names.ROUTE_LOG_POLICY,)
    topic = (names.topic(route.name),) if route.topic and target.service is Service.SNS else ()
    return topic if route.role else (names.route_policy(route.name), *topic)
