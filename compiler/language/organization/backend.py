"""`terraform.backend`: where Terraform keeps the state of each stack.

Example::

    terraform:
      backend:
        http: {address: "https://gitlab.example.com/api/v4/projects/42/terraform/state/{stack}"}

A backend has no key for a credential, because the specs and the output are read by many people. Terraform takes them
from the environment: `TF_TOKEN_app_terraform_io` or `terraform login` for HCP Terraform, `TF_HTTP_USERNAME` and
`TF_HTTP_PASSWORD` for `http`, AWS credentials for `s3`.
"""

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import Annotated

from pydantic import AfterValidator, model_validator

from ...diagnostics import Problem
from ...model import backends
from ..base.spec import Spec, fault, like
from ..base.types import BucketName, NonEmptyText, Region, region_of

_KEY_ARN = r"arn:[^:]+:kms:[^:]+:.+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL}){{0,9}}(?::[0-9]{{1,5}})?"
_PATH = r"(?:/(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2}|\{stack\})+)+"


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
    """The KMS key that encrypts the state. If omitted, the bucket's default encryption is used.
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


def _per_stack(value: str) -> str:
    if value.count("{stack}") != 1:
        help_ = "write {stack} once; it is replaced by the name of the stack"
        raise fault("invalid-value", "every stack needs a different address", help_)
    return value


class CloudBackend(Spec):
    """The state in HCP Terraform or Terraform Enterprise: a workspace for each stack."""

    organization: Annotated[
        str, *like(r"[A-Za-z0-9_-]{1,40}", "invalid-name", "an organization", "use up to 40 letters, digits, - and _")
    ]
    """The name of the organization in HCP Terraform. Example: acme"""
    project: (
        Annotated[
            str,
            *like(
                r"[A-Za-z0-9_-][A-Za-z0-9 _-]{1,38}[A-Za-z0-9_-]", "invalid-name", "a project", "use 3 to 40 characters"
            ),
        ]
        | None
    ) = None
    """The project in which new workspaces are created, which needs Terraform 1.6. If omitted, the organization's
    default project. Example: security"""
    hostname: Annotated[str, *like(_HOST, "invalid-value", "a hostname", "for example tfe.example.com")] | None = None
    """The host of a Terraform Enterprise installation. If omitted, app.terraform.io. Example: tfe.example.com"""
    workspace_prefix: Annotated[
        str, *like(r"[A-Za-z0-9_-]{0,20}", "invalid-name", "a prefix", "use up to 20 letters, digits, - and _")
    ] = ""
    """What the name of each workspace starts with; the name of the stack follows. Example: guardduty-"""


class HttpBackend(Spec):
    """The state at an HTTPS address for each stack, as GitLab keeps it."""

    address: Annotated[
        str,
        *like(
            f"https://{_HOST}{_PATH}",
            "invalid-value",
            "the address of a state",
            "use https://HOST/PATH with {stack}, without user, password, query or fragment",
        ),
        AfterValidator(_per_stack),
    ]
    """The address of the states, with `{stack}` for the name of the stack.
    Example: "https://gitlab.example.com/api/v4/projects/42/terraform/state/{stack}\""""
    lock: bool = True
    """Whether the state is locked, by POST and DELETE at the address followed by /lock, as GitLab and Gitea do.
    Example: false"""


class BackendChoice(Spec):
    """Where the state is kept: one of `s3`, `cloud`, `http` and `local`."""

    s3: S3Backend | None = None
    """Keeps the state in an S3 bucket. Example: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1}"""
    cloud: CloudBackend | None = None
    """Keeps the state in HCP Terraform or Terraform Enterprise. Example: {organization: acme, project: security}"""
    http: HttpBackend | None = None
    """Keeps the state at HTTPS addresses, as in GitLab.
    Example: {address: "https://gitlab.example.com/api/v4/projects/42/terraform/state/{stack}"}"""
    local: LocalBackend | None = None
    """Keeps the state in a local file. Example: {}"""

    @model_validator(mode="after")
    def _exclusive(self) -> "BackendChoice":
        if sum(backend is not None for backend in (self.s3, self.cloud, self.http, self.local)) != 1:
            help_ = "local: {} keeps the state beside the JSON"
            raise fault("invalid-value", "backend needs exactly one of s3, cloud, http and local", help_)
        return self

    def problems(self) -> Iterator[Problem]:
        for problem in self.s3.problems() if self.s3 else ():
            yield problem.below(("s3",))

    def to_model(self) -> backends.Backend:
        if self.s3:
            s3 = self.s3
            return backends.S3Backend(s3.bucket, s3.key_prefix, s3.region, s3.use_lockfile, s3.kms_key_id)
        if self.cloud:
            cloud = self.cloud
            return backends.CloudBackend(cloud.organization, cloud.project, cloud.hostname, cloud.workspace_prefix)
        if self.http:
            return backends.HttpBackend(self.http.address, self.http.lock)
        return backends.LocalBackend(self.local.directory if self.local else ".")
