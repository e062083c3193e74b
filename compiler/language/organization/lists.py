"""`lists`: files of IP addresses in S3, used in every Region: one that is trusted, and up to six that are threats.

Example::

    lists:
      trusted_ips: {location: "s3://acme-lists/trusted.txt", format: txt}
      threats:
        - {name: feed-a, location: "s3://acme-lists/feed-a.txt", format: txt}

GuardDuty reads the file when the list is activated. Terraform does not see a change of the file alone; replace
the list with `terraform apply -replace=aws_guardduty_threatintelset.threats_feed-a`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from compiler.catalog import quotas
from compiler.diagnostics import Problem
from compiler.language.base.spec import Spec, like, one_of
from compiler.language.base.types import IdsByRegion, Name
from compiler.model import organization as model

# IpSetFormat and ThreatIntelSetFormat of the API model.
FORMATS = {word: word.upper() for word in ("txt", "stix", "otx_csv", "alien_vault", "proof_point", "fire_eye")}
TRUSTED = "trusted-ips"
# User guide, guardduty-lists-create-activate, format of the location URL; at most 300 characters (API model, Location).
# Virtual-hosted names are accepted with https too. The endings are those of the partitions (botocore, partitions.json).
_HOST = r"s3[a-z0-9.-]{0,50}\.amazonaws\.(?:com|com\.cn|eu)"
_BUCKET = "[a-z0-9.-]{3,63}"
_LOCATION = rf"(?=.{{1,300}}$)(?:s3://{_BUCKET}|https://{_HOST}/{_BUCKET}|https?://{_BUCKET}\.{_HOST})/.+"


class TrustedIps(Spec):
    """A file of addresses whose traffic is never reported."""

    location: Annotated[str, *like(_LOCATION, "invalid-location", "a file in S3", "for example s3://bucket/file.txt")]
    """The location of the file in S3. Example: "s3://acme-lists/trusted.txt\""""
    format: Annotated[str, *one_of(FORMATS, "invalid-value", "is not a GuardDuty list format")]
    """The format of the file; txt has one address or CIDR range on each line. Example: txt"""
    activate: bool = True
    """Whether GuardDuty uses the list. Example: false"""
    existing: IdsByRegion = {}
    """The ids of existing lists, by Region: adopted instead of created. The Region's detector has to be under
    `detector.existing`. Example: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}"""

    def to_model(self, name: str) -> model.AddressList:
        return model.AddressList(name, self.location, FORMATS[self.format], self.activate, self.existing, None)


class Threats(TrustedIps):
    """A file of addresses whose traffic is always reported."""

    name: Name
    """The name of the list, unique in the organization. Example: feed-a"""
    was: Name | None = None
    """The list's previous name, after a rename: Terraform then moves the list instead of recreating it.
    Example: old-feed"""


class Lists(Spec):
    """Lists of IP addresses."""

    trusted_ips: TrustedIps | None = None
    """Addresses whose traffic is never reported. Example: {location: "s3://acme-lists/trusted.txt", format: txt}"""
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

    def to_model(self) -> model.Lists:
        trusted = self.trusted_ips.to_model(TRUSTED) if self.trusted_ips else None
        threats = sorted(self.threats, key=lambda threats: threats.name)
        renamed = (replace(threats.to_model(threats.name), was=threats.was) for threats in threats)
        return model.Lists(trusted, tuple(renamed))
