"""Malware scans of buckets, and where their results are sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from .origin import Origin


@dataclass(frozen=True)
class MalwareScan:
    """New objects of a bucket are scanned, in the account and Region that the bucket is in.

    ``prefixes`` is empty for all objects; ``kms_key_arn`` is the key of a bucket that has one of its own.
    ``existing_plan`` and ``existing_role`` are the id and the ARN of what is adopted, None for what is created.
    """

    team: str
    name: str
    bucket: str
    account_id: str
    region: str
    prefixes: tuple[str, ...]
    tag_objects: bool
    kms_key_arn: str | None
    tags: Mapping[str, str]
    origin: Origin
    existing_plan: str | None = None
    existing_role: str | None = None

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class RoutedScanResults:
    """Results of the malware scans of a bucket are sent on the route of this name.

    GuardDuty reports them only in the account and Region of the bucket. ``statuses`` are the results that are sent, as
    it writes them.
    """

    team: str
    name: str
    route: str
    bucket: str
    account_id: str
    region: str
    statuses: tuple[str, ...]
    tags: Mapping[str, str]
    origin: Origin

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"
