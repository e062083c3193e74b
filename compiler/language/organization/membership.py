"""`membership`: how accounts become members of the administrator account.

Example::

    membership: {mode: organization, auto_enable: new, auto_enable_for: {s3: all}}
    protections: {s3: true}
"""

from collections.abc import Collection, Iterator
from typing import Annotated

from ...catalog.protections import PROTECTIONS
from ...diagnostics import Key, Problem
from ...model import organization as model
from ...model.organization import MembershipMode
from ..base.spec import Spec
from ..base.types import choice

AUTO_ENABLE = {"all": "ALL", "new": "NEW", "none": "NONE"}
_MODES = {
    MembershipMode.INVITATION: "each account of a team is invited",
    MembershipMode.ORGANIZATION: "accounts become members through AWS Organizations",
}
_ACCOUNTS = {
    "all": "every account of the AWS organization becomes a member",
    "new": "accounts that join the AWS organization from now on become members, and so do the teams' accounts",
    "none": "only the teams' accounts become members",
}
_PROTECTIONS = {name: known.what for name, known in PROTECTIONS.items() if known.in_organization}
_MEMBERS = {"all": "every member account gets the protection", "new": "accounts that join from now on get it"}
_Protection = Annotated[str, *choice(_PROTECTIONS, "invalid-value", "is not a protection of member accounts")]
_Members = Annotated[str, *choice(_MEMBERS, "invalid-value", "is not a value of auto_enable_for")]


class Membership(Spec):
    """How accounts become members."""

    mode: Annotated[str, *choice(_MODES, "invalid-value", "is not a membership mode")]
    """How accounts become members. Example: organization"""
    auto_enable: Annotated[str, *choice(_ACCOUNTS, "invalid-value", "is not a value of auto_enable")] | None = None
    """Which accounts AWS makes members by itself. Required with `mode: organization`, and works only with it.
    Example: new"""
    auto_enable_for: dict[_Protection, _Members] = {}
    """Which member accounts get a protection that is on, where that differs from `auto_enable`. Works only with
    `mode: organization`. Example: {s3: all, runtime: new}"""

    def auto_enable_problems(self, switched_on: Collection[str]) -> Iterator[Problem]:
        """Protections under ``auto_enable_for`` that no account would get; ``switched_on`` are the keys of those on."""
        for name in self.auto_enable_for:
            path = ("membership", "auto_enable_for", Key(name))
            if self.mode == MembershipMode.INVITATION:
                message = "auto_enable_for works only with mode: organization"
                yield Problem(path, "membership-mode", message, "remove it, or set mode: organization")
            elif name not in switched_on:
                message = f"protections.{name} is off for the organization, so no account gets it"
                yield Problem(path, "invalid-value", message, f"turn on protections.{name}, or remove this")

    def to_model(self) -> model.Membership:
        by_feature = {PROTECTIONS[name].feature: AUTO_ENABLE[members] for name, members in self.auto_enable_for.items()}
        return model.Membership(MembershipMode(self.mode), AUTO_ENABLE.get(self.auto_enable or ""), by_feature)
