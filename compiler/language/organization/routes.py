"""`routes`: where findings are sent, by a name that `route:` of an asset or a filter refers to.

Example::

    routes:
      soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}
      evidence:
        sqs_queue_arn: "arn:aws:sqs:{region}:999988887777:guardduty"
        log_group_arn: "arn:aws:logs:{region}:999988887777:log-group:/aws/events/guardduty"

`{region}` stands for the Region of the finding: a rule of EventBridge reaches only what is in its own
Region, an event bus aside. What is named has to be there already. EventBridge sends with a role made
for the route, so that the policies of topics, queues, functions and buses stay as they are (an event
bus of another account has to let this account in); for a log group, a resource policy of its own is made.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from compiler.catalog.filter_fields import all_fields
from compiler.diagnostics import Key, Problem
from compiler.language.base.spec import Spec, like
from compiler.language.where.model import Conditions, criterion_of
from compiler.meaning.event_pattern import Inexpressible, alternatives, fields_below_one_list
from compiler.model import organization as model
from compiler.model.organization import Service

_ARN = r"arn:aws(?:-cn|-us-gov)?:%s:(?:\{region\}|[a-z]{2}(?:-[a-z]+)+-[0-9]):[0-9]{12}:%s"


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
    """Targets; each gets every finding that is sent on the route."""

    event_bus_arn: Annotated[str, *_BUS] | None = None
    """An event bus, of this account or another."""
    lambda_function_arn: Annotated[str, *_FUNCTION] | None = None
    log_group_arn: Annotated[str, *_LOG_GROUP] | None = None
    sns_topic_arn: Annotated[str, *_TOPIC] | None = None
    sqs_queue_arn: Annotated[str, *_QUEUE] | None = None

    def to_model(self, name: str) -> model.Route:
        written = {
            Service.EVENTS: self.event_bus_arn,
            Service.LAMBDA: self.lambda_function_arn,
            Service.LOGS: self.log_group_arn,
            Service.SNS: self.sns_topic_arn,
            Service.SQS: self.sqs_queue_arn,
        }
        return model.Route(name, tuple(model.Target(service, arn) for service, arn in written.items() if arn))


def problems(routes: Mapping[str, RouteSpec]) -> Iterator[Problem]:
    """Routes that lead nowhere; paths start at ``routes``."""
    for name, route in routes.items():
        if not route.to_model(name).targets:
            help_ = f"add one of: {', '.join(RouteSpec.model_fields)}"
            yield Problem(("routes", Key(name)), "missing-key", f"route {name!r} has no target", help_)


def inexpressible(where: Mapping[str, Conditions]) -> Iterator[Problem]:
    """Conditions that no event pattern can say; only for conditions that are right by themselves."""
    criteria = tuple(criterion_of(all_fields()[name], conditions, {}) for name, conditions in where.items())
    reasons = list(fields_below_one_list(criteria))
    for criterion in criteria:
        try:
            alternatives(criterion)
        except Inexpressible as reason:
            reasons.append((criterion.field, str(reason)))
    for field, why in reasons:
        help_ = "leave the condition out, or route a filter without it"
        yield Problem(("where", Key(field)), "no-event-pattern", f"this cannot be routed: {why}", help_)
