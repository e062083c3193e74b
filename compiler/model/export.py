"""Where findings are exported to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Export:
    """Where findings are kept: a bucket (or a prefix in one) and the key that encrypts them; both exist already."""

    bucket_arn: str
    kms_key_arn: str


@dataclass(frozen=True)
class ObjectLock:
    """For how many days nobody can delete an object. ``mode`` is ``GOVERNANCE`` or ``COMPLIANCE``."""

    mode: str
    days: int


@dataclass(frozen=True)
class CreatedExport:
    """A bucket and a key in each Region, ours to make. ``bucket`` may have ``{region}`` for the Region.

    Findings are deleted after ``retention_days``; None to keep them without limit.
    """

    bucket: str
    retention_days: int | None
    object_lock: ObjectLock | None = None
