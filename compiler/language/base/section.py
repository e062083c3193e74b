"""A section of a team document: a list of entries, each checked and lowered on its own."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from ...diagnostics import Key, Path
from ...model.assets import Asset, Naming
from ...model.criteria import Criteria
from ...model.filters import Action, Filter, FormerNames, Justification, RoutedFindings
from ...model.organization import Organization
from ...model.origin import Origin
from ...model.program import Declaration
from .accept import Acceptance
from .renames import Was
from .spec import Spec
from .types import Name


@dataclass(frozen=True)
class Reference:
    """An entry names what another entry or document declares.

    An account, an asset (by its name or SECTION.NAME), a caller (an identity that is no key), what is copied to a
    backup, a dataset, a filter, an identity or a team by its name, or of the organization document a classification, a
    Region, a route, or the adopted detector of a Region.
    """

    path: Path
    to: Literal[
        "account",
        "asset",
        "caller",
        "classification",
        "copied",
        "dataset",
        "detector",
        "filter",
        "identity",
        "region",
        "route",
        "team",
    ]
    name: str


@dataclass(frozen=True)
class Context:
    """What an entry needs while it is lowered.

    ``accounts`` are the ids of all accounts that it can name; ``own_accounts`` the ids of its team's accounts.
    ``principals`` are the roles and users of the team's identities, by the names of those.
    ``section`` is the section that it is in, and ``entry`` its name, with which the names of all its filters start;
    ``was`` are earlier names of it and its team.
    """

    team: str
    owner: str | None
    organization: Organization
    accounts: Mapping[str, str]
    own_accounts: tuple[str, ...]
    principals: Mapping[str, str]
    origin: Origin
    section: str
    entry: str
    was: FormerNames

    def view(
        self,
        name: str,
        description: str,
        criteria: Criteria,
        regions: tuple[str, ...] | None,
        *,
        route: str | None = None,
        tags: Mapping[str, str] | None = None,
        existing: Mapping[str, str] | None = None,
    ) -> Iterator[Filter | RoutedFindings]:
        """A filter with the action NOOP; with a route, the findings that it matches are also sent there."""
        yield self.filter(name, description, criteria, regions, tags=tags, existing=existing)
        if route:
            yield self.routed(name, route, criteria, regions, tags=tags)

    def routed(
        self,
        name: str,
        route: str,
        criteria: Criteria,
        regions: tuple[str, ...] | None,
        *,
        tags: Mapping[str, str] | None = None,
    ) -> RoutedFindings:
        """Findings that are sent to a route; from every Region of the organization if ``regions`` is None."""
        everywhere = self.organization.regions
        return RoutedFindings(
            team=self.team,
            name=name,
            route=route,
            criteria=criteria,
            regions=tuple(sorted(regions or everywhere)),
            origin=self.origin,
            tags=self.tags(tags or {}),
            was=self._was(name),
        )

    def filter(
        self,
        name: str,
        description: str,
        criteria: Criteria,
        regions: tuple[str, ...] | None,
        *,
        tags: Mapping[str, str] | None = None,
        existing: Mapping[str, str] | None = None,
        justification: Justification | None = None,
    ) -> Filter:
        """A filter of this team with its tags; in every Region of the organization if ``regions`` is None.

        With a justification, its action is ARCHIVE.
        """
        return Filter(
            team=self.team,
            name=name,
            action=Action.ARCHIVE if justification else Action.NOOP,
            description=description,
            criteria=criteria,
            regions=tuple(sorted(regions or self.organization.regions)),
            existing=existing or {},
            justification=justification,
            origin=self.origin,
            tags=self.tags(tags or {}),
            was=self._was(name),
        )

    def asset(
        self,
        kind: str,
        account: str,
        made: Iterable[Declaration],
        *,
        naming: Naming,
        names: Mapping[str, str],
        facts: Mapping[str, str] | None = None,
        regions: tuple[str, ...] | None = None,
    ) -> Asset:
        """The entry as an asset; ``kind`` is its row in the table of kinds, ``made`` what was made for it."""
        declared = tuple(made)
        return Asset(
            team=self.team,
            owner=self.owner,
            section=self.section,
            name=self.entry,
            kind=kind,
            naming=naming,
            account_id=self.accounts[account],
            regions=tuple(sorted(regions or self.organization.regions)),
            names=names,
            facts=facts or {},
            filters=tuple(each.full_name for each in declared if isinstance(each, Filter)),
            routes=tuple(each.full_name for each in declared if isinstance(each, RoutedFindings)),
            origin=self.origin,
        )

    def _was(self, name: str) -> FormerNames:
        suffix = name.removeprefix(self.entry)
        return FormerNames(self.was.teams, tuple(f"{former}{suffix}" for former in self.was.names))

    def tags(self, more: Mapping[str, str]) -> dict[str, str]:
        """The tags with the team and its owner, and ``more``."""
        owner = {"owner": self.owner} if self.owner else {}
        return {"team": self.team, **owner, **more}


class Section(Spec):
    """One entry. Each subclass is a section, and one line of ``language.team.SECTIONS``."""

    accept: tuple[Acceptance, ...] = ()
    """Warnings about this entry that have been reviewed and are not shown any more.
    Example: [{problem: protection-off, reason: The protection is switched on next month}]"""

    def references(self) -> Iterator[Reference]:
        """The names that the entry uses; each is resolved before :meth:`lower` is called."""
        yield from ()

    @property
    def is_resolved(self) -> bool:
        """Whether it can be lowered: nothing of it is left that only other entries say."""
        return True

    @abstractmethod
    def lower(self, context: Context) -> Iterator[Declaration]:
        """What the entry declares. Called only on an entry without problems."""


class NamedSection(Section):
    """An entry with a name that other entries and reports use. ``noun`` is what a message calls it: ``a dataset``."""

    noun: ClassVar[str]
    name: Name
    """The entry's name, unique within the section and team. References, reports and names in AWS use it.
    Example: transactions"""
    was: Was = ()
    """The entry's former name, or several, the oldest first. After a rename, Terraform then moves what the entry made
    instead of destroying it. Remove it once every stack is applied. Example: payments"""


def account_reference(name: str, *path: str | int) -> Reference:
    return Reference(path or ("account",), "account", name)


def route_reference(name: str | None, *path: str | int) -> Iterator[Reference]:
    if name:
        yield Reference(path or ("route",), "route", name)


def adopted_references(regions: Iterable[str]) -> Iterator[Reference]:
    """The Regions under ``existing`` of an entry; the detector of each has to be adopted too."""
    for index, region in enumerate(regions):
        step = Key(region) if isinstance(regions, Mapping) else index
        yield Reference(("existing", step), "detector", region)


def no_adopted_detector(region: str) -> tuple[str, str]:
    """The message and the help if something is adopted in a Region whose detector is not."""
    message = f"to adopt resources in {region}, adopt its detector first"
    return message, f"add {region} with the detector's id to detector.existing in the organization document"


def region_references(regions: tuple[str, ...] | None) -> Iterator[Reference]:
    for index, region in enumerate(regions or ()):
        yield Reference(("regions", index), "region", region)
