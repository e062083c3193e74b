"""`identities`: the IAM roles, users and access keys that train, serve and deploy models.

Example::

    accounts:
      - {name: assistant-prod, id: "123456789012", email: aws-assistant@example.com}
    identities:
      - {name: app, role: assistant-app, account: assistant-prod, kind: service}
      - {name: ci, role: gha-deploy, account: assistant-prod, kind: ci, watch: [credential-access, persistence]}
      - {name: pipeline, user: svc-train, account: assistant-prod}

Findings on API calls have the name of a role, and of attack sequences only routes can have it. `access_keys` is the
narrow form for long-term keys and users.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ..base.assets import AssetSection
from ..base.exactly_one import exactly_one, given
from ..base.nameable import Principals
from ..base.spec import like
from ..base.types import choice
from .access_keys import AccessKeyId, UserName

IDENTITY_KINDS = {
    "human": "a person",
    "service": "an application",
    "agent": "an AI agent",
    "ci": "a pipeline that builds or deploys",
    "instance": "the role of EC2 instances or nodes of a cluster",
    "execution": "the role that AWS assumes to run a job",
}
_NAMED_BY = ("role", "user", "key")
RoleName = Annotated[
    str,
    *like(
        r"[A-Za-z0-9+=,.@_-]{1,64}",
        "invalid-name",
        "an IAM role name",
        "letters, digits and + = , . @ _ -; at most 64 characters, without its path",
        "IAM role",
    ),
]


class IdentitySpec(AssetSection):
    """A role, a user or an access key. Identities work everywhere, so the filter is in every Region."""

    noun = "an identity"

    role: RoleName | None = None
    """The name of the IAM role, without its path. An entry has one of `role`, `user` and `key`.
    Example: assistant-app"""
    user: UserName | None = None
    """The name of the IAM user. Example: svc-train"""
    key: AccessKeyId | None = None
    """The id of a long-term access key (AKIA…), never the secret key. Example: AKIAIOSFODNN7EXAMPLE"""
    kind: Annotated[str, *choice(IDENTITY_KINDS, "invalid-value", "is not a kind of identity")] | None = None
    """What uses it. Example: agent"""

    def problems(self) -> Iterator[Problem]:
        wrong = [*exactly_one(self, _NAMED_BY, f"identity {self.name!r}")]
        yield from wrong or super().problems()

    def asset_kind(self) -> str:
        return given(self, _NAMED_BY)[0]

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {"key": (self.key,)} if self.key else {"user": (self.principal or "",)}

    def facts(self) -> Mapping[str, str]:
        return {"kind": self.kind} if self.kind else {}

    def use(self) -> str | None:
        return self.kind

    @property
    def principal(self) -> str | None:
        """What findings call it as the user of an API call; None for a key, of which they also name the user."""
        return self.role or self.user
