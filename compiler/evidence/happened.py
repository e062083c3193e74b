"""Findings that were handed in -> what happened: by month and filter, what was archived, what no filter shows.

Findings are untrusted. Only months and types that exist are counted separately, so that memory has a bound, and
nothing of their text is kept. An export may have a finding several times, once for each update: each is counted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..catalog.finding_types import all_types
from ..catalog.severity import LEVELS
from ..findings.read import Item, Skipped
from ..findings.verdict import Judge, Verdict
from ..meaning.evaluation import Finding
from ..model.program import Program

_MONTH = re.compile(r"(20[0-9]{2}-(?:0[1-9]|1[0-2]))-")
_NO_MONTH, _UNKNOWN_TYPE = "no month", "types that are not known"
_TIMES = ("updatedAt", "createdAt")


@dataclass(frozen=True)
class Monthly:
    """``kind`` is filter, suppression or route. Of several suppressions that match, the one with the lowest rank."""

    month: str
    kind: str
    name: str
    findings: int


@dataclass(frozen=True)
class Archived:
    """What a suppression archived; ``severest`` is the highest severity of it, 0 where nothing was."""

    suppression: str
    findings: int
    severest: float
    level: str


@dataclass(frozen=True)
class Unseen:
    """Findings of a type that no filter shows and no suppression archives."""

    type: str
    findings: int
    severest: float
    level: str


@dataclass(frozen=True)
class Happened:
    """``totals`` are the findings of each month: archived, and all others."""

    findings: int
    skipped: int
    totals: tuple[tuple[str, int, int], ...]
    monthly: tuple[Monthly, ...]
    archived: tuple[Archived, ...]
    unseen: tuple[Unseen, ...]


def happened(program: Program, items: Iterable[Item | Skipped]) -> Happened:
    """Counts findings with the filters and suppressions of today, also where they were different then."""
    judge, counts = Judge(program), _Counts()
    for item in items:
        if isinstance(item, Skipped):
            counts.skipped += not item.is_event
        else:
            counts.add(item.finding, judge.verdict(item.finding))
    suppressions = sorted(f.full_name for f in program.filters if f.justification)
    return Happened(
        findings=sum(archived + others for archived, others in counts.totals.values()),
        skipped=counts.skipped,
        totals=tuple((month, *numbers) for month, numbers in sorted(counts.totals.items())),
        monthly=tuple(Monthly(*key, number) for key, number in sorted(counts.monthly.items())),
        archived=tuple(Archived(name, *counts.archived[name].row) for name in suppressions),
        unseen=tuple(Unseen(type_, *extent.row) for type_, extent in sorted(counts.unseen.items())),
    )


@dataclass
class _Extent:
    findings: int = 0
    severest: float = 0.0

    def add(self, severity: float) -> None:
        self.findings += 1
        self.severest = max(self.severest, severity)

    @property
    def row(self) -> tuple[int, float, str]:
        return self.findings, self.severest, _level(self.severest)


@dataclass
class _Counts:
    skipped: int = 0
    totals: dict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    monthly: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    archived: dict[str, _Extent] = field(default_factory=lambda: defaultdict(_Extent))
    unseen: dict[str, _Extent] = field(default_factory=lambda: defaultdict(_Extent))

    def add(self, finding: Finding, verdict: Verdict) -> None:
        month, severity, suppression = _month(finding), _severity(finding), verdict.archived_by
        archived, others = self.totals[month]
        self.totals[month] = (archived + bool(suppression), others + (suppression is None))
        self.monthly.update((month, "filter", watch.full_name) for watch in verdict.filters)
        self.monthly.update({(month, "route", routed.route) for routed in verdict.routed})
        if suppression:
            self.monthly[month, "suppression", suppression.full_name] += 1
            self.archived[suppression.full_name].add(severity)
        elif not verdict.filters:
            type_ = finding["type"]
            self.unseen[type_ if type_ in all_types() else _UNKNOWN_TYPE].add(severity)


def _month(finding: Finding) -> str:
    """The month in which it was last updated, ``2026-11``."""
    times = (finding.get(key) for key in _TIMES)
    found = next((match for text in times if isinstance(text, str) and (match := _MONTH.match(text))), None)
    return found[1] if found else _NO_MONTH


def _severity(finding: Finding) -> float:
    """A number that a severity can be, 0 for anything else."""
    value = finding.get("severity")
    if not isinstance(value, int | float) or isinstance(value, bool):
        return 0.0
    return float(value) if 0 < value <= LEVELS["critical"][-1] else 0.0


def _level(severity: float) -> str:
    """Empty below the lowest."""
    return next((level for level, numbers in reversed(LEVELS.items()) if severity >= numbers[0]), "")
