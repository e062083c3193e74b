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

`{region}` is replaced by the Region of the finding: an EventBridge rule can send only to targets in its own
Region, except for an event bus. The targets have to exist. EventBridge uses a role that is created for the
route, so the policies of topics, queues and functions stay as they are; a target in another account has to let
this account in, and a KMS key that encrypts a topic or queue has to let the role `guardduty-route-ROUTE-REGION`
use it. For a log group, a resource policy is created.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo

from compiler.catalog.filter_fields import all_fields
from compiler.diagnostics import Key, Problem, suggest
from compiler.language.base.spec import Spec, fault, like
from compiler.language.where.model import FieldConditions, criterion_of
from compiler.meaning import messages
from compiler.meaning.event_pattern import Inexpressible, alternatives, fields_below_one_list
from compiler.model import organization as model
from compiler.model.organization import Service

_ARN = r"arn:aws(?:-cn|-us-gov)?:%s:(?:\{region\}|[a-z]{2}(?:-[a-z]+)+-[0-9]):[0-9]{12}:%s"


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


def _arn(service: Service, resource: str, what: str, example: str) -> tuple[AfterValidator, FieldInfo]:
    rule = f"for example arn:aws:{service}:{{region}}:999988887777:{example}"
    return like(_ARN % (service, resource), "invalid-arn", what, rule)


_BUS = _arn(Service.EVENTS, r"event-bus/[A-Za-z0-9./_-]{1,256}", "the ARN of an event bus", "event-bus/security")
_FUNCTION = _arn(
    Service.LAMBDA, r"function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_-]+)?", "the ARN of a function", "function:triage"
)
_LOG_GROUP = _arn(
    Service.LOGS, r"log-group:[A-Za-z0-9._/#-]{1,512}", "the ARN of a log group", "log-group:/aws/events/guardduty"
)
_TOPIC = _arn(Service.SNS, r"[A-Za-z0-9_-]{1,256}", "the ARN of a standard SNS topic", "guardduty-soc")
_QUEUE = _arn(Service.SQS, r"[A-Za-z0-9_-]{1,80}", "the ARN of a standard SQS queue", "guardduty")


class RouteSpec(Spec):
    """One or more targets; each receives every finding that is sent to the route."""

    event_bus_arn: Annotated[str, *_BUS] | None = None
    """The ARN of an event bus in this account or another, and in this Region or another.
    Example: arn:aws:events:us-east-1:999988887777:event-bus/security"""
    lambda_function_arn: Annotated[str, *_FUNCTION] | None = None
    """The ARN of a Lambda function. Example: "arn:aws:lambda:{region}:999988887777:function:triage\""""
    log_group_arn: Annotated[str, *_LOG_GROUP] | None = None
    """The ARN of a CloudWatch log group.
    Example: "arn:aws:logs:{region}:999988887777:log-group:/aws/events/guardduty\""""
    sns_topic_arn: Annotated[str, *_TOPIC] | None = None
    """The ARN of a standard SNS topic. Example: "arn:aws:sns:{region}:999988887777:guardduty-soc\""""
    sqs_queue_arn: Annotated[str, *_QUEUE] | None = None
    """The ARN of a standard SQS queue. Example: "arn:aws:sqs:{region}:999988887777:guardduty\""""

    message: Annotated[str, AfterValidator(_message), Field(json_schema_extra={"pattern": _MESSAGE})] = "raw"
    """What the topic receives. `raw`: the event, as other targets do. `summary`: a text for people, with the severity
    in words. Or a text of your own, in which `{title}` and other parts are replaced; the guide on messages lists
    them. Example: summary"""

    def to_model(self, name: str) -> model.Route:
        written = {
            Service.EVENTS: self.event_bus_arn,
            Service.LAMBDA: self.lambda_function_arn,
            Service.LOGS: self.log_group_arn,
            Service.SNS: self.sns_topic_arn,
            Service.SQS: self.sqs_queue_arn,
        }
        targets = tuple(model.Target(service, arn) for service, arn in written.items() if arn)
        message = {"raw": None, "summary": messages.SUMMARY}.get(self.message, self.message)
        return model.Route(name, targets, message)


def problems(routes: Mapping[str, RouteSpec]) -> Iterator[Problem]:
    """Routes without a target, and messages that nobody receives; paths start at ``routes``."""
    for name, route in routes.items():
        if not route.to_model(name).targets:
            help_ = f"add one of: {', '.join(key for key in RouteSpec.model_fields if key.endswith('_arn'))}"
            yield Problem(("routes", Key(name)), "missing-key", f"route {name!r} has no target", help_)
        elif route.message != "raw" and not route.sns_topic_arn:
            message = "only topics receive a message, and this route has none"
            help_ = "add sns_topic_arn, or remove message: programs that read the other targets get the event"
            path = ("routes", name, Key("message"))
            yield Problem(path, "invalid-message", message, help_, needs=(("routes", name, "sns_topic_arn"),))


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
