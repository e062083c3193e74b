"""What becomes of findings, told to people and to machines."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from compiler.findings.read import Item
from compiler.findings.verdict import Judge, NearMiss, Verdict, Watcher
from compiler.findings.wording import failure
from compiler.model.program import Filter

_SHOWN_MISSES = 5


def lines(item: Item, judge: Judge) -> Iterator[str]:
    """A finding as text: what it is, then one line for each thing that becomes of it."""
    finding = item.finding
    verdict = judge.verdict(finding)
    where = f"account {finding.get('accountId')}, {finding.get('region')}"
    yield f"{item.place}: {finding['type']}, severity {finding.get('severity')}, {where}"
    if finding.get("region") not in judge.regions:
        yield f"  no detector      of this organization stands in {finding.get('region')}"
    if verdict.suppression:
        yield f"  archived by      {_archived(verdict.suppression)}"
    for asked in verdict.filters:
        yield f"  shown by         {asked.full_name} ({place(asked)})"
    for routed in verdict.routed:
        yield f"  sent to          {routed.route}, for {routed.full_name}"
    if not verdict.filters and not verdict.suppression:
        yield "  shown by         no filter"
    for miss in judge.near_misses(finding)[:_SHOWN_MISSES]:
        yield f"  but for one      {miss.filter.full_name}: {failure(miss)}"


def data(item: Item, judge: Judge) -> dict[str, Any]:
    """The same for machines."""
    verdict = judge.verdict(item.finding)
    return {
        "place": item.place,
        "id": _plain(item.finding.get("id")),
        "type": item.finding["type"],
        "filters": [_named(asked) for asked in verdict.filters],
        "suppression": _suppression(verdict),
        "routes": [{"route": routed.route, "for": routed.full_name} for routed in verdict.routed],
        "near_misses": [_miss(miss) for miss in judge.near_misses(item.finding)],
    }


def place(watcher: Watcher) -> str:
    return f"{watcher.origin.span.source.path}:{watcher.origin.span.line}"


def _archived(suppression: Filter) -> str:
    why = suppression.justification
    assert why is not None
    said = [f"until {why.expires}", *(text for text in (why.ticket, why.approved_by) if text)]
    return f"{suppression.full_name} ({place(suppression)}): {why.reason} ({', '.join(said)})"


def _named(watcher: Watcher) -> dict[str, str]:
    return {"name": watcher.full_name, "spec": place(watcher)}


def _suppression(verdict: Verdict) -> dict[str, Any] | None:
    if verdict.suppression is None or verdict.suppression.justification is None:
        return None
    why = verdict.suppression.justification
    expires = why.expires.isoformat()
    said = {"reason": why.reason, "expires": expires, "ticket": why.ticket, "approved_by": why.approved_by}
    return {**_named(verdict.suppression), **said}


def _plain(value: object) -> object:
    """A value that every reader of JSON takes: a number out of range, as 1e999, becomes text."""
    is_plain = value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
    return value if is_plain else str(value)


def _miss(miss: NearMiss) -> dict[str, Any]:
    field = miss.failed.condition.field.name
    return {
        **_named(miss.filter),
        "field": field,
        "values": [_plain(value) for value in miss.failed.values],
        "why": failure(miss),
    }
