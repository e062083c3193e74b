"""Findings judged by both versions: how many are lost, of which kind, and which are the first. Constant memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..findings.read import Item, Skipped
from ..findings.replay import Progress
from ..findings.report import title
from ..findings.verdict import Judge
from ..meaning.evaluation import Finding, as_number
from ..model.program import Program

_FIRST = 10  # findings that are named for each kind of loss
_EVERY = 10_000  # findings between two calls of progress
_HIGH = 7  # the lowest severity of the level High

ARCHIVED = "archived"
UNMATCHED = "unmatched"
NOT_CREATED = "not_created"
NOT_SENT = "not_sent_to "


@dataclass
class Tally:
    """How many findings something has become of, how many of them are High or Critical, and the first ones."""

    number: int = 0
    severe: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, item: Item) -> None:
        severity = as_number(item.finding.get("severity"))
        self.number += 1
        self.severe += severity is not None and severity >= _HIGH
        if len(self.first) < _FIRST:
            self.first.append(title(item))


@dataclass
class Replayed:
    """``lost`` is by what becomes of findings: they are archived, unmatched, not created, or not sent to a route.

    ``gained`` are those that are shown, matched or sent where they were not.
    """

    findings: int = 0
    skipped: int = 0
    lost: dict[str, Tally] = field(default_factory=dict)
    gained: Tally = field(default_factory=Tally)


def replay(
    items: Iterable[Item | Skipped], before: Program, after: Program, progress: Progress | None = None
) -> Replayed:
    """What becomes of findings. ``progress`` is called now and then with their number and the place of the last."""
    replayed, old, new = Replayed(), Judge(before), Judge(after)
    for item in items:
        if isinstance(item, Skipped):
            replayed.skipped += 1
            continue
        replayed.findings += 1
        _judge(replayed, item, old, new)
        if progress and replayed.findings % _EVERY == 0:
            progress(replayed.findings, item.place)
    return replayed


def _judge(replayed: Replayed, item: Item, old: Judge, new: Judge) -> None:
    had, has = _held(item.finding, old), _held(item.finding, new)
    lost = had - has
    for what in sorted({NOT_CREATED} if NOT_CREATED in lost else lost):
        replayed.lost.setdefault(what, Tally()).add(item)
    if has - had:
        replayed.gained.add(item)


def _held(finding: Finding, judge: Judge) -> set[str]:
    """What one has of a finding, each by the name of its loss."""
    if finding.get("region") not in judge.regions or judge.obstacle(finding):
        return set()
    verdict = judge.verdict(finding)
    shown = set() if verdict.archived_by else {ARCHIVED}
    matched = {UNMATCHED} if verdict.filters else set()
    return {NOT_CREATED, *shown, *matched, *(f"{NOT_SENT}{routed.route}" for routed in verdict.routed)}
