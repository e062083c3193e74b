"""What the specs declare, with every name resolved, before anything is packed into stacks."""

from collections.abc import Mapping
from dataclasses import dataclass

from .accounts import Account
from .assets import Asset
from .filters import Filter, RoutedFindings
from .organization import Organization
from .origin import Origin
from .scans import MalwareScan, RoutedScanResults


@dataclass(frozen=True)
class FindingTest:
    """A file with findings, from the folder of the spec, and what is expected for each of them.

    ``suppressed``, ``routes`` and ``occurs`` are None where nothing is expected.
    """

    team: str
    finding: str
    matches: tuple[str, ...]
    not_matches: tuple[str, ...]
    suppressed: bool | None
    routes: tuple[str, ...] | None
    occurs: bool | None
    origin: Origin


@dataclass(frozen=True)
class UsedPack:
    """A filter or suppression that has the conditions of a pack, by its name, and what to know about that."""

    team: str
    name: str
    pack: str
    caveat: str
    origin: Origin

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"


@dataclass(frozen=True)
class AcceptedWarning:
    """A warning that an entry accepts: ``team``, ``section`` and ``entry`` are empty for the organization document."""

    problem: str
    reason: str
    team: str
    section: str
    entry: str
    origin: Origin


# What an entry of a team can declare.
Declaration = Account | Asset | Filter | FindingTest | MalwareScan | RoutedFindings | RoutedScanResults


@dataclass(frozen=True)
class Program:
    """``owners`` are those of the teams that name one, by team."""

    organization: Organization
    accounts: tuple[Account, ...]
    filters: tuple[Filter, ...]
    scans: tuple[MalwareScan, ...]
    routed: tuple[RoutedFindings, ...]
    scan_results: tuple[RoutedScanResults, ...]
    tests: tuple[FindingTest, ...]
    assets: tuple[Asset, ...]
    packs: tuple[UsedPack, ...]
    acceptances: tuple[AcceptedWarning, ...]
    owners: Mapping[str, str]
