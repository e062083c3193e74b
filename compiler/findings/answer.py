"""What happens to a finding, for machines: the data of ``--format json``, as ``docs/explain.schema.json`` describes it.

The keys are a promise: programs read them.
"""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

from ..meaning.evaluation import Finding
from ..model.filters import Filter, RoutedFindings
from ..model.program import UsedPack
from .about import About
from .directory import Directory
from .nature import is_archived, is_sample, level_of, status_of, successor_of
from .read import Item
from .report import spec_of
from .sequence import parts_of
from .verdict import Judge, NearMiss, Verdict
from .wording import failure


def data(item: Item, judge: Judge) -> dict[str, Any]:
    """Everything about one finding."""
    finding, verdict = item.finding, judge.verdict(item.finding)
    return {
        "place": str(item.place),
        **item.place._asdict(),
        **_finding(finding, judge.directory),
        "assets": [_about(each) for each in judge.about(finding)],
        "has_detector": finding.get("region") in judge.regions,
        "not_created": judge.obstacle(finding),
        "filters": [{**_named(matched), "created": judge.has_views} for matched in verdict.filters],
        "suppression": _suppression(verdict, judge),
        "routes": [{"route": routed.route, "for": routed.full_name} for routed in verdict.routed],
        "sent_to": list(_sent(verdict.routed, finding, judge.directory)),
        "kept_from": list(_sent(verdict.matched_routes if verdict.archived_by else (), finding, judge.directory)),
        "sequence": [_plain_part(part._asdict()) for part in parts_of(finding, judge.directory)],
        "near_misses": [_miss(miss) for miss in judge.near_misses(finding)],
    }


def _finding(finding: Finding, directory: Directory) -> dict[str, Any]:
    """What it is, and whose account it is about."""
    account_id = finding.get("accountId")
    account = directory.account(account_id)
    known = {"name": account.name, "team": account.team, "owner": account.owner} if account else None
    return {
        "id": _plain(finding.get("id")),
        "type": finding["type"],
        "status": status_of(finding),
        "successor": successor_of(finding),
        "severity": _plain(finding.get("severity")),
        "level": level_of(finding.get("severity")),
        "account_id": _plain(account_id),
        "account": known,
        "region": _plain(finding.get("region")),
        "is_sample": is_sample(finding),
        "is_archived": is_archived(finding),
    }


def _about(about: About) -> dict[str, Any]:
    asset = about.asset
    known = {"name": asset.full_name, "kind": asset.kind, "named": about.naming.value, "matched": about.is_watched}
    return {**known, "spec": spec_of(asset.origin)}


def _sent(several: Iterable[RoutedFindings], finding: Finding, directory: Directory) -> Iterator[dict[str, Any]]:
    for routed in several:
        for target in directory.destinations(routed, finding["region"]):
            yield {
                "route": routed.route,
                "for": routed.full_name,
                "service": target.service,
                "arn": target.arn,
                "region": target.region,
                "account_id": target.account_id,
                "owner": directory.named(target.account_id),
                "emails": list(target.emails),
            }


def _named(matched: Filter) -> dict[str, str]:
    return {"name": matched.full_name, "spec": spec_of(matched.origin)}


def _suppression(verdict: Verdict, judge: Judge) -> dict[str, Any] | None:
    suppression = verdict.archived_by
    if suppression is None or suppression.justification is None:
        return None
    why, used = suppression.justification, judge.packs.get(suppression.full_name)
    details = {"reason": why.reason, "expires": why.expires.isoformat()}
    return {**_named(suppression), **details, "ticket": why.ticket, "approved_by": why.approved_by, **_pack(used)}


def _pack(used: UsedPack | None) -> dict[str, Any]:
    return {"pack": {"name": used.pack, "caveat": used.caveat} if used else None}


def _plain(value: object) -> object:
    """A value that every JSON reader accepts: a number out of range, such as 1e999, becomes text."""
    is_plain = value is None or isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))
    return value if is_plain else str(value)


def _plain_part(part: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in part.items()}


def _miss(miss: NearMiss) -> dict[str, Any]:
    return {
        **_named(miss.filter),
        "would_archive": miss.filter.justification is not None,
        "field": miss.failed.condition.field.name,
        "values": [_plain(value) for value in miss.failed.values],
        "why": failure(miss.failed),
        "conditions_met": miss.met,
    }
