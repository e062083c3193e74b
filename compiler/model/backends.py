"""Where Terraform keeps the state of the stacks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class S3Backend:
    bucket: str
    key_prefix: str
    region: str
    use_lockfile: bool
    kms_key_id: str | None


@dataclass(frozen=True)
class LocalBackend:
    """``directory`` is relative to the stack's folder."""

    directory: str


@dataclass(frozen=True)
class CloudBackend:
    """HCP Terraform, or Terraform Enterprise at ``hostname``: a workspace for each stack."""

    organization: str
    project: str | None
    hostname: str | None
    workspace_prefix: str


@dataclass(frozen=True)
class HttpBackend:
    """``address`` has ``{stack}`` for the stack's name. ``lock`` if the state is locked below it, at ``/lock``."""

    address: str
    lock: bool


Backend = S3Backend | LocalBackend | CloudBackend | HttpBackend
