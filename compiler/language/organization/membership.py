"""`membership`: how accounts become members of the administrator account.

Example::

    membership: {mode: organization, auto_enable: new}
"""

from typing import Annotated

from compiler.language.base.spec import Spec
from compiler.language.base.types import choice
from compiler.model import organization as model
from compiler.model.organization import MembershipMode

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


class Membership(Spec):
    """How accounts become members."""

    mode: Annotated[str, *choice(_MODES, "invalid-value", "is not a membership mode")]
    """How accounts become members. Example: organization"""
    auto_enable: Annotated[str, *choice(_ACCOUNTS, "invalid-value", "is not a value of auto_enable")] | None = None
    """Which accounts AWS makes members by itself. Required with `mode: organization`, and works only with it.
    Example: new"""

    def to_model(self) -> model.Membership:
        return model.Membership(MembershipMode(self.mode), AUTO_ENABLE.get(self.auto_enable or ""))
