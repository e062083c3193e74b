"""What happens to a finding, in words: who gets it, and why nobody else does."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..meaning.evaluation import Finding
from ..model.filters import Filter
from ..model.origin import Origin
from .directory import Destination
from .nature import is_archived, level_of, oddities
from .read import Item
from .sequence import parts_of
from .verdict import Judge, NearMiss, Verdict
from .wording import VIEWS_NOT_CREATED, failure

_SHOWN = 5


class Line(NamedTuple):
    """A line of a report: a label such as ``archived by``, and a text."""

    label: str
    text: str


def title(item: Item) -> str:
    finding = item.finding
    level = level_of(finding.get("severity"))
    severity = f"severity {finding.get('severity')}{f' ({level})' if level else ''}"
    where = f"account {finding.get('accountId')}, {finding.get('region')}"
    return f"{item.place}: {finding['type']}, {severity}, {where}"


def lines(item: Item, judge: Judge) -> Iterator[Line]:
    """A line for everything that happens to a finding, and for the filters that nearly match."""
    finding = item.finding
    verdict = judge.verdict(finding)
    yield Line("account", judge.directory.named(finding.get("accountId")))
    yield from _about(finding, judge)
    yield from (Line("note", text) for text in _notes(finding, verdict))
    yield from _obstacles(finding, judge)
    yield from _sent(finding, verdict, judge)
    note = "" if judge.has_views else f", {VIEWS_NOT_CREATED}"
    for matched in verdict.filters:
        yield Line("saved view", f"{matched.full_name} ({spec_of(matched.origin)}){note}")
    if not verdict.filters and not verdict.archived_by:
        yield Line("saved view", "none")
    for kind in ("actor", "resource", "signal"):
        texts = [part.text for part in parts_of(finding, judge.directory) if part.kind == kind]
        yield from _first(kind, texts)
    yield from _first("near miss", [_miss(miss) for miss in judge.near_misses(finding)])


def spec_of(origin: Origin) -> str:
    return f"{origin.span.source.path}:{origin.span.line}"


def _about(finding: Finding, judge: Judge) -> Iterator[Line]:
    """The assets that it is about; of an account of the specs, also that it is about none."""
    about = judge.about(finding)
    yield from _first("about", [each.text for each in about])
    if not about and judge.directory.account(finding.get("accountId")):
        yield Line("about", "no asset that the specs declare")


def _notes(finding: Finding, verdict: Verdict) -> Iterator[str]:
    yield from oddities(finding)
    if is_archived(finding) and not verdict.archived_by:
        yield "archived in GuardDuty already, but by no suppression of these specs"


def _obstacles(finding: Finding, judge: Judge) -> Iterator[Line]:
    if finding.get("region") not in judge.regions:
        yield Line("no detector", f"the organization has none in {finding.get('region')}")
    obstacle = judge.obstacle(finding)
    if obstacle:
        yield Line("not created", obstacle)


def _sent(finding: Finding, verdict: Verdict, judge: Judge) -> Iterator[Line]:
    """Where it is sent, or what keeps it from being sent."""
    if verdict.archived_by:
        yield Line("archived by", _suppression(verdict.archived_by))
        used = judge.packs.get(verdict.archived_by.full_name)
        yield from (Line("by pack", f"{used.pack}: {used.caveat}"),) if used else ()
    for routed in verdict.matched_routes:
        for target in judge.directory.destinations(routed, finding["region"]):
            text = f"{routed.route}, for {routed.full_name}: {_target(target, judge)}"
            yield Line("kept from" if verdict.archived_by else "sent to", text)
    if not verdict.routed:
        yield Line("sent to", f"nobody{', because it is archived' if verdict.matched_routes else ''}")


def _target(destination: Destination, judge: Judge) -> str:
    """The ARN and whose it is; of a topic that is ours to make, who gets its e-mail."""
    if destination.arn is None:
        emails = ", ".join(destination.emails)
        return f"a topic of its own{f', with e-mail to {emails}' if emails else ''}"
    return f"{destination.arn} ({judge.directory.named(destination.account_id)})"


def _first(label: str, texts: Sequence[str]) -> Iterator[Line]:
    yield from (Line(label, text) for text in texts[:_SHOWN])
    if len(texts) > _SHOWN:
        yield Line(label, f"{len(texts) - _SHOWN:,} more with --format json")


def _miss(miss: NearMiss) -> str:
    """A view would show the finding, a suppression would have archived it."""
    would = " would have archived it" if miss.filter.justification else ""
    return f"{miss.filter.full_name}{would}: {failure(miss.failed)}"


def _suppression(suppression: Filter) -> str:
    why = suppression.justification
    assert why is not None
    details = [f"until {why.expires}", *(text for text in (why.ticket, why.approved_by) if text)]
    return f"{suppression.full_name} ({spec_of(suppression.origin)}): {why.reason} ({', '.join(details)})"
