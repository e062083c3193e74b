"""Filters, suppressions and routed findings, as declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .criteria import Criteria
from .origin import Origin


class Action(StrEnum):
    """What GuardDuty does with a finding that a filter matches: keep it in view, or archive it."""

    NOOP = "NOOP"
    ARCHIVE = "ARCHIVE"


@dataclass(frozen=True)
class Justification:
    """Why a suppression exists, until when, and who owns it.

    ``is_narrowed`` if it has no condition on accounts and is limited to those of its team.
    """

    reason: str
    expires: date
    ticket: str | None
    approved_by: str | None
    is_narrowed: bool


@dataclass(frozen=True)
class FormerNames:
    """The names that a team and one of its entries had before, each the oldest first."""

    teams: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def full_names(self, team: str, name: str) -> tuple[str, ...]:
        """Every ``TEAM.NAME`` that it may have had before it got these, because the two are renamed one by one."""
        return tuple(f"{t}.{n}" for t in (*self.teams, team) for n in (*self.names, name))[:-1]


@dataclass(frozen=True)
class Filter:
    """A filter as declared, in each of ``regions``: without rank, of any size, named ``TEAM.NAME``.

    ``existing`` are names of filters to adopt, by Region; there it keeps that name. A suppression has a
    ``justification``. ``facts`` are true of every finding it matches without being conditions of it: a
    bucket is in one account. ``members`` are the full names of the filters that were merged into it. ``expected`` are
    the finding types that are known to match where no condition names types. ``is_shared`` if several assets declare
    it: everything about one account.
    """

    team: str
    name: str
    action: Action
    description: str
    criteria: Criteria
    regions: tuple[str, ...]
    existing: Mapping[str, str]
    justification: Justification | None
    origin: Origin
    tags: Mapping[str, str]
    facts: Criteria = ()
    members: tuple[str, ...] = ()
    was: FormerNames = FormerNames()
    expected: tuple[str, ...] = ()
    is_shared: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def former_full_names(self) -> tuple[str, ...]:
        return self.was.full_names(self.team, self.name)

    @property
    def is_view(self) -> bool:
        """Whether it only saves a search: it archives nothing."""
        return self.action is Action.NOOP

    @property
    def rank_order(self) -> tuple[bool, str, str]:
        """Suppressions first, because the lowest rank that matches gets the credit; then by team and name."""
        return (self.action is not Action.ARCHIVE, self.team, self.name)

    @property
    def known(self) -> Criteria:
        """Everything that is true of the findings it matches."""
        return (*self.criteria, *self.facts)


@dataclass(frozen=True)
class RoutedFindings:
    """Findings that meet the criteria are sent on the route of this name, from each of ``regions``.

    ``expected`` and ``is_shared`` are those of a filter.
    """

    team: str
    name: str
    route: str
    criteria: Criteria
    regions: tuple[str, ...]
    origin: Origin
    tags: Mapping[str, str]
    facts: Criteria = ()
    was: FormerNames = FormerNames()
    expected: tuple[str, ...] = ()
    is_shared: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.team}.{self.name}"

    @property
    def former_full_names(self) -> tuple[str, ...]:
        return self.was.full_names(self.team, self.name)

    @property
    def known(self) -> Criteria:
        """Everything that is true of the findings that are routed."""
        return (*self.criteria, *self.facts)
