"""`access_keys`: long-term access keys and IAM users that train or serve models.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    access_keys:
      - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: fraud-prod}
      - {name: pipeline, user: svc-fraud-train, account: fraud-prod}
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, Field

from ...catalog.assets.kind import Names
from ...catalog.copied import meant
from ...diagnostics import Problem
from ...model.assets import Mention, Naming
from ...model.criteria import Criterion, by_field
from ...model.filters import Filter
from ...model.program import Declaration
from ..base.nameable import Principals
from ..base.section import Context, NamedSection, Reference, account_reference, route_reference
from ..base.spec import fault, like, matching
from ..base.types import Description, Name

_KEY_ID = "AKIA[A-Z0-9]{16}"
_KEY_RULE = "AKIA followed by 16 capital letters or digits; never the secret key"
_TEMPORARY = re.compile("ASIA[A-Z0-9]{16}")


def _key_id(value: str) -> str:
    """The id of a long-term key: AKIA…, whereas ASIA… is temporary (IAM user guide, unique identifiers)."""
    if _TEMPORARY.fullmatch(value):
        help_ = "temporary keys expire within hours, and the filter would never match again; set user instead"
        raise fault("invalid-access-key-id", f"{value!r} is a temporary access key", help_)
    user = meant("IAM user", value) if value.startswith("arn:") else None
    rule = f"this is a user: write user: {user}" if user else _KEY_RULE
    return matching(_KEY_ID, "invalid-access-key-id", "an access key id", rule)(value)


AccessKeyId = Annotated[
    str, AfterValidator(_key_id), Field(title="an access key id", json_schema_extra={"pattern": f"^{_KEY_ID}$"})
]
UserName = Annotated[
    str,
    *like(
        r"[A-Za-z0-9+=,.@_-]{1,64}",
        "invalid-name",
        "an IAM user name",
        "letters, digits and + = , . @ _ -; at most 64 characters, without its path",
        "IAM user",
    ),
]


class AccessKeySpec(NamedSection):
    """An access key or its IAM user. Keys work everywhere, so the filter is in every Region."""

    noun = "an access key"

    id: AccessKeyId | None = None
    """The access key id (AKIA…), never the secret key. An entry needs `id`, `user` or both.
    Example: AKIAIOSFODNN7EXAMPLE"""
    user: UserName | None = None
    """The name of the IAM user. With `id` as well, only findings that name both match. Example: svc-fraud-train"""
    account: str
    """The account that the key or user belongs to: the name or id of an account of this team, or `administrator`.
    Example: fraud-prod"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document.
    If omitted, they are not sent. Example: soc"""
    description: Description | None = None
    """The description of the filter in AWS. If omitted, one is made from the name.
    Example: Key of the nightly training job"""

    def problems(self) -> Iterator[Problem]:
        if self.id is None and self.user is None:
            yield Problem(
                (), "missing-key", f"access key {self.name!r} has neither id nor user", "add id, user or both"
            )

    def asset_kind(self) -> str:
        return "key" if self.id else "user"

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        named = {"key": self.id, "user": self.user}
        return {key: (name,) for key, name in named.items() if name}

    def own_regions(self) -> None:
        return None

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Declaration]:
        criteria = []
        if self.id:
            criteria.append(Criterion("resource.accessKeyDetails.accessKeyId", equals=(self.id,)))
        if self.user:
            # Key ids are unique in the world, user names only in their account.
            criteria.append(Criterion("accountId", equals=(context.accounts[self.account],)))
            criteria.append(Criterion("resource.accessKeyDetails.userName", equals=(self.user,)))
        about = self.description or f"Findings on the access key {self.name}"
        account = Criterion("accountId", equals=(context.accounts[self.account],))
        views = context.view(self.name, about, by_field(*criteria), None, route=self.route)
        made = [replace(view, facts=(account,)) for view in views]
        yield from made
        names = {key: name for key, (name,) in self.names(context.principals).items()}
        asset = context.asset(self.asset_kind(), self.account, made, naming=Naming.NAMED, names=names)
        mentions = (Mention(asset.naming, each.known) for each in made if isinstance(each, Filter))
        yield replace(asset, mentions=tuple(mentions))
