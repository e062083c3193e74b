"""Malware scans of buckets: which objects are scanned, with which role and key, and whether they are tagged."""

from collections.abc import Iterator
from typing import Any

from ...model.scans import MalwareScan
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both

_ALL = "all objects"


def _fewer_objects(pair: Pair) -> Iterator[Difference]:
    """Buckets that are no longer scanned, and prefixes of others."""
    for scan in pair.scans.gone:
        yield _difference(scan, None, sorted(scan.prefixes), None, ", ".join(scan.prefixes) or _ALL)
    for old, new in pair.scans.kept:
        lost = [prefix for prefix in old.prefixes or ("",) if not _is_scanned(prefix, new)]
        if lost:
            detail = f"everything outside {', '.join(new.prefixes)}" if lost == [""] else ", ".join(lost)
            yield _difference(old, new, sorted(old.prefixes), sorted(new.prefixes), detail)


def _is_scanned(prefix: str, scan: MalwareScan) -> bool:
    return not scan.prefixes or any(prefix.startswith(scanned) for scanned in scan.prefixes)


def _without_tags(pair: Pair) -> Iterator[Difference]:
    for old, new in pair.scans.kept:
        if old.tag_objects and not new.tag_objects:
            yield _difference(old, new, True, False)


def _without_key(pair: Pair) -> Iterator[Difference]:
    """Scans that may no longer use a key, without which they cannot read what it encrypts."""
    for old, new in pair.scans.kept:
        if old.kms_key_arn and old.kms_key_arn != new.kms_key_arn:
            yield _difference(old, new, old.kms_key_arn, new.kms_key_arn, old.kms_key_arn)


def _elsewhere(pair: Pair) -> Iterator[Difference]:
    """Scans in another account or Region than before; a bucket is in one only."""
    for old, new in pair.scans.kept:
        before, after = ([scan.account_id, scan.region] for scan in (old, new))
        if before != after:
            yield _difference(
                old, new, before, after, f"account {after[0]} and {after[1]}, no longer in {before[0]} and {before[1]}"
            )


def _difference(old: MalwareScan, new: MalwareScan | None, before: Any, after: Any, detail: str = "") -> Difference:
    scan = new or old
    subject = Subject("malware_scan", scan.bucket, scan.team, scan.account_id, (scan.region,))
    what = f"the malware scan of bucket {scan.bucket} ({scan.full_name})"
    return Difference(subject, old.origin, new.origin if new else None, before, after, what, detail)


RULES = (
    *both(
        _fewer_objects,
        Says(
            "scan-narrowed",
            Level.BLIND,
            "{what} leaves out {detail}",
            "new objects of a bucket are no longer scanned, or not those with some prefix",
        ),
        Says("scan-widened", Level.SAFE, "{what} covers {detail}", "more new objects of a bucket are scanned"),
    ),
    *both(
        _without_tags,
        Says(
            "scan-tags-off",
            Level.BLIND,
            "{what} no longer tags objects",
            "scanned objects no longer get the tag that policies can go by",
        ),
        Says("scan-tags-on", Level.SAFE, "{what} tags objects", "scanned objects get a tag with the result"),
    ),
    *both(
        _without_key,
        Says(
            "scan-key-removed",
            Level.BLIND,
            "{what} can no longer read objects encrypted with {detail}",
            "a scan may no longer use the key that encrypts objects",
        ),
        Says("scan-key-added", Level.SAFE, "{what} can read objects encrypted with {detail}", "a scan may use a key"),
    ),
    *alone(
        _elsewhere,
        Says(
            "scan-moved",
            Level.REVIEW,
            "{what} is in {detail}",
            "a bucket is scanned in another account or Region; only one of them can be right",
        ),
        "the change back is a move too",
    ),
)
