"""Many findings: how many match each filter, suppression and route. Constant memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..model.filters import Filter, RoutedFindings
from ..model.program import Program
from .overview import Overview
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
    ``overview`` is what is known of all findings.
    """

    findings: int = 0
    unmatched: int = 0
    archived: int = 0
    skipped: int = 0
    by_key: Counter[Key] = field(default_factory=Counter)
    reported: list[Skipped] = field(default_factory=list)
    overview: Overview = field(default_factory=Overview)


def count(items: Iterable[Item | Skipped], judge: Judge, progress: Progress | None = None) -> Counts:
    """``progress`` is called now and then with the number of findings and the place of the last one."""
    counts = Counts()
    for item in items:
        if isinstance(item, Skipped):
            counts.skipped += 1
            counts.reported += [item] if len(counts.reported) < _REPORTED else []
            continue
        counts.findings += 1
        is_matched = _count(counts, judge.verdict(item.finding))
        counts.overview.add(item.finding, judge.regions, is_matched=is_matched)
        if progress and counts.findings % _EVERY == 0:
            progress(counts.findings, item.place)
    return counts


def add(counts: Counts, more: Counts) -> None:
    """Adds the counts of other findings, which come after these."""
    counts.findings += more.findings
    counts.unmatched += more.unmatched
    counts.archived += more.archived
    counts.skipped += more.skipped
    counts.by_key.update(more.by_key)
    counts.reported += more.reported[: _REPORTED - len(counts.reported)]
    counts.overview.merge(more.overview)


def keys(program: Program) -> Iterator[Key]:
    """What can match, in the order of a report: suppressions and filters by rank, then routes; each once."""
    for item in sorted(program.filters, key=lambda item: item.rank_order):
        yield _filter(item)
    yield from dict.fromkeys(_route(routed) for routed in program.routed)


def _count(counts: Counts, verdict: Verdict) -> bool:
    """Whether a filter or suppression matches. A filter matches archived findings too; of suppressions, only the one
    that archives the finding is counted.
    """
    by_key = counts.by_key
    for item in verdict.filters:
        by_key[_filter(item)] += 1
    if verdict.suppressions:
        counts.archived += 1
        by_key[_filter(verdict.suppressions[0])] += 1
        return True
    for routed in verdict.matched_routes:
        by_key[_route(routed)] += 1
    counts.unmatched += not verdict.filters
    return bool(verdict.filters)


def _filter(item: Filter) -> Key:
    return ("suppression" if item.justification else "filter", item.full_name)


def _route(routed: RoutedFindings) -> Key:
    return ("route", f"{routed.route}, for {routed.full_name}")
