"""Many findings: how many match each filter, suppression and route. Constant memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..model.program import Program, RoutedFindings
from .place import Place
from .read import Item, Skipped
from .verdict import Judge, Verdict

_REPORTED = 20  # of what was skipped; the rest is only counted
_EVERY = 10_000  # findings between two calls of progress

Key = tuple[str, str]  # a kind (filter, suppression, route) and a name
Progress = Callable[[int, Place], None]


@dataclass
class Counts:
    """``unmatched`` are findings that no filter and no suppression matches; ``by_key`` counts the rest by what matches.

    ``reported`` are the first of what was skipped, ``skipped`` is their whole number.
    """

    findings: int = 0
    unmatched: int = 0
    archived: int = 0
    skipped: int = 0
    by_key: Counter[Key] = field(default_factory=Counter)
    reported: list[Skipped] = field(default_factory=list)


def count(items: Iterable[Item | Skipped], judge: Judge, progress: Progress | None = None) -> Counts:
    """``progress`` is called now and then with the number of findings and the place of the last one."""
    counts = Counts()
    for item in items:
        if isinstance(item, Skipped):
            counts.skipped += 1
            counts.reported += [item] if len(counts.reported) < _REPORTED else []
            continue
        counts.findings += 1
        _count(counts, judge.verdict(item.finding))
        if progress and counts.findings % _EVERY == 0:
            progress(counts.findings, item.place)
    return counts


def keys(program: Program) -> Iterator[Key]:
    """What can match, in the order of a report: suppressions and filters by rank, then routes; each once."""
    for item in sorted(program.filters, key=lambda item: item.rank_order):
        yield ("suppression" if item.justification else "filter", item.full_name)
    yield from dict.fromkeys(_route(routed) for routed in program.routed)


def _count(counts: Counts, verdict: Verdict) -> None:
    """A filter matches archived findings too. Of suppressions, only the one that archives the finding is counted."""
    suppression = verdict.archived_by
    for item in verdict.filters:
        counts.by_key["filter", item.full_name] += 1
    for routed in verdict.routed:
        counts.by_key[_route(routed)] += 1
    if suppression:
        counts.archived += 1
        counts.by_key["suppression", suppression.full_name] += 1
    counts.unmatched += not (verdict.filters or suppression)


def _route(routed: RoutedFindings) -> Key:
    return ("route", f"{routed.route}, for {routed.full_name}")
