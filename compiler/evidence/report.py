"""Everything that is shown: the facts, what they are made from, and the requirements that they serve."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .agreement import NO_PLANS, Agreement
from .basis import Basis
from .facts import Acceptance, Account, Asset, Cell, Facts, Mute, Override, Protection, Retention, Route, Stack
from .happened import Happened
from .requirements import Answered, Support
from .rows import Coverage, Covered, Row

NOTICE = 30  # days


@dataclass(frozen=True)
class Report:
    """``agreement`` is with the plans that were handed in; ``happened`` is None without findings."""

    facts: Facts
    basis: Basis
    frameworks: tuple[Answered, ...]
    agreement: Agreement = NO_PLANS
    happened: Happened | None = None

    @property
    def tables(self) -> Mapping[str, tuple[type[Row], tuple[Row, ...]]]:
        """The rows of each section, and their type, in the order of the page."""
        return {
            "accounts": (Account, self.facts.accounts),
            "assets": (Asset, self.facts.assets),
            "coverage": (Cell, self.facts.cells),
            "mutes": (Mute, self.facts.mutes),
            "overrides": (Override, self.facts.overrides),
            "acceptances": (Acceptance, self.facts.acceptances),
            "protections": (Protection, self.facts.protections),
            "routes": (Route, self.facts.routes),
            "retention": (Retention, self.facts.retention),
            "stacks": (Stack, self.facts.stacks),
        }

    @cached_property
    def by_team(self) -> Mapping[str, tuple[Asset, ...]]:
        """The assets of each team, by the teams' names."""
        teams: dict[str, list[Asset]] = defaultdict(list)
        for asset in self.facts.assets:
            teams[asset.team].append(asset)
        return {team: tuple(assets) for team, assets in sorted(teams.items())}

    @cached_property
    def uncovered(self) -> tuple[Covered, ...]:
        """Every account and asset that is not covered: first what is not covered at all."""
        population: tuple[Covered, ...] = (*self.facts.accounts, *self.facts.assets)
        rows = [row for row in population if row.coverage is not Coverage.COVERED]
        worst_first = list(reversed(Coverage))
        return tuple(sorted(rows, key=lambda row: (worst_first.index(row.coverage), row.about)))

    @property
    def counts(self) -> Mapping[str, Mapping[Coverage, int]]:
        """How many accounts and assets there are of each coverage."""
        sections: dict[str, tuple[Covered, ...]] = {"accounts": self.facts.accounts, "assets": self.facts.assets}
        return {name: Counter(row.coverage for row in rows) for name, rows in sections.items()}

    @property
    def support(self) -> Mapping[str, tuple[Support, ...]]:
        """The rows of each kind of facts that serves some requirement, by kind."""
        rows: dict[str, dict[int, Support]] = defaultdict(dict)
        for _, answers in self.frameworks:
            for each in (each for answer in answers for each in answer.support):
                rows[each.kind].setdefault(id(each), each)
        return {kind: tuple(found.values()) for kind, found in sorted(rows.items())}

    @property
    def active(self) -> tuple[Mute, ...]:
        """What is muted on the day."""
        return tuple(mute for mute in self.facts.mutes if not mute.has_ended)

    @property
    def ended(self) -> tuple[Mute, ...]:
        """What is still in the specs although its last day is over: GuardDuty goes on archiving until it is removed."""
        return tuple(mute for mute in self.facts.mutes if mute.has_ended)

    @property
    def ending(self) -> tuple[Mute | Override, ...]:
        """The suppressions and overrides that end within 30 days, by name."""
        rows: tuple[Mute | Override, ...] = (*self.facts.mutes, *self.facts.overrides)
        return tuple(row for row in rows if row.days is not None and 0 <= row.days <= NOTICE)
