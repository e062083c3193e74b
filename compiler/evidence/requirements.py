"""Frameworks, and what of the facts serves each of their requirements.

No requirement claims more than the kinds of facts that it names can show, and none more than its rows do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .facts import Facts
from .kinds import KINDS, Kind, Strength
from .rows import Row, State, state_of


@dataclass(frozen=True)
class Requirement:
    """``facts`` are kinds of facts: keys of :data:`KINDS`."""

    id: str
    wants: str
    strength: Strength
    facts: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Framework:
    """``file`` is where it is written: one of ours, or one of the company's."""

    name: str
    title: str
    note: str
    requirements: tuple[Requirement, ...]
    file: str


@dataclass(frozen=True)
class Support:
    """A row for a requirement, as one of a kind; ``gaps`` are why it does not serve it fully.

    Where it ``is_absent``, it does not serve it at all: it is there to be named.
    """

    kind: str
    row: Row
    gaps: tuple[str, ...]
    is_absent: bool

    @property
    def state(self) -> State:
        return state_of(self.row)


@dataclass(frozen=True)
class Answer:
    """A requirement, and everything that serves it."""

    requirement: Requirement
    support: tuple[Support, ...]

    @property
    def gaps(self) -> tuple[Support, ...]:
        return tuple(each for each in self.support if each.gaps)

    @property
    def strength(self) -> Strength:
        """Never more than the rows show: without any there is nothing, and what is only declared is not compiled."""
        present = [each for each in self.support if not each.is_absent]
        if not present:
            return Strength.NONE
        is_declared = all(each.state is State.DECLARED for each in present)
        is_too_much = self.requirement.strength is Strength.COMPILED and is_declared
        return Strength.DECLARED if is_too_much else self.requirement.strength

    @property
    def is_satisfied(self) -> bool:
        """Only what is compiled, every row of it and without a gap."""
        is_compiled = all(each.state is not State.DECLARED for each in self.support)
        return self.strength is Strength.COMPILED and is_compiled and not self.gaps


Answered = tuple[Framework, tuple[Answer, ...]]
"""A framework, and the answers to its requirements."""


def answered(frameworks: Iterable[Framework], facts: Facts) -> tuple[Answered, ...]:
    """Every requirement in the order of its file, also those that nothing serves."""
    by_kind = {name: tuple(_support(name, kind, facts)) for name, kind in KINDS.items()}
    return tuple((framework, tuple(_answers(framework, by_kind))) for framework in frameworks)


def _support(name: str, kind: Kind, facts: Facts) -> Iterator[Support]:
    for row in kind.rows(facts):
        yield Support(name, row, kind.gaps(row), kind.is_absent(row))


def _answers(framework: Framework, by_kind: Mapping[str, tuple[Support, ...]]) -> Iterator[Answer]:
    for each in framework.requirements:
        yield Answer(each, tuple(support for kind in each.facts for support in by_kind[kind]))
