"""A section of a team document: a list of entries with a name, each checked and lowered on its own."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from compiler.diagnostics import Key, Path
from compiler.language.base.accept import Acceptance
from compiler.language.base.spec import Spec
from compiler.language.base.types import Name
from compiler.model.criteria import Criteria
from compiler.model.organization import Organization
from compiler.model.origin import Origin
from compiler.model.program import Action, Asked, Filter, Justification, RoutedFindings


@dataclass(frozen=True)
class Reference:
    """An entry names something that stands elsewhere.

    An account or a filter by its name, or of the organization a Region, a route, or the adopted detector of a Region.
    """

    path: Path
    to: Literal["account", "detector", "filter", "region", "route"]
    name: str


@dataclass(frozen=True)
class Context:
    """What an entry can see while it is lowered.

    ``accounts`` are all ids that it can name; ``own_accounts`` those of its team.
    """

    team: str
    owner: str | None
    organization: Organization
    accounts: Mapping[str, str]
    own_accounts: tuple[str, ...]
    origin: Origin

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
        """A filter that keeps findings in view; what it matches is also sent on the route, where one is named."""
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
        """Findings that are sent on a route, from every Region where none are named."""
        everywhere = self.organization.regions
        return RoutedFindings(
            self.team, name, route, criteria, tuple(sorted(regions or everywhere)), self.origin, self.tags(tags or {})
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
        """A filter of this team, in every Region where none are named, tagged with who answers for it.

        With a justification it archives.
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
        )

    def tags(self, more: Mapping[str, str]) -> dict[str, str]:
        """Who answers for a thing, and ``more``."""
        owner = {"owner": self.owner} if self.owner else {}
        return {"team": self.team, **owner, **more}


class Section(Spec):
    """One entry. Subclasses are the sections; each is a line of ``language.SECTIONS``."""

    accept: tuple[Acceptance, ...] = ()
    """Warnings about the entry that somebody has looked at."""

    def references(self) -> Iterator[Reference]:
        """The names it uses; each is resolved before :meth:`lower` is called."""
        yield from ()

    @abstractmethod
    def lower(self, context: Context) -> Iterator[Asked]:
        """What the entry asks for. Called only on an entry without problems."""


class NamedSection(Section):
    """An entry that others can refer to."""

    name: Name
    """How the rest of the spec and the reports call it; unique within the section and team."""


def account_reference(name: str, *path: str | int) -> Reference:
    return Reference(path or ("account",), "account", name)


def route_reference(name: str | None) -> Iterator[Reference]:
    if name:
        yield Reference(("route",), "route", name)


def adopted_references(regions: Iterable[str]) -> Iterator[Reference]:
    """What ``existing`` of an entry names: Regions whose detector is adopted."""
    for index, region in enumerate(regions):
        step = Key(region) if isinstance(regions, Mapping) else index
        yield Reference(("existing", step), "detector", region)


def no_adopted_detector(region: str) -> tuple[str, str]:
    """What to say, and what would help, where something is adopted in a Region whose detector is not."""
    message = f"what is there already in {region} belongs to a detector, and none is adopted there"
    return message, f"add {region} with the detector's id to detector.existing in the organization document"


def region_references(regions: tuple[str, ...] | None) -> Iterator[Reference]:
    for index, region in enumerate(regions or ()):
        yield Reference(("regions", index), "region", region)
