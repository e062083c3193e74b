"""`lists`: IP addresses that GuardDuty trusts or reports, used in every Region: one trusted list, and up to six of
threats.

Example::

    lists:
      create: {bucket: "acme-guardduty-lists-{region}"}
      trusted_ips: {entries: [203.0.113.7, 198.51.100.0/24]}
      threats:
        - {name: blocked, entries: [192.0.2.66]}
        - {name: feed-a, location: "s3://acme-lists/feed-a.txt", format: txt}

A list is kept in one of three ways: as `entries` here; in a `file` beside this document, which has one address or range
on each line, and comments after `#`; or in a file at a `location` in S3 that another system writes. Entries and files
are uploaded to a bucket, which is created (`create`) or exists already (`bucket`), and the list is activated again
whenever they change. Terraform does not see a change of a file at a `location`; replace such a list with
`terraform apply -replace=aws_guardduty_threatintelset.threats_feed-a`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, NamedTuple

from pydantic import model_validator

from ...catalog import quotas
from ...diagnostics import Path, Problem
from ...model import lists
from ..base.addresses import PublicAddress, in_order
from ..base.renames import Was
from ..base.spec import Spec, duplicates, fault, like, one_of
from ..base.types import IdsByRegion, Name, PathBeside, RegionalBucketName

# IpSetFormat and ThreatIntelSetFormat of the API model.
FORMATS = {word: word.upper() for word in ("txt", "stix", "otx_csv", "alien_vault", "proof_point", "fire_eye")}
TRUSTED = "trusted-ips"
# User guide, guardduty-lists-create-activate, format of the location URL; at most 300 characters (API model, Location).
# Virtual-hosted names are accepted with https too. The endings are those of the partitions (botocore, partitions.json).
_HOST = r"s3[a-z0-9.-]{0,50}\.amazonaws\.(?:com|com\.cn|eu)"
_BUCKET = "[a-z0-9.-]{3,63}"
_LOCATION = rf"(?=.{{1,300}}$)(?:s3://{_BUCKET}|https://{_HOST}/{_BUCKET}|https?://{_BUCKET}\.{_HOST})/.+"
_TXT = "txt"  # the format of what is uploaded

Files = Mapping[str, tuple[str, ...]]
"""The addresses and ranges in each file that a list names, by its path as it is written."""


class TrustedIps(Spec):
    """Addresses whose traffic is never reported: `entries`, a `file`, or a `location` and its `format`."""

    entries: tuple[PublicAddress, ...] = ()
    """The addresses and CIDR ranges: IPv4, public, at most 2,000 in a trusted list and 250,000 in a threat list.
    Example: [203.0.113.7, 198.51.100.0/24]"""
    file: PathBeside | None = None
    """The path of a file with the entries, relative to the folder of this document: one on each line, and comments
    after `#`. Example: lists/trusted.txt"""
    location: (
        Annotated[
            str, *like(_LOCATION, "invalid-location", "a file in S3", "for example s3://bucket/file.txt", "list file")
        ]
        | None
    ) = None
    """The location of a file in S3 that is kept elsewhere. Needs `format`. Example: "s3://acme-lists/trusted.txt\""""
    format: Annotated[str, *one_of(FORMATS, "invalid-value", "is not a GuardDuty list format")] | None = None
    """The format of the file at `location`; txt has one address or CIDR range on each line. Example: txt"""
    activate: bool = True
    """Whether GuardDuty uses the list. Example: false"""
    existing: IdsByRegion = {}
    """The ids of existing lists, by Region: adopted instead of created. The Region's detector has to be under
    `detector.existing`. Example: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}"""

    @model_validator(mode="after")
    def _in_one_place(self) -> "TrustedIps":
        places = [name for name in ("entries", "file", "location") if name in self.model_fields_set]
        if len(places) != 1:
            message = f"a list needs exactly one of entries, file and location, not {' and '.join(places) or 'none'}"
            raise fault("invalid-value", message, "give entries, file, or location and format")
        if (self.format is None) == (self.location is not None):
            message = "location needs format" if self.location else "format works only with location"
            raise fault("invalid-value", message, "entries and files have one address or range on each line")
        return self

    @property
    def is_uploaded(self) -> bool:
        return self.location is None

    def to_model(self, name: str, files: Files) -> lists.AddressList:
        entries = in_order(files.get(self.file, ()) if self.file else self.entries)
        format_ = FORMATS[self.format or _TXT]
        return lists.AddressList(name, self.location, format_, self.activate, self.existing, (), entries)


class Threats(TrustedIps):
    """Addresses whose traffic is always reported: `entries`, a `file`, or a `location` and its `format`."""

    name: Name
    """The name of the list, unique in the organization. Example: feed-a"""
    was: Was = ()
    """The list's former name, or several, the oldest first: Terraform then moves the list instead of recreating it. A
    list that is uploaded is recreated anyway, because its file has a new name too. Example: old-feed"""


class CreatedListBucket(Spec):
    """A bucket in each Region, closed to the public, for the lists."""

    bucket: RegionalBucketName
    """The name of the bucket. With several Regions, it needs `{region}`, which is replaced by the Region.
    Example: "acme-guardduty-lists-{region}\""""


class WrittenList(NamedTuple):
    """A list of the document: where it is written, its name, and how many entries GuardDuty allows."""

    path: Path
    name: str
    spec: TrustedIps
    limit: int


class Lists(Spec):
    """Lists of IP addresses."""

    bucket: RegionalBucketName | None = None
    """The name of an existing bucket to which entries and files are uploaded, in the Region of the stack; with several
    Regions, it needs `{region}`. Example: "acme-security-{region}\""""
    create: CreatedListBucket | None = None
    """Creates the bucket to which entries and files are uploaded. Example: {bucket: "acme-guardduty-lists-{region}"}"""
    trusted_ips: TrustedIps | None = None
    """Addresses whose traffic is never reported. Example: {entries: [203.0.113.7]}"""
    threats: tuple[Threats, ...] = ()
    """Addresses whose traffic is always reported, at most six lists.
    Example: [{name: feed-a, location: "s3://acme-lists/feed-a.txt", format: txt}]"""

    def problems(self) -> Iterator[Problem]:
        if len(self.threats) > quotas.THREAT_LISTS:
            message = f"{len(self.threats)} threat lists; GuardDuty allows at most {quotas.THREAT_LISTS} per detector"
            yield Problem(("lists", "threats"), "too-many-lists", message)
        names = [threats.name for threats in self.threats]
        for index, name in enumerate(names):
            if name in (*names[:index], TRUSTED):
                yield Problem(
                    ("lists", "threats", index, "name"), "duplicate-name", f"a list named {name!r} already exists"
                )
        for written in self.written():
            yield from _entry_problems(written)
        yield from self._bucket_problems()

    def written(self) -> Iterator[WrittenList]:
        """Every list of the document."""
        if self.trusted_ips:
            yield WrittenList(("lists", "trusted_ips"), TRUSTED, self.trusted_ips, quotas.TRUSTED_ENTRIES)
        for index, threats in enumerate(self.threats):
            yield WrittenList(("lists", "threats", index), threats.name, threats, quotas.THREAT_ENTRIES)

    def region_problems(self, regions: Sequence[str]) -> Iterator[Problem]:
        """Terraform uploads in the Region of the stack, so every Region needs a bucket."""
        name = self.create.bucket if self.create else self.bucket
        path = ("lists", "create", "bucket") if self.create else ("lists", "bucket")
        if name and len(regions) > 1 and "{region}" not in name:
            message = f"one bucket name for {len(regions)} Regions, but each Region needs its own bucket"
            yield Problem(path, "duplicate-name", message, "add {region} to the name")

    def to_model(self, files: Files) -> lists.Lists:
        trusted = self.trusted_ips.to_model(TRUSTED, files) if self.trusted_ips else None
        threats = sorted(self.threats, key=lambda threats: threats.name)
        renamed = (replace(threats.to_model(threats.name, files), was=threats.was) for threats in threats)
        name = self.create.bucket if self.create else self.bucket
        bucket = lists.ListBucket(name, is_created=self.create is not None) if name else None
        return lists.Lists(trusted, tuple(renamed), bucket)

    def _bucket_problems(self) -> Iterator[Problem]:
        if self.bucket and self.create:
            message = "lists needs either bucket or create, not both"
            yield Problem(("lists", "bucket"), "invalid-value", message, "remove one of the two")
        uploaded = next((written for written in self.written() if written.spec.is_uploaded), None)
        if uploaded and not (self.bucket or self.create):
            message = "lists with entries or a file are uploaded, but lists has no bucket"
            help_ = 'add create: {bucket: "NAME-{region}"} to lists, or bucket: NAME for an existing one'
            yield Problem(uploaded.path, "missing-key", message, help_, subject="bucket", needs=(("lists", "bucket"),))


def _entry_problems(written: WrittenList) -> Iterator[Problem]:
    path, entries = (*written.path, "entries"), written.spec.entries
    if "entries" in written.spec.model_fields_set and not entries:
        yield Problem(path, "invalid-value", "the list has no entries", "add one, or remove the list")
    if len(entries) > written.limit:
        yield Problem(path, "too-many-entries", *too_many(len(entries), written.limit))
    yield from (problem.below(path) for problem in duplicates(entries))


def too_many(count: int, limit: int) -> tuple[str, str]:
    """The message and the help for a list that is too long."""
    return f"{count:,} entries; GuardDuty allows at most {limit:,} in this list", "merge addresses into ranges"
