"""Who may deliver findings: a role for each route, and one policy for the log groups of a Region.

EventBridge uses the role of the target, but for log groups it uses resource policies alone (EventBridge user guide,
eb-use-resource-based). An account has ten of those in a Region (CloudWatch Logs API reference, PutResourcePolicy),
so all routes share one.

Both let in only our own rules, which are named ``guardduty-…``: a rule of another account could otherwise make
EventBridge use the role for it (same guide, cross-service-confused-deputy-prevention, where ``aws:SourceArn`` is
the ARN of the rule).
"""

from collections.abc import Iterable, Iterator

from ..catalog import quotas
from ..catalog.regions import REGIONS
from ..diagnostics import Diagnostic
from ..model.address import Ref
from ..model.organization import Organization
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.events import LogResourcePolicy
from ..model.resources.policies import Conditions, ServiceRole, ServiceRolePolicy, Statement
from ..model.routes import Route, Service, Target
from . import aws_names, names
from .route_topics import may_use_key

_EVENTBRIDGE = "events.amazonaws.com"
_WRITERS = (("Service", "delivery.logs.amazonaws.com"), ("Service", _EVENTBRIDGE))
_POLICY_WITHOUT_STREAMS = 700  # characters of the log policy, rounded up: its two statements without resources
# EventBridge user guide, eb-events-iam-roles and eb-custom-bus-target-firehose; for state machines, PutTargets.
_ACTIONS = {
    Service.EVENTS: ("events:PutEvents",),
    Service.FIREHOSE: ("firehose:PutRecord", "firehose:PutRecordBatch"),
    Service.KINESIS: ("kinesis:PutRecord",),
    Service.LAMBDA: ("lambda:InvokeFunction",),
    Service.SNS: ("sns:Publish",),
    Service.SQS: ("sqs:SendMessage",),
    Service.STATES: ("states:StartExecution",),
}


def access_resources(
    routes: Iterable[Route], organization: Organization, account_id: str, region: str
) -> Iterator[Planned[Body]]:
    """The roles of the routes in use in an account and Region, as they are there, and the policy for their log groups.

    A role is in the account of the rules (EventBridge user guide, eb-service-cross-account).
    """
    in_use, rules = list(routes), _rules(account_id, region)
    for route in in_use:
        conditions = (("StringEquals", "aws:SourceAccount", account_id), ("ArnLike", "aws:SourceArn", rules))
        yield from _role(route, organization, region, conditions)
    streams = log_streams(in_use, region)
    if streams:
        statements = tuple(_may_write(streams, rules))
        policy = LogResourcePolicy(aws_names.ROUTE_LOG_POLICY_NAME, statements)
        yield Planned(names.ROUTE_LOG_POLICY, policy, organization.origin)


def log_streams(routes: Iterable[Route], region: str) -> tuple[str, ...]:
    """The streams of all log groups that the routes write to, sorted."""
    targets = (target for route in routes for target in route.targets if target.service is Service.LOGS)
    return tuple(sorted({f"{target.in_region(region).arn}:*" for target in targets}))


def log_policy_problems(routes: Iterable[Route], organization: Organization, region: str) -> Iterator[Diagnostic]:
    """More log groups than the policy of a Region has room for."""
    streams = log_streams(routes, region)
    length = _POLICY_WITHOUT_STREAMS + 2 * sum(len(f'"{stream}", ') for stream in streams)
    if length > quotas.LOG_POLICY_LENGTH:
        message = f"routes write to {len(streams)} log groups in {region}; their resource policy would be too long"
        help_ = f"use fewer log groups or shorter names: the policy can have {quotas.LOG_POLICY_LENGTH:,} characters"
        yield Diagnostic("too-many-log-groups", message, organization.origin.span, help_)


def _role(route: Route, organization: Organization, region: str, conditions: Conditions) -> Iterator[Planned[Body]]:
    """With the two conditions that the EventBridge console writes too."""
    targets = (target for target in route.targets if sends_with_role(target))
    statements = (*(_may_send(target) for target in targets), *may_use_key(route))
    if statements and not route.role:
        role, policy = names.route_role(route.name), names.route_policy(route.name)
        name = aws_names.route_name(route.name, region)
        body = ServiceRole(name, _EVENTBRIDGE, {"route": route.name}, conditions)
        yield Planned(role, body, organization.origin, former=tuple(map(names.route_role, route.was)))
        send = ServiceRolePolicy(Ref(role, "name"), "send", statements)
        yield Planned(policy, send, organization.origin, former=tuple(map(names.route_policy, route.was)))


def sends_with_role(target: Target) -> bool:
    """Whether EventBridge uses a role for the target."""
    return target.service is not Service.LOGS


def _may_send(target: Target) -> Statement:
    return Statement(f"Send{target.service.capitalize()}", _ACTIONS[target.service], target.arn)


def _may_write(streams: tuple[str, ...], rules: str) -> Iterator[Statement]:
    """The statements of eb-use-resource-based; streams are created before any rule is known."""
    by_our_rules = (("ArnLike", "aws:SourceArn", rules),)
    yield Statement("CreateLogStream", ("logs:CreateLogStream",), streams, principals=_WRITERS)
    yield Statement("PutLogEvents", ("logs:PutLogEvents",), streams, by_our_rules, principals=_WRITERS)


def _rules(account_id: str, region: str) -> str:
    return f"arn:{REGIONS[region]}:events:{region}:{account_id}:rule/{aws_names.rule_name('')}*"
