"""`teams`: what each team may do, because any spec file can name any team.

Example::

    owner: "@acme/security"
    teams:
      security: {files: "security/**", accept: [mutes-severe, mutes-ai-findings], adopt: true}
      fraud:
        files: "fraud/**"
        owner: "@acme/fraud"
        accounts: ["123456789012"]
        filters: 20
        accept: [unwatched-account]
        override: [lambda]

If omitted, a team may do all of this. Where `teams` is there, what it does not grant is an error: a team that is not
listed, a team document in another file, and what the keys below are about. Let code owners guard the organization
document, because this key is only as good as the review of it; `watchspec codeowners` prints them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from ...catalog import quotas
from ...catalog.protections import PROTECTIONS
from ...diagnostics import Problem
from ...model import limits as model
from ..base.accept import AcceptableCode
from ..base.spec import Spec, distinct, fault, like, one_of
from ..base.types import AccountId, Name

_SEGMENT = re.compile(r"\*\*|(?!\.{1,2}$)(?:[A-Za-z0-9._?-]|\*(?!\*))+")


def _files(value: str) -> str:
    if not all(_SEGMENT.fullmatch(segment) for segment in value.split("/")):
        rule = "write a path relative to the specs folder, such as fraud/** or fraud*.yaml"
        raise fault("invalid-path", f"{value!r} is not a pattern for files", rule)
    return value


def _share(value: int) -> int:
    if not 1 <= value <= quotas.FILTERS_PER_DETECTOR:
        rule = f"use 1 to {quotas.FILTERS_PER_DETECTOR}, the filters that GuardDuty allows in a Region"
        raise fault("invalid-value", f"{value} is not a valid number of filters", rule)
    return value


CodeOwner = Annotated[
    str,
    *like(
        r"@[A-Za-z0-9-]+(?:/[A-Za-z0-9._-]+)?|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        "invalid-name",
        "a code owner",
        "write @user, @organization/team or an e-mail address",
    ),
]
_Protection = Annotated[str, *one_of(PROTECTIONS, "invalid-value", "is not a protection")]


class Grant(Spec):
    """What a team may do."""

    files: Annotated[str, AfterValidator(_files), Field(title="a pattern for files")]
    """The files that may define the team, relative to the specs folder; also the lines of CODEOWNERS. `*` matches
    any text without `/`, `?` one character of it, and `**` any number of folders. A file that matches the patterns
    of two teams defines neither, and neither does a link to a file.
    Example: fraud/**"""
    owner: CodeOwner | None = None
    """Who approves changes of these files, in the output of `watchspec codeowners`. If omitted, the `owner` of the
    organization document. Example: "@acme/fraud\""""
    accounts: Annotated[tuple[AccountId, ...], AfterValidator(distinct("an account id"))] = ()
    """The ids of the accounts that the team may declare under `accounts`; assets are in these accounts only. With
    the id of the administrator account, the team's assets may also be in `administrator`. If omitted, none.
    Example: ["123456789012"]"""
    filters: Annotated[int, AfterValidator(_share)] | None = None
    """How many of the 100 filters of a Region the team may use: those that its entries make on their own, merged and
    split. If omitted, as many as there are. Example: 20"""
    accept: Annotated[tuple[AcceptableCode, ...], AfterValidator(distinct("a warning"))] = ()
    """The warnings that the team's entries may accept. If omitted, none. Example: [unwatched-account]"""
    override: Annotated[tuple[_Protection, ...], AfterValidator(distinct("a protection"))] = ()
    """The protections that the team's accounts may override. If omitted, none. Example: [lambda]"""
    adopt: bool = False
    """Whether the team's filters and suppressions may adopt existing filters, which includes those that others made
    by hand, and its malware scans existing plans and roles. Example: true"""

    def to_model(self, team: str) -> model.Grant:
        written = {name: getattr(self, name) for name in type(self).model_fields}
        return model.Grant(team, **written)


def _some_team(teams: dict[str, Grant]) -> dict[str, Grant]:
    if not teams:
        raise fault("invalid-value", "teams lists no team", "add one, or remove the key")
    return teams


Grants = Annotated[dict[Name, Grant], AfterValidator(_some_team)]


def problems(teams: Mapping[str, Grant]) -> Iterator[Problem]:
    """Accounts that are granted to two teams; paths start at ``teams``."""
    first: dict[str, tuple[str | int, ...]] = {}
    for team, grant in teams.items():
        for index, account_id in enumerate(grant.accounts):
            path = ("teams", team, "accounts", index)
            holder = first.setdefault(account_id, path)
            if holder is not path:
                message = f"account {account_id} is already granted to team {holder[1]}"
                yield Problem(path, "duplicate-account", message, related=(("first granted here", holder),))
