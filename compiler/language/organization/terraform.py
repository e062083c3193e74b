"""`terraform`: where Terraform keeps its state, and which AWS provider it uses.

Example::

    terraform:
      backend:
        s3: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1, use_lockfile: true}
      aws_provider: ">= 6.56.0, < 7.0.0"
"""

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import Annotated

from pydantic import AfterValidator, model_validator

from compiler.diagnostics import Problem
from compiler.language.base.spec import Spec, fault, like
from compiler.language.base.types import BucketName, NonEmptyText, Region, region_of
from compiler.model import organization as model

DEFAULT_PROVIDER = ">= 6.56.0, < 7.0.0"
_OLDEST = (6, 56, 0)  # the first that accepts AI_PROTECTION and AI_ANALYST as features (provider issue 49024)
_KEY_ARN = r"arn:[^:]+:kms:[^:]+:.+"
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


def _relative(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._/-]+", value) or value.startswith("/"):
        rule = "use a relative path with /; an absolute path differs between machines"
        raise fault("invalid-path", f"{value!r} is not a usable directory for the state", rule)
    return normpath(value)


class S3Backend(Spec):
    """The state in an S3 bucket: encrypted, one object for each stack."""

    bucket: BucketName
    """The name of an existing bucket. Example: acme-tfstate"""
    key_prefix: Annotated[
        str,
        *like(r"[A-Za-z0-9!_.*'()/-]*", "invalid-path", "a key prefix", "use letters, digits and ! _ . * ' ( ) / -"),
    ] = ""
    """What the key of each state object starts with. Example: guardduty/"""
    region: Region
    """The bucket's Region. Example: us-east-1"""
    use_lockfile: bool = True
    """Whether Terraform locks the state by a lock file in S3, which needs Terraform 1.10. Example: false"""
    kms_key_id: NonEmptyText | None = None
    """The KMS key that encrypts the state. Left out, the bucket's default encryption is used.
    Example: arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab"""

    def problems(self) -> Iterator[Problem]:
        key = self.kms_key_id or ""
        if re.fullmatch(_KEY_ARN, key) and region_of(key) != self.region:
            message = f"this key is in {region_of(key)}, but the bucket is in {self.region}"
            help_ = "S3 encrypts objects only with a key in the Region of their bucket"
            yield Problem(("kms_key_id",), "key-in-other-region", message, help_)


class LocalBackend(Spec):
    """The state in a local file, for trying things out."""

    directory: Annotated[str, AfterValidator(_relative)] = "."
    """The directory of the file, relative to the stack's folder. Example: state"""


class BackendChoice(Spec):
    """Where the state is kept: either `s3` or `local`."""

    s3: S3Backend | None = None
    """Keeps the state in an S3 bucket. Example: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1}"""
    local: LocalBackend | None = None
    """Keeps the state in a local file. Example: {}"""

    @model_validator(mode="after")
    def _exclusive(self) -> "BackendChoice":
        if (self.s3 is None) == (self.local is None):
            help_ = "local: {} keeps the state beside the JSON"
            raise fault("invalid-value", "backend needs either s3 or local", help_)
        return self

    def problems(self) -> Iterator[Problem]:
        for problem in self.s3.problems() if self.s3 else ():
            yield problem.below(("s3",))

    def to_model(self) -> model.Backend:
        if self.s3:
            s3 = self.s3
            return model.S3Backend(s3.bucket, s3.key_prefix, s3.region, s3.use_lockfile, s3.kms_key_id)
        return model.LocalBackend(self.local.directory if self.local else ".")


class TerraformSettings(Spec):
    """Settings for running Terraform on the output."""

    backend: BackendChoice = BackendChoice(local=LocalBackend())
    """Where the state is kept. Left out, in a file in each stack's folder.
    Example: {s3: {bucket: acme-tfstate, region: us-east-1}}"""
    aws_provider: Annotated[str, AfterValidator(_constraint)] = DEFAULT_PROVIDER
    """The version constraint of the AWS provider; AI Protection needs 6.56.0. Example: ">= 6.60.0, < 7.0.0\""""
