"""What happens to a finding, for people and for machines."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

from ..model.origin import Origin
from ..model.program import Filter
from .read import Item
from .verdict import Judge, NearMiss, Verdict
from .wording import VIEWS_NOT_CREATED, failure

_SHOWN_MISSES = 5


class Line(NamedTuple):
    """A line of a report: a label such as ``archived by``, and a text."""

    label: str
    text: str


def title(item: Item) -> str:
    finding = item.finding
    where = f"account {finding.get('accountId')}, {finding.get('region')}"
    return f"{item.place}: {finding['type']}, severity {finding.get('severity')}, {where}"


def lines(item: Item, judge: Judge) -> Iterator[Line]:
    """A line for everything that happens to a finding, and for the filters that nearly match."""
    finding = item.finding
    verdict = judge.verdict(finding)
    if finding.get("region") not in judge.regions:
        yield Line("no detector", f"the organization has none in {finding.get('region')}")
    obstacle = judge.obstacle(finding)
    if obstacle:
        yield Line("not created", obstacle)
    if verdict.archived_by:
        yield Line("archived by", _suppression(verdict.archived_by))
    note = "" if judge.has_views else f", {VIEWS_NOT_CREATED}"
    for matched in verdict.filters:
        yield Line("matched by", f"{matched.full_name} ({_spec(matched.origin)}){note}")
    for routed in verdict.routed:
        yield Line("sent to", f"{routed.route}, for {routed.full_name}")
    if not verdict.filters and not verdict.archived_by:
        yield Line("matched by", "no filter")
    for miss in judge.near_misses(finding)[:_SHOWN_MISSES]:
        yield Line("near miss", f"{miss.filter.full_name}: {failure(miss.failed)}")


def data(item: Item, judge: Judge) -> dict[str, Any]:
    """The same for machines. The keys are a promise: programs read them."""
    verdict = judge.verdict(item.finding)
    return {
        "place": str(item.place),
        **item.place._asdict(),
        "id": _plain(item.finding.get("id")),
        "type": item.finding["type"],
        "not_created": judge.obstacle(item.finding),
        "filters": [{**_named(matched), "created": judge.has_views} for matched in verdict.filters],
        "suppression": _suppression_data(verdict),
        "routes": [{"route": routed.route, "for": routed.full_name} for routed in verdict.routed],
        "near_misses": [_miss(miss) for miss in judge.near_misses(item.finding)],
    }


def _spec(origin: Origin) -> str:
    return f"{origin.span.source.path}:{origin.span.line}"


def _suppression(suppression: Filter) -> str:
    why = suppression.justification
    assert why is not None
    details = [f"until {why.expires}", *(text for text in (why.ticket, why.approved_by) if text)]
    return f"{suppression.full_name} ({_spec(suppression.origin)}): {why.reason} ({', '.join(details)})"


def _named(matched: Filter) -> dict[str, str]:
    return {"name": matched.full_name, "spec": _spec(matched.origin)}


def _suppression_data(verdict: Verdict) -> dict[str, Any] | None:
    suppression = verdict.archived_by
    if suppression is None or suppression.justification is None:
        return None
    why = suppression.justification
    details = {"reason": why.reason, "expires": why.expires.isoformat()}
    return {**_named(suppression), **details, "ticket": why.ticket, "approved_by": why.approved_by}


def _plain(value: object) -> object:
    """A value that every JSON reader accepts: a number out of range, such as 1e999, becomes text."""
    is_plain = value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
    return value if is_plain else str(value)


def _miss(miss: NearMiss) -> dict[str, Any]:
    return {
        **_named(miss.filter),
        "field": miss.failed.condition.field.name,
        "values": [_plain(value) for value in miss.failed.values],
        "why": failure(miss.failed),
    }
