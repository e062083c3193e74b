"""IAM policies, and the roles that AWS services assume."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..address import Ref
from . import Body, Named, Scope

Conditions = tuple[tuple[str, str, str | Ref], ...]
"""An operator, a key and a value each; all have to hold."""


@dataclass(frozen=True)
class Statement:
    """A statement of an IAM policy, on one resource or several.

    ``resource`` is an ARN, or several. ``principals`` are pairs of a kind (``Service``, ``AWS``) and a name,
    ``("*", "*")`` for everybody; none in the policy of a role.
    """

    sid: str
    actions: tuple[str, ...]
    resource: str | Ref | tuple[str, ...]
    conditions: Conditions = ()
    allow: bool = True
    principals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ServiceRole(Named):
    """An IAM role that an AWS service assumes where the conditions hold.

    IAM does not tell names apart by case (IAM user guide, quotas).
    """

    terraform_type: ClassVar = "aws_iam_role"
    noun: ClassVar = "role"
    unique_in: ClassVar = Scope.ACCOUNT
    ignores_case: ClassVar = True

    name: str
    service: str
    tags: Mapping[str, str]
    conditions: Conditions = ()
    path: str = "/"


@dataclass(frozen=True)
class ServiceRolePolicy(Body):
    """The one policy of a service role; ``role`` is the role's name."""

    terraform_type: ClassVar = "aws_iam_role_policy"

    role: Ref
    name: str
    statements: tuple[Statement, ...]
