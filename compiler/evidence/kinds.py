"""The kinds of facts that a requirement can name: which rows they are, and the most that they can show."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .facts import Asset, AssetKind, Facts, Mute, Protection
from .rows import Coverage, Covered, Level, Row


class Strength(StrEnum):
    """What the specs are for a requirement; the words are those of a framework's file."""

    COMPILED = "compiled"
    DECLARED = "declared"
    SUPPORTS = "supports"
    NONE = "none"


Gaps = Callable[[Row], tuple[str, ...]]


def _own_gaps(row: Row) -> tuple[str, ...]:
    return row.gaps


def _no_gaps(_: Row) -> tuple[str, ...]:
    return ()


def _never(_: Row) -> bool:
    return False


@dataclass(frozen=True)
class Kind:
    """``best`` is the most that rows of the kind can show; ``section`` is where a report has them.

    ``gaps`` are what is missing for a requirement that names the kind, which can be other than for the row itself.
    ``is_absent`` where a row shows nothing for it at all, such as an asset without an owner for owners.
    """

    rows: Callable[[Facts], Iterable[Row]]
    best: Strength
    section: str
    gaps: Gaps = _own_gaps
    is_absent: Callable[[Row], bool] = _never


def _assets_of(*kinds: AssetKind) -> Callable[[Facts], Iterator[Row]]:
    return lambda facts: (row for row in facts.assets if row.kind in kinds)


def _of_field(rows: Callable[[Facts], Iterable[Row]], best: Strength, field: str, gap: str) -> Kind:
    """Assets for what is in one of their fields; where it is empty, that is a gap and shows nothing."""
    return Kind(rows, best, "assets", lambda row: () if getattr(row, field) else (gap,), _without(field))


def _without(field: str) -> Callable[[Row], bool]:
    return lambda row: not getattr(row, field)


def _is_uncovered(row: Row) -> bool:
    return isinstance(row, Covered) and row.coverage is Coverage.NOT


def _is_off(row: Row) -> bool:
    return isinstance(row, Protection) and {row.detector, row.members} == {Level.OFF}


def _ai(facts: Facts) -> Iterator[Row]:
    return (row for row in facts.protections if row.name == "protections.ai")


def _tested(facts: Facts) -> Iterator[Row]:
    rows: tuple[Asset | Mute, ...] = (*facts.assets, *facts.mutes)
    return (row for row in rows if row.tests)


_BUCKETS, _DATASETS = _assets_of(AssetKind.DATASET), _assets_of(AssetKind.DATASET, AssetKind.DATABASE)
_SERVICES = _assets_of(AssetKind.SERVICE, AssetKind.MODEL)
_COMPILED, _DECLARED = Strength.COMPILED, Strength.DECLARED

KINDS: dict[str, Kind] = {
    "acceptances": Kind(lambda facts: facts.acceptances, _DECLARED, "acceptances"),
    "accounts": Kind(lambda facts: facts.accounts, _COMPILED, "accounts", is_absent=_is_uncovered),
    "ai": Kind(_ai, _COMPILED, "protections", is_absent=_is_off),
    "assets": Kind(lambda facts: facts.assets, _COMPILED, "assets", is_absent=_is_uncovered),
    "classification": _of_field(_DATASETS, _COMPILED, "classification", "it has no classification"),
    "datasets": Kind(_DATASETS, _DECLARED, "assets", _no_gaps),
    "guardrails": _of_field(_SERVICES, _DECLARED, "guardrail", "it has no guardrail"),
    "inventory": Kind(lambda facts: facts.assets, _DECLARED, "assets", _no_gaps),
    "malware_scans": _of_field(_BUCKETS, _COMPILED, "malware_scan", "no malware_scan of the bucket"),
    "mutes": Kind(lambda facts: facts.mutes, _COMPILED, "mutes"),
    "overrides": Kind(lambda facts: facts.overrides, _COMPILED, "overrides"),
    "owners": _of_field(lambda facts: facts.assets, _DECLARED, "owner", "its team has no owner"),
    "protections": Kind(lambda facts: facts.protections, _COMPILED, "protections", is_absent=_is_off),
    "retention": Kind(lambda facts: facts.retention, _COMPILED, "retention", is_absent=_without("resources")),
    "routes": Kind(lambda facts: facts.routes, _COMPILED, "routes", is_absent=_without("senders")),
    "services": Kind(_SERVICES, _COMPILED, "assets", is_absent=_is_uncovered),
    "stacks": Kind(lambda facts: facts.stacks, _COMPILED, "stacks"),
    "tests": Kind(_tested, _COMPILED, "assets", _no_gaps),
}
"""By the word that a framework's file uses for it."""
