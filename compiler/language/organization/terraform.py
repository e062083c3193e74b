"""`terraform`: where the state is kept, and which AWS provider is used.

Example::

    terraform:
      backend:
        s3: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1, use_lockfile: true}
      aws_provider: ">= 6.56.0, < 7.0.0"
"""

import re
from posixpath import normpath
from typing import Annotated

from pydantic import AfterValidator, model_validator

from compiler.language.base.spec import Spec, fault, like
from compiler.language.base.types import BucketName, Region
from compiler.model import organization as model

DEFAULT_PROVIDER = ">= 6.56.0, < 7.0.0"
_OLDEST = (6, 56, 0)  # the first that takes AI_PROTECTION and AI_ANALYST as features (provider issue 49024)
_CLAUSE = re.compile(r"(=|!=|>|>=|<|<=|~>)?\s*([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?")


def _constraint(value: str) -> str:
    clauses = [_CLAUSE.fullmatch(part.strip()) for part in value.split(",")]
    if not all(clauses):
        raise fault("invalid-value", f"{value!r} is not a version constraint", f"for example {DEFAULT_PROVIDER!r}")
    floors = [_version(c) for c in clauses if c and (c.group(1) or "=") in ("=", ">", ">=", "~>")]
    if max(floors, default=(0, 0, 0)) < _OLDEST:
        help_ = "AI Protection needs 6.56.0: start it with >= 6.56.0"
        raise fault("provider-too-old", f"{value!r} admits AWS providers that do not know AI Protection", help_)
    return value


def _version(clause: re.Match[str]) -> tuple[int, int, int]:
    major, minor, patch = (int(part or 0) for part in clause.groups()[1:])
    return (major, minor, patch)


def _relative(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._/-]+", value) or value.startswith("/"):
        rule = "a relative path with / between its parts: an absolute one is another on every machine"
        raise fault("invalid-path", f"{value!r} cannot hold the state", rule)
    return normpath(value)


class S3Backend(Spec):
    """State in an S3 bucket, encrypted, one object a stack."""

    bucket: BucketName
    key_prefix: Annotated[
        str, *like(r"[A-Za-z0-9!_.*'()/-]*", "invalid-path", "a key prefix", "S3's safe characters")
    ] = ""
    """What the key of each state starts with, such as guardduty/."""
    region: Region
    use_lockfile: bool = True
    """Whether Terraform locks the state by an object beside it (Terraform 1.10)."""
    kms_key_id: str | None = None
    """The KMS key that encrypts the state; left out, the bucket's own."""


class LocalBackend(Spec):
    """State in a file, for trying things out."""

    directory: Annotated[str, AfterValidator(_relative)] = "."
    """Where, relative to the stack's folder."""


class BackendChoice(Spec):
    """Where the state is kept: s3 or local."""

    s3: S3Backend | None = None
    local: LocalBackend | None = None

    @model_validator(mode="after")
    def _one(self) -> "BackendChoice":
        if (self.s3 is None) == (self.local is None):
            raise fault("invalid-value", "a backend is either s3 or local", "local: {} keeps the state beside the JSON")
        return self

    def to_model(self) -> model.Backend:
        if self.s3:
            s3 = self.s3
            return model.S3Backend(s3.bucket, s3.key_prefix, s3.region, s3.use_lockfile, s3.kms_key_id)
        return model.LocalBackend(self.local.directory if self.local else ".")


class TerraformSettings(Spec):
    """How Terraform is run on what is compiled."""

    backend: BackendChoice = BackendChoice(local=LocalBackend())
    """Where the state is kept; left out, in a file in each stack's folder."""
    aws_provider: Annotated[str, AfterValidator(_constraint)] = DEFAULT_PROVIDER
    """Which versions of the AWS provider may be used."""
