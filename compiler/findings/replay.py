"""Many findings: how many each filter, suppression and route would have had. Constant memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from compiler.findings.read import Item, Skipped
from compiler.findings.verdict import Judge
from compiler.model.program import Filter

_REPORTED = 20  # of what was skipped; the rest is counted
_EVERY = 10_000  # findings between two calls of progress


@dataclass
class Counts:
    """``by_watcher`` counts by kind (``filter``, ``suppression``, ``route``) and name."""

    findings: int = 0
    unwatched: int = 0
    archived: int = 0
    skipped: int = 0
    by_watcher: Counter[tuple[str, str]] = field(default_factory=Counter)
    reported: list[Skipped] = field(default_factory=list)


def count(items: Iterable[Item | Skipped], judge: Judge, progress: Callable[[int, str], None] | None = None) -> Counts:
    """``progress`` is told now and then how many findings there were and where the last one stands."""
    counts = Counts()
    for item in items:
        if isinstance(item, Skipped):
            counts.skipped += 1
            counts.reported += [item] if len(counts.reported) < _REPORTED else []
            continue
        counts.findings += 1
        _count(counts, item, judge)
        if progress and counts.findings % _EVERY == 0:
            progress(counts.findings, item.place)
    return counts


def _count(counts: Counts, item: Item, judge: Judge) -> None:
    """A filter shows what is archived too; a route gets nothing of it, and of suppressions the first by rank."""
    is_archived = is_shown = False
    for watcher in judge.matching(item.finding):
        if not isinstance(watcher, Filter):
            if not is_archived:
                counts.by_watcher["route", f"{watcher.route}, for {watcher.full_name}"] += 1
        elif not watcher.justification:
            is_shown = True
            counts.by_watcher["filter", watcher.full_name] += 1
        elif not is_archived:
            is_archived = True
            counts.by_watcher["suppression", watcher.full_name] += 1
    counts.archived += is_archived
    counts.unwatched += not (is_shown or is_archived)


def table(counts: Counts, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The counts as text; ``names`` are all watchers, so that those with nothing are shown too."""
    yield f"{counts.findings:,} findings, {counts.archived:,} archived, {counts.unwatched:,} shown by no filter"
    rows = [(kind, name, counts.by_watcher[kind, name]) for kind, name in names]
    width = max((len(name) for _, name, _ in rows), default=0)
    for kind, name, number in rows:
        yield f"  {kind:<11}  {name:<{width}}  {number:>10,}"
