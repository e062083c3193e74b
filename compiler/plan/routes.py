"""EventBridge rules that send something on a route, each with a target for each target of the route.

What lets the rules deliver is in ``route_access.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model.address import Address, Ref
from ..model.organization import Organization
from ..model.origin import Origin
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.events import EventRule, EventTarget, InputTransformer
from ..model.routes import Route, Service, Target
from . import names
from .route_access import access_resources, sends_with_role
from .route_topics import placed, topic_resources


@dataclass(frozen=True)
class Rule:
    """A rule, and the name of the route that it sends on. ``message`` is what topics get, None for the event.

    ``former`` are the addresses that it had before something was renamed.
    """

    address: Address
    body: EventRule
    route: str
    message: InputTransformer | None
    origin: Origin
    former: tuple[Address, ...] = ()


def routes_of(rules: Iterable[Rule], organization: Organization) -> list[Route]:
    """The routes that rules send on, sorted by name."""
    in_use = {rule.route for rule in rules}
    return [route for route in organization.routes if route.name in in_use]


def route_resources(
    rules: Sequence[Rule], organization: Organization, account_id: str, region: str
) -> Iterator[Planned[Body]]:
    """What sends from one account and Region: topics, roles and policies of the routes, then rules and targets.

    The topics that are ours to make are in the administrator account; no rule of another account sends to them.
    """
    routes = {route.name: placed(route, organization, region) for route in routes_of(rules, organization)}
    for route in routes.values():
        yield from topic_resources(route, organization)
    yield from access_resources(routes.values(), organization, account_id, region)
    for rule in rules:
        yield Planned(rule.address, rule.body, rule.origin, former=rule.former)
        for target in routes[rule.route].targets:
            yield _target(rule, target, routes[rule.route])


def _target(rule: Rule, target: Target, route: Route) -> Planned[Body]:
    """Only topics get the message: programs read what the others get."""
    role = route.role or Ref(names.route_role(route.name), "arn")
    body = EventTarget(
        rule=Ref(rule.address, "name"),
        target=target,
        role=role if sends_with_role(target) else None,
        transformer=rule.message if target.service is Service.SNS else None,
        dead_letters=route.dead_letters.arn if route.dead_letters else None,
        retry=route.retry,
    )
    address, *former = (names.target(address, target.service) for address in (rule.address, *rule.former))
    return Planned(address, body, rule.origin, _permission(target, route), former=tuple(former))


def _permission(target: Target, route: Route) -> tuple[Address, ...]:
    """The policy that lets a rule deliver comes before its target: EventBridge drops what it may not deliver."""
    if not sends_with_role(target):
        return (names.ROUTE_LOG_POLICY,)
    topic = (names.topic(route.name),) if route.topic and target.service is Service.SNS else ()
    return topic if route.role else (names.route_policy(route.name), *topic)
