"""EventBridge rules and their targets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from ..routes import Retry, Target
from . import Body, Named, Scope
from .policies import Statement


@dataclass(frozen=True)
class EventRule(Named):
    """An EventBridge rule on the default bus. ``pattern`` is JSON text."""

    terraform_type: ClassVar = "aws_cloudwatch_event_rule"
    noun: ClassVar = "rule"
    unique_in: ClassVar = Scope.REGION

    name: str
    description: str
    pattern: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class InputTransformer:
    """What a target gets instead of the event: ``template`` with the values at ``paths`` in place of ``<name>``."""

    paths: Mapping[str, str]
    template: str


@dataclass(frozen=True)
class EventTarget(Body):
    """Where a rule sends findings; ``role`` is the ARN of the service role it sends with, if it needs one.

    Without a ``transformer``, the target gets the event. ``dead_letters`` is the ARN of a queue.
    """

    terraform_type: ClassVar = "aws_cloudwatch_event_target"

    rule: Ref
    target: Target
    role: str | Ref | None
    transformer: InputTransformer | None = None
    dead_letters: str | None = None
    retry: Retry | None = None


@dataclass(frozen=True)
class LogResourcePolicy(Named):
    """Lets AWS services write to log groups; an account can have only a few of these policies in a Region."""

    terraform_type: ClassVar = "aws_cloudwatch_log_resource_policy"
    noun: ClassVar = "log policy"
    unique_in: ClassVar = Scope.REGION

    name: str
    statements: tuple[Statement, ...]
