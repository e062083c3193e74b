"""EventBridge rules and what they send to."""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.model.organization import Target
from compiler.model.origin import Origin
from compiler.model.resources.policies import Statement


@dataclass(frozen=True)
class EventRule:
    """An EventBridge rule on the default bus. ``pattern`` is JSON text; ``address`` is its Terraform name."""

    address: str
    name: str
    description: str
    pattern: str
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class EventTarget:
    """What the rule with this address sends to; ``role`` is the address of the service role it sends with."""

    rule: str
    target: Target
    role: str | None
    origin: Origin


@dataclass(frozen=True)
class LogResourcePolicy:
    """Lets AWS services write to log groups of the account; one of few that an account can have in a Region."""

    address: str
    name: str
    statements: tuple[Statement, ...]
    origin: Origin
