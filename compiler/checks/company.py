"""What a check can see of the company, with what several checks look up in it, built once."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from ..language.base.section import Section
from ..language.organization.document import OrganizationSpec
from ..link import Linked
from ..link.names import Names
from ..model.accounts import Account
from ..model.assets import Asset
from ..model.filters import Filter, RoutedFindings
from ..model.organization import Organization
from ..model.scans import MalwareScan, RoutedScanResults
from ..source import Span
from ..validate import Entry, Team
from .archiving import Archiving
from .shortfalls import Shortfall, shortfalls
from .visibility import Visibility

_TURN_ON = ("accounts", "datasets")  # sections whose entries can turn on protections and malware scans

S = TypeVar("S", bound=Section)


@dataclass(frozen=True)
class Declared(Generic[S]):
    """An entry of a team without errors."""

    team: str
    entry: Entry[Section]
    spec: S

    def span(self, *path: str | int) -> Span:
        return self.entry.span(*path)


@dataclass(frozen=True)
class Document:
    """The organization document: as it is written, and as it is lowered."""

    entry: Entry[OrganizationSpec]
    spec: OrganizationSpec
    organization: Organization

    def span(self, *path: str | int) -> Span:
        return self.entry.span(*path)


@dataclass(frozen=True)
class Company:
    """``document`` is None where there is no organization document without errors; then nothing is lowered.

    ``entries`` are those of all teams, each with its team and section, also those with errors.
    ``accounts``, ``filters``, ``assets``, ``routed``, ``scans`` and ``scan_results`` are what could be lowered; where
    that ``is_whole``, what is not among them is not declared. ``as_of`` is the day, None where there is none.
    """

    organizations: tuple[Entry[OrganizationSpec], ...]
    teams: tuple[Team, ...]
    entries: tuple[tuple[str, str, Entry[Section]], ...]
    names: Names
    document: Document | None
    accounts: tuple[Account, ...]
    filters: tuple[Filter, ...]
    assets: tuple[Asset, ...]
    routed: tuple[RoutedFindings, ...]
    scans: tuple[MalwareScan, ...]
    scan_results: tuple[RoutedScanResults, ...]
    is_whole: bool
    as_of: date | None

    def of(self, model: type[S]) -> list[Declared[S]]:
        """The entries of one section that have no errors."""
        return self._by_model[model]

    @cached_property
    def suppressions(self) -> tuple[Filter, ...]:
        return tuple(declared for declared in self.filters if declared.justification)

    @cached_property
    def views(self) -> tuple[Filter, ...]:
        """The filters that are no suppressions."""
        return tuple(declared for declared in self.filters if not declared.justification)

    @cached_property
    def archiving(self) -> Archiving:
        """Which suppressions archive what."""
        return Archiving(self.suppressions, (*self.filters, *self.routed))

    @cached_property
    def visibility(self) -> Visibility | None:
        """What GuardDuty can detect; None without an organization document."""
        document = self.document
        return Visibility(document.organization, self.accounts, self.scans) if document else None

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The filters and routes of which finding types cannot occur.

        None where an account or a dataset has errors: it may turn on what seems to be off.
        """
        is_known = all(entry.spec for _, section, entry in self.entries if section in _TURN_ON)
        known = self.visibility if is_known else None
        return tuple(shortfalls(known, self.filters, self.routed)) if known else ()

    @cached_property
    def account_names(self) -> dict[str, str]:
        """The names of the teams' accounts by their ids."""
        return {account.account_id: account.name for account in self.accounts}

    @cached_property
    def _by_model(self) -> dict[type[Section], list[Declared[Any]]]:
        by_model: dict[type[Section], list[Declared[Any]]] = defaultdict(list)
        for team, _, entry in self.entries:
            if entry.spec:
                by_model[type(entry.spec)].append(Declared(team, entry, entry.spec))
        return by_model


def company_of(linked: Linked, as_of: date | None) -> Company:
    checked, program = linked.checked, linked.program
    return Company(
        organizations=checked.organizations,
        teams=checked.teams,
        entries=tuple(checked.entries()),
        names=linked.names,
        document=_document(linked),
        accounts=program.accounts if program else (),
        filters=program.filters if program else (),
        assets=program.assets if program else (),
        routed=program.routed if program else (),
        scans=program.scans if program else (),
        scan_results=program.scan_results if program else (),
        is_whole=linked.is_whole,
        as_of=as_of,
    )


def _document(linked: Linked) -> Document | None:
    entry, program = linked.names.organization, linked.program
    return Document(entry, entry.spec, program.organization) if entry and entry.spec and program else None
