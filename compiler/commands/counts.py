"""What ``explain`` prints about many findings: how many match what, and what there is beside it."""

from collections import Counter
from collections.abc import Iterator

from ..diagnostics.shown import shown
from ..findings.overview import Overview
from ..findings.replay import Counts, keys
from ..findings.wording import VIEWS_NOT_CREATED
from ..model.program import Program
from ..terminal import Column, Screen, count_of

_COLUMNS = (Column("kind"), Column("name", folds=True), Column("findings", is_number=True))
_MONTHS = (Column("month"), Column("findings", is_number=True))
_BAR = 40  # characters of the longest bar
_MOST = 10  # types and accounts in the data


def text(counts: Counts, program: Program, screen: Screen) -> Iterator[str]:
    """Also shows what matches nothing."""
    total = count_of(counts.findings, "finding")
    yield f"{total}: {counts.archived:,} archived, {counts.unmatched:,} not matched by any filter or suppression"
    rows = [(kind, name, f"{counts.by_key[kind, name]:,}") for kind, name in keys(program)]
    yield screen.table(_COLUMNS, rows)
    if not program.organization.has_views:
        yield f"filters are {VIEWS_NOT_CREATED}"
    yield from _notes(counts.overview)
    if len(counts.overview.by_month()) > 1:
        yield _chart(counts.overview, screen)


def data(counts: Counts) -> dict[str, object]:
    """The keys are a promise: programs read them. ``docs/explain.schema.json`` describes them."""
    rows = [{"kind": kind, "name": name, "findings": n} for (kind, name), n in sorted(counts.by_key.items())]
    overview = counts.overview
    return {
        "findings": counts.findings,
        "archived": counts.archived,
        "unwatched": counts.unmatched,
        "skipped": counts.skipped,
        "watchers": rows,
        "ids": len(overview.ids),
        "updates": overview.updates,
        "is_exact": overview.ids.is_exact,
        "without_detector": overview.without_detector,
        "unwatched_types": _most(overview.unmatched_types, "type"),
        "unwatched_accounts": _most(overview.unmatched_accounts, "account_id"),
        "months": [{"month": month, "findings": n} for month, n in overview.by_month().items()],
    }


def _notes(overview: Overview) -> Iterator[str]:
    if overview.updates:
        about = "" if overview.ids.is_exact else "about "
        yield f"{about}{overview.updates:,} of them are updates of others, by their ids"
    if overview.without_detector:
        yield f"{count_of(overview.without_detector, 'finding')} from Regions without a detector of the organization"
    for name, counter in (("type", overview.unmatched_types), ("account", overview.unmatched_accounts)):
        for value, number in _ranked(counter)[:1]:
            yield shown(f"most frequent {name} of those not matched: {value} ({number:,})")


def _chart(overview: Overview, screen: Screen) -> str:
    """By month; with bars on a terminal."""
    months = overview.by_month()
    longest = max(months.values())
    rows = [[month, f"{n:,}", "█" * round(n * _BAR / longest)] for month, n in months.items()]
    if screen.is_terminal:
        return screen.table((*_MONTHS, Column("")), rows)
    return screen.table(_MONTHS, [row[:2] for row in rows])


def _most(counter: Counter[str], name: str) -> list[dict[str, object]]:
    return [{name: value, "findings": number} for value, number in _ranked(counter)[:_MOST]]


def _ranked(counter: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, and by name where several are as frequent."""
    return sorted(counter.items(), key=lambda row: (-row[1], row[0]))
