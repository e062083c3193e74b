"""`terraform`: where Terraform keeps its state, and which AWS provider it uses.

Example::

    terraform:
      backend:
        s3: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1, use_lockfile: true}
      aws_provider: ">= 6.56.0, < 7.0.0"
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from ..base.spec import Spec, fault
from .backend import BackendChoice, LocalBackend

DEFAULT_PROVIDER = ">= 6.56.0, < 7.0.0"
_OLDEST = (6, 56, 0)  # the first that accepts AI_PROTECTION and AI_ANALYST as features (provider issue 49024)
_CLAUSE = re.compile(r"(=|!=|>|>=|<|<=|~>)?\s*([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?")


def _constraint(value: str) -> str:
    clauses = [_CLAUSE.fullmatch(part.strip()) for part in value.split(",")]
    if not all(clauses):
        raise fault("invalid-value", f"{value!r} is not a version constraint", f"for example {DEFAULT_PROVIDER!r}")
    floors = [_version(c) for c in clauses if c and (c.group(1) or "=") in ("=", ">", ">=", "~>")]
    if max(floors, default=(0, 0, 0)) < _OLDEST:
        help_ = "AI Protection needs provider 6.56.0; start the constraint with >= 6.56.0"
        raise fault("provider-too-old", f"{value!r} allows AWS providers that do not support AI Protection", help_)
    return value


def _version(clause: re.Match[str]) -> tuple[int, int, int]:
    major, minor, patch = (int(part or 0) for part in clause.groups()[1:])
    return (major, minor, patch)


class TerraformSettings(Spec):
    """Settings for running Terraform on the output."""

    backend: BackendChoice = BackendChoice(local=LocalBackend())
    """Where the state is kept. If omitted, in a file in each stack's folder.
    Example: {s3: {bucket: acme-tfstate, region: us-east-1}}"""
    aws_provider: Annotated[str, AfterValidator(_constraint)] = DEFAULT_PROVIDER
    """The version constraint of the AWS provider; AI Protection needs 6.56.0. Example: ">= 6.60.0, < 7.0.0\""""
