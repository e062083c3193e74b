"""Lists of IP addresses: trusted ones, and threats."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AddressList:
    """IP addresses: a file in S3, as GuardDuty names its format, or the ``entries`` of one to be uploaded.

    ``location`` is None where the entries are uploaded. ``existing`` are ids to adopt, by Region. ``was`` are the
    names that it had before, the oldest first.
    """

    name: str
    location: str | None
    format: str
    activate: bool
    existing: Mapping[str, str]
    was: tuple[str, ...]
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListBucket:
    """Where entries of lists are uploaded to; ``name`` may have ``{region}`` for the Region."""

    name: str
    is_created: bool


@dataclass(frozen=True)
class Lists:
    """Addresses that are never reported, and addresses that always are."""

    trusted: AddressList | None
    threats: tuple[AddressList, ...]
    bucket: ListBucket | None = None
