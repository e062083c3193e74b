"""What a row of evidence is: its place in the specs and in Terraform, and how far the specs go for it.

Nothing here is about the state of AWS. ``Level`` is how far the specs go for something that is watched.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Resource(NamedTuple):
    """A resource of a stack: what makes something so in the Terraform output."""

    stack: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Row(ABC):
    """What every fact has: ``spec`` is a file and a line, ``resources`` what it becomes, ``tests`` what proves it.

    Without resources it is only declared: nothing in Terraform follows from it.
    """

    spec: str
    resources: tuple[Resource, ...] = ()
    tests: tuple[str, ...] = ()

    @property
    @abstractmethod
    def about(self) -> str:
        """What the row is about, unique among the rows of its kind."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in words; empty where nothing is."""
        return ()


class State(StrEnum):
    """How much stands behind a row. The three are never mixed; none says anything about AWS."""

    DECLARED = "declared"
    COMPILED = "compiled"
    TESTED = "tested"


def state_of(row: Row) -> State:
    """Tested only where it is compiled too."""
    if not row.resources:
        return State.DECLARED
    return State.TESTED if row.tests else State.COMPILED


class Level(StrEnum):
    """Whether something is on, as far as the specs say: the values are what reports print.

    ``NEW`` where AWS turns it on only in accounts that join the organization later. ``UNKNOWN`` where something other
    than the specs decides. ``PART`` only of several finding types together.
    """

    ON = "on"
    NEW = "on in new accounts"
    UNKNOWN = "not known"
    PART = "in part"
    OFF = "off"


class Coverage(StrEnum):
    """What becomes of an asset or account, all in all."""

    COVERED = "covered"
    DEPENDS = "depends on AWS"
    PART = "in part"
    NOT = "not covered"


@dataclass(frozen=True, kw_only=True)
class Covered(Row):
    """An account or asset. ``reasons`` say why it is not covered, ``accepted`` are warnings with the reasons given."""

    team: str
    name: str
    owner: str
    coverage: Coverage
    reasons: tuple[str, ...]
    accepted: tuple[str, ...]

    @property
    def about(self) -> str:
        return f"{self.team}.{self.name}" if self.team else self.name

    @property
    def gaps(self) -> tuple[str, ...]:
        return () if self.coverage is Coverage.COVERED else self.reasons
