"""`lists`: files of IP addresses in S3, for every Region: one that is trusted, and up to six that are threats.

Example::

    lists:
      trusted_ips: {location: "s3://acme-lists/trusted.txt", format: txt}
      threats:
        - {name: feed-a, location: "s3://acme-lists/feed-a.txt", format: txt}

The file is read when the list is activated. A change of the file alone is not seen by Terraform:
replace the list, `terraform apply -replace=aws_guardduty_threatintelset.threats_feed-a`.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from compiler.catalog import quotas
from compiler.diagnostics import Problem
from compiler.language.base.spec import Spec, like, one_of
from compiler.language.base.types import GuardDutyId, Name, Region
from compiler.model import organization as model

# IpSetFormat and ThreatIntelSetFormat of the API model.
FORMATS = {word: word.upper() for word in ("txt", "stix", "otx_csv", "alien_vault", "proof_point", "fire_eye")}
TRUSTED = "trusted-ips"
# CreateIPSet, location: the forms that GuardDuty reads.
_LOCATION = (
    r"s3://[a-z0-9.-]{3,63}/.{1,1024}"
    r"|https://s3[a-z0-9.-]*\.amazonaws\.com/[a-z0-9.-]{3,63}/.{1,1024}"
    r"|https://[a-z0-9.-]{3,63}\.s3[a-z0-9.-]*\.amazonaws\.com/.{1,1024}"
)


class TrustedIps(Spec):
    """Addresses whose traffic is never reported; at most one list."""

    location: Annotated[str, *like(_LOCATION, "invalid-location", "a file in S3", "for example s3://bucket/file.txt")]
    """The file in S3."""
    format: Annotated[str, *one_of(FORMATS, "invalid-value", "is not a format of GuardDuty lists")]
    """How the file is written; txt has an address or a CIDR range on each line."""
    activate: bool = True
    """Whether GuardDuty uses the list."""
    existing: dict[Region, GuardDutyId] = {}
    """Ids of lists that are there already, by Region: adopted, not made."""

    def to_model(self, name: str) -> model.AddressList:
        return model.AddressList(name, self.location, FORMATS[self.format], self.activate, self.existing, None)


class Threats(TrustedIps):
    """Addresses whose traffic is always reported."""

    name: Name
    was: Name | None = None
    """The name it had before: the list is renamed, and not made anew."""


class Lists(Spec):
    """Lists of IP addresses."""

    trusted_ips: TrustedIps | None = None
    threats: tuple[Threats, ...] = ()

    def problems(self) -> Iterator[Problem]:
        if len(self.threats) > quotas.THREAT_LISTS:
            message = f"{len(self.threats)} threat lists; GuardDuty takes {quotas.THREAT_LISTS} for a detector"
            yield Problem(("lists", "threats"), "too-many-lists", message)
        names = [threats.name for threats in self.threats]
        for index, name in enumerate(names):
            if name in (*names[:index], TRUSTED):
                yield Problem(
                    ("lists", "threats", index, "name"), "duplicate-name", f"a list named {name!r} is there already"
                )

    def to_model(self) -> model.Lists:
        trusted = self.trusted_ips.to_model(TRUSTED) if self.trusted_ips else None
        threats = sorted(self.threats, key=lambda threats: threats.name)
        renamed = (replace(threats.to_model(threats.name), was=threats.was) for threats in threats)
        return model.Lists(trusted, tuple(renamed))
