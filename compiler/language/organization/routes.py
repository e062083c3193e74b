"""`routes`: where findings can be sent, by the name that `route` of an asset or a filter refers to.

Example::

    routes:
      soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}
      evidence:
        sqs_queue_arn: "arn:aws:sqs:{region}:999988887777:guardduty"
        log_group_arn: "arn:aws:logs:{region}:999988887777:log-group:/aws/events/guardduty"
      people:
        sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-people"
        message: summary
        dead_letter_queue_arn: "arn:aws:sqs:{region}:999988887777:guardduty-undelivered"

`{region}` is replaced by the Region of the finding: an EventBridge rule can send only to targets in its own
Region, except for an event bus. The targets must exist, except for a topic that `create` creates. EventBridge uses
a role that is created for the route, so the policies of topics, queues and functions do not change. The policy of a
target in another account must allow this role, and the policy of a KMS key that encrypts a topic or queue must allow
the role `guardduty-route-ROUTE-REGION` to use it. For log groups, a resource policy is created.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from ...catalog import quotas
from ...catalog.filter_fields import all_fields
from ...diagnostics import Edit, Key, Problem, suggest
from ...meaning import messages
from ...meaning.event_pattern import Inexpressible, alternatives, fields_below_one_list
from ...model import routes
from ...model.routes import Service
from ..base.renames import Was
from ..base.spec import Spec, fault
from ..base.types import RoleArn
from ..where.model import FieldConditions, criterion_of
from . import targets
from .topics import CreatedTargets

_WORDS = ("raw", "summary")
_MESSAGE = r"^(?:raw|summary|[^<>]*\{[a-z_]+\}[^<>]*)$"  # for editors; what it leaves out is only checked here


def _message(value: str) -> str:
    if value in _WORDS:
        return value
    if not messages.has_parts(value):
        rule = "write raw, summary, or a text with parts of a finding, such as {title}"
        raise fault("invalid-message", f"{value!r} is not a message", rule, suggest(value, _WORDS))
    wrong = messages.fault(value)
    if wrong:
        raise fault("invalid-message", *wrong)
    return value


def _within(lowest: int, highest: int, what: str) -> AfterValidator:
    def check(value: int) -> int:
        if not lowest <= value <= highest:
            raise fault("invalid-value", f"{value} is not a valid number of {what}", f"use {lowest} to {highest:,}")
        return value

    return AfterValidator(check)


class RetrySpec(Spec):
    """How long EventBridge tries again to deliver where a target does not accept: until one of the two is reached."""

    max_attempts: Annotated[int, _within(0, quotas.RETRY_ATTEMPTS, "attempts")] = quotas.RETRY_ATTEMPTS
    """How often it tries again, 0 to 185. Example: 20"""
    max_age_seconds: Annotated[int, _within(*quotas.RETRY_SECONDS, "seconds")] = quotas.RETRY_SECONDS[1]
    """For how many seconds it tries, 60 to 86,400, which is a day. Example: 3600"""

    def to_model(self) -> routes.Retry:
        """Both are always given: the provider sends 0 for what is left out (expandRetryPolicyParameters)."""
        return routes.Retry(self.max_attempts, self.max_age_seconds)


class RouteSpec(Spec):
    """One to five targets; each receives every finding that is sent to the route."""

    event_bus_arn: Annotated[str, *targets.BUS] | None = None
    """The ARN of an event bus in this account or another, and in this Region or another.
    Example: arn:aws:events:us-east-1:999988887777:event-bus/security"""
    firehose_stream_arn: Annotated[str, *targets.DELIVERY_STREAM] | None = None
    """The ARN of an Amazon Data Firehose stream.
    Example: "arn:aws:firehose:{region}:999988887777:deliverystream/findings\""""
    kinesis_stream_arn: Annotated[str, *targets.STREAM] | None = None
    """The ARN of a Kinesis data stream. Example: "arn:aws:kinesis:{region}:999988887777:stream/findings\""""
    lambda_function_arn: Annotated[str, *targets.FUNCTION] | None = None
    """The ARN of a Lambda function. Example: "arn:aws:lambda:{region}:999988887777:function:triage\""""
    log_group_arn: Annotated[str, *targets.LOG_GROUP] | None = None
    """The ARN of a CloudWatch log group.
    Example: "arn:aws:logs:{region}:999988887777:log-group:/aws/events/guardduty\""""
    sns_topic_arn: Annotated[str, *targets.TOPIC] | None = None
    """The ARN of a standard SNS topic. Example: "arn:aws:sns:{region}:999988887777:guardduty-soc\""""
    sqs_queue_arn: Annotated[str, *targets.QUEUE] | None = None
    """The ARN of a standard SQS queue. Example: "arn:aws:sqs:{region}:999988887777:guardduty\""""

    state_machine_arn: Annotated[str, *targets.STATE_MACHINE] | None = None
    """The ARN of a Step Functions state machine, started for each finding.
    Example: "arn:aws:states:{region}:999988887777:stateMachine:triage\""""
    create: CreatedTargets | None = None
    """Creates a topic in each Region. Example: {sns: {emails: [soc@example.com]}}"""
    role: RoleArn | None = None
    """The ARN of an existing role in the administrator account that EventBridge uses for all targets except log groups.
    It has to trust `events.amazonaws.com` and allow the deliveries. If omitted, a role is created for each Region.
    Example: arn:aws:iam::999988887777:role/guardduty-routes"""
    dead_letter_queue_arn: Annotated[str, *targets.QUEUE] | None = None
    """The ARN of a standard SQS queue that receives the findings that could not be delivered to a target. The queue's
    policy has to allow `events.amazonaws.com` to send. If omitted, they are lost.
    Example: "arn:aws:sqs:{region}:999988887777:guardduty-undelivered\""""
    retry: RetrySpec | None = None
    """How long EventBridge tries to deliver. If omitted, a day. Example: {max_age_seconds: 3600}"""
    message: Annotated[str, AfterValidator(_message), Field(json_schema_extra={"pattern": _MESSAGE})] = "raw"
    """What the topic receives. `raw`: the event, as other targets do. `summary`: a text for people, with the severity
    in words. Or your own text, in which `{title}` and other parts are replaced; the guide on messages lists
    them. Example: summary"""
    was: Was = ()
    """The route's former name, or several, the oldest first. After a rename, Terraform then creates the new rules
    before it deletes the old ones, and no finding is lost in between. Example: security"""

    @classmethod
    def instead_of_mapping(cls, value: Any) -> tuple[str, Edit | None] | None:
        """An ARN tells what the target is."""
        targets_ = (name for name in cls.model_fields if name.endswith("_arn"))
        key = next((name for name in targets_ if cls.with_value(name, value) == f"{name}: {value}"), None)
        help_ = f'write {{{key}: "{value}"}}' if key else "write its targets, for example {sns_topic_arn: …}"
        return super().instead_of_mapping(value) or (help_, None)

    @property
    def arns(self) -> dict[Service, str]:
        """The ARNs that are written, by service."""
        written = {
            Service.EVENTS: self.event_bus_arn,
            Service.FIREHOSE: self.firehose_stream_arn,
            Service.KINESIS: self.kinesis_stream_arn,
            Service.LAMBDA: self.lambda_function_arn,
            Service.LOGS: self.log_group_arn,
            Service.SNS: self.sns_topic_arn,
            Service.SQS: self.sqs_queue_arn,
            Service.STATES: self.state_machine_arn,
        }
        return {service: arn for service, arn in written.items() if arn}

    @property
    def services(self) -> frozenset[Service]:
        """What the route sends to, also what is created."""
        return frozenset(self.arns) | ({Service.SNS} if self.create else set())

    def to_model(self, name: str) -> routes.Route:
        queue = self.dead_letter_queue_arn
        return routes.Route(
            name=name,
            targets=tuple(routes.Target(service, arn) for service, arn in self.arns.items()),
            message={"raw": None, "summary": messages.SUMMARY}.get(self.message, self.message),
            role=self.role,
            dead_letters=routes.Target(Service.SQS, queue) if queue else None,
            retry=self.retry.to_model() if self.retry else None,
            topic=self.create.to_model() if self.create else None,
            was=self.was,
        )


_TARGET_KEYS = [key for key in RouteSpec.model_fields if key.endswith("_arn") and key != "dead_letter_queue_arn"]


def problems(routes: Mapping[str, RouteSpec]) -> Iterator[Problem]:
    """Routes with no target or too many, and messages that nobody receives; paths start at ``routes``."""
    for name, route in routes.items():
        count = len(route.services)
        if not count:
            help_ = f"add one of: {', '.join(_TARGET_KEYS)}, create"
            yield Problem(("routes", Key(name)), "missing-key", f"route {name!r} has no target", help_)
        elif count > quotas.TARGETS_PER_RULE:
            message = f"route {name!r} has {count} targets; EventBridge accepts {quotas.TARGETS_PER_RULE} for a rule"
            yield Problem(("routes", Key(name)), "invalid-value", message, "split it into two routes")
        elif route.create and route.sns_topic_arn:
            message = f"route {name!r} has a topic and creates another"
            yield Problem(("routes", name, Key("create")), "invalid-value", message, "remove create or sns_topic_arn")
        elif route.message != "raw" and Service.SNS not in route.services:
            message = "only topics receive a message, and this route has none"
            help_ = "add sns_topic_arn, or remove message: programs that read the other targets get the event"
            path = ("routes", name, Key("message"))
            yield Problem(path, "invalid-message", message, help_, needs=(("routes", name, "sns_topic_arn"),))


def role_problems(routes: Mapping[str, RouteSpec], administrator: str) -> Iterator[Problem]:
    """Roles that EventBridge cannot use, or has no use for; paths start at ``routes``."""
    for name, route in routes.items():
        if route.role and f"::{administrator}:" not in route.role:
            message = f"this role is not in the administrator account {administrator}"
            yield Problem(("routes", name, "role"), "role-in-other-account", message)
        elif route.role and route.services == {Service.LOGS}:
            message = (
                "role has no effect here: EventBridge uses none for log groups, and this route has no other target"
            )
            yield Problem(("routes", name, Key("role")), "invalid-value", message, "remove it")


def inexpressible(where: Mapping[str, FieldConditions]) -> Iterator[Problem]:
    """Conditions that no event pattern can express. Only for conditions without other problems."""
    criteria = tuple(criterion_of(all_fields()[name], conditions, {}) for name, conditions in where.items())
    reasons = list(fields_below_one_list(criteria))
    for criterion in criteria:
        try:
            alternatives(criterion)
        except Inexpressible as reason:
            reasons.append((criterion.field, str(reason)))
    for field, why in reasons:
        help_ = "remove the condition, or route another filter that does not have it"
        yield Problem(("where", Key(field)), "no-event-pattern", f"this condition cannot be routed: {why}", help_)
