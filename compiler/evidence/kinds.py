"""The kinds of facts that a requirement can name: which rows they are, and the most that they can show."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from ..model.program import AssetKind
from .facts import Asset, Facts, Mute, Row


class Strength(StrEnum):
    """What the specs are for a requirement; the words are those of a framework's file."""

    COMPILED = "compiled"
    DECLARED = "declared"
    SUPPORTS = "supports"
    NONE = "none"


def _own_gaps(row: Row) -> tuple[str, ...]:
    return row.gaps


def _no_gaps(_: Row) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Kind:
    """``best`` is the most that rows of the kind can show; ``section`` is where a report has them.

    ``gaps`` are what is missing for a requirement that names the kind, which can be other than for the row itself.
    """

    rows: Callable[[Facts], Iterable[Row]]
    best: Strength
    section: str
    gaps: Callable[[Row], tuple[str, ...]] = _own_gaps


def _assets_of(*kinds: AssetKind) -> Callable[[Facts], Iterator[Row]]:
    return lambda facts: (row for row in facts.assets if row.kind in kinds)


def _missing(field: str, words: str) -> Callable[[Row], tuple[str, ...]]:
    """The gap of an asset in which a field is empty."""
    return lambda row: () if getattr(cast("Asset", row), field) else (words,)


def _tested(facts: Facts) -> Iterator[Row]:
    rows: tuple[Asset | Mute, ...] = (*facts.assets, *facts.mutes)
    return (row for row in rows if row.tests)


_DATASETS, _SERVICES = _assets_of(AssetKind.DATASET), _assets_of(AssetKind.SERVICE)
_COMPILED, _DECLARED = Strength.COMPILED, Strength.DECLARED

KINDS: dict[str, Kind] = {
    "acceptances": Kind(lambda facts: facts.acceptances, _DECLARED, "acceptances"),
    "accounts": Kind(lambda facts: facts.accounts, _COMPILED, "accounts"),
    "ai": Kind(lambda facts: (p for p in facts.protections if p.name == "protections.ai"), _COMPILED, "protections"),
    "assets": Kind(lambda facts: facts.assets, _COMPILED, "assets"),
    "classification": Kind(_DATASETS, _COMPILED, "assets", _missing("classification", "it has no classification")),
    "datasets": Kind(_DATASETS, _DECLARED, "assets", _no_gaps),
    "inventory": Kind(lambda facts: facts.assets, _DECLARED, "assets", _no_gaps),
    "malware_scans": Kind(_DATASETS, _COMPILED, "assets", _missing("malware_scan", "no malware_scan of the bucket")),
    "mutes": Kind(lambda facts: facts.mutes, _COMPILED, "mutes"),
    "overrides": Kind(lambda facts: facts.overrides, _COMPILED, "overrides"),
    "owners": Kind(lambda facts: facts.assets, _DECLARED, "assets", _missing("owner", "its team names no owner")),
    "protections": Kind(lambda facts: facts.protections, _COMPILED, "protections"),
    "retention": Kind(lambda facts: facts.retention, _COMPILED, "retention"),
    "routes": Kind(lambda facts: facts.routes, _COMPILED, "routes"),
    "services": Kind(_SERVICES, _COMPILED, "assets"),
    "stacks": Kind(lambda facts: facts.stacks, _COMPILED, "stacks"),
    "tests": Kind(_tested, _COMPILED, "assets", _no_gaps),
}
"""By the word that a framework's file uses for it."""
