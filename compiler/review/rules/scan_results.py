"""Results of malware scans: which of them are sent, and on which route."""

from collections.abc import Iterator
from typing import Any

from ...model.scans import RoutedScanResults
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both


def _fewer(pair: Pair) -> Iterator[Difference]:
    """Results that are no longer sent; not those of a bucket that is no longer scanned, which is a rule of its own."""
    scanned = {scan.bucket for scan in pair.after.scans}
    for old in pair.scan_results.gone:
        if old.bucket in scanned:
            yield _difference(old, None, list(old.statuses), None, _words(old.statuses))
    for old, new in pair.scan_results.kept:
        lost = [status for status in old.statuses if status not in new.statuses]
        if lost:
            yield _difference(old, new, list(old.statuses), list(new.statuses), _words(lost))


def _elsewhere(pair: Pair) -> Iterator[Difference]:
    """Results that are sent on another route."""
    for old, new in pair.scan_results.kept:
        if not pair.is_same_route(old.route, new.route):
            yield _difference(old, new, old.route, new.route, f"{new.route}, no longer to {old.route}")


def _words(statuses: Any) -> str:
    return ", ".join(status.lower() for status in statuses)


def _difference(
    old: RoutedScanResults, new: RoutedScanResults | None, before: Any, after: Any, detail: str
) -> Difference:
    results = new or old
    subject = Subject("malware_scan", results.bucket, results.team, results.account_id, (results.region,))
    what = f"the malware scan of bucket {results.bucket} ({results.full_name})"
    return Difference(subject, old.origin, new.origin if new else None, before, after, what, detail)


RULES = (
    *both(
        _fewer,
        Says(
            "scan-results-removed",
            Level.BLIND,
            "{what} no longer sends {detail}",
            "results of malware scans are no longer sent",
        ),
        Says("scan-results-added", Level.SAFE, "{what} now also sends {detail}", "more results of scans are sent"),
    ),
    *alone(
        _elsewhere,
        Says(
            "scan-results-moved",
            Level.BLIND,
            "{what} sends its results to {detail}",
            "results of malware scans are sent on another route, so no longer on the one before",
        ),
        "the change back also leaves a route",
    ),
)
