"""Routes: where findings are sent, and how."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Service(StrEnum):
    """What can be the target of a rule, by the service's name in an ARN."""

    EVENTS = "events"
    FIREHOSE = "firehose"
    KINESIS = "kinesis"
    LAMBDA = "lambda"
    LOGS = "logs"
    SNS = "sns"
    SQS = "sqs"
    STATES = "states"


@dataclass(frozen=True)
class Target:
    """Where EventBridge sends findings. ``arn`` may have ``{region}`` for the Region of the rule."""

    service: Service
    arn: str

    def in_region(self, region: str) -> "Target":
        return replace(self, arn=self.arn.replace("{region}", region))

    def is_reached_from(self, region: str) -> bool:
        """A rule reaches what is in its own Region, and event buses anywhere (EventBridge user guide, eb-targets)."""
        return self.service is Service.EVENTS or self.in_region(region).arn.split(":")[3] == region


@dataclass(frozen=True)
class Retry:
    """How often and for how many seconds EventBridge tries again to deliver, until one of the two is reached."""

    attempts: int
    seconds: int


@dataclass(frozen=True)
class CreatedTopic:
    """A topic in each Region, ours to make, and the e-mail addresses that it is sent to."""

    emails: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """A name for targets: each gets every finding that is sent on the route.

    ``message`` is what topics get instead of the event: text with parts of the finding in braces. ``role`` is the
    ARN of the role that EventBridge uses, None for one that is ours to make. What cannot be delivered goes to the
    queue ``dead_letters``. A ``topic`` that is ours to make is one more target. ``was`` are the names that it had
    before, the oldest first.
    """

    name: str
    targets: tuple[Target, ...]
    message: str | None = None
    role: str | None = None
    dead_letters: Target | None = None
    retry: Retry | None = None
    topic: CreatedTopic | None = None
    was: tuple[str, ...] = ()
