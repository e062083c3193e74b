"""The ARNs of what a route can send to, each with its rule and its example."""

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from ...model.routes import Service
from ..base.spec import like

_ARN = r"arn:aws(?:-cn|-eusc|-us-gov)?:%s:(?:\{region\}|[a-z]{2,4}(?:-[a-z]+)+-[0-9]):[0-9]{12}:%s"


def _arn(service: Service, resource: str, what: str, example: str) -> tuple[AfterValidator, FieldInfo]:
    rule = f"for example arn:aws:{service}:{{region}}:999988887777:{example}"
    return like(_ARN % (service, resource), "invalid-arn", what, rule, f"{service} ARN")


BUS = _arn(Service.EVENTS, r"event-bus/[A-Za-z0-9./_-]{1,256}", "the ARN of an event bus", "event-bus/security")
FUNCTION = _arn(
    Service.LAMBDA, r"function:[A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_-]+)?", "the ARN of a function", "function:triage"
)
LOG_GROUP = _arn(
    Service.LOGS, r"log-group:[A-Za-z0-9._/#-]{1,512}", "the ARN of a log group", "log-group:/aws/events/guardduty"
)
STATE_MACHINE = _arn(
    Service.STATES,
    r"stateMachine:[A-Za-z0-9_-]{1,80}(?::[A-Za-z0-9_-]+)?",
    "the ARN of a state machine",
    "stateMachine:triage",
)
STREAM = _arn(Service.KINESIS, r"stream/[A-Za-z0-9_.-]{1,128}", "the ARN of a Kinesis stream", "stream/findings")
DELIVERY_STREAM = _arn(
    Service.FIREHOSE,
    r"deliverystream/[A-Za-z0-9_.-]{1,64}",
    "the ARN of a Firehose stream",
    "deliverystream/findings",
)
TOPIC = _arn(Service.SNS, r"[A-Za-z0-9_-]{1,256}", "the ARN of a standard SNS topic", "guardduty-soc")
QUEUE = _arn(Service.SQS, r"[A-Za-z0-9_-]{1,80}", "the ARN of a standard SQS queue", "guardduty")
