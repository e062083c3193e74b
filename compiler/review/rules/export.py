"""The export: whether findings are kept, where, and for how long."""

from collections.abc import Iterator
from math import inf

from ...model.export import CreatedExport, Export, ObjectLock
from ..change import Level
from ..pair import Pair
from ..rule import Difference, Says, alone, both, of_document

_UNLIMITED = "unlimited"


def _gone(pair: Pair) -> Iterator[Difference]:
    before, after = _exports(pair)
    if before and not after:
        yield _difference(pair, _place(before), None)


def _elsewhere(pair: Pair) -> Iterator[Difference]:
    """Findings are exported to another bucket, or encrypted with another key."""
    before, after = _exports(pair)
    if before and after and _place(before) != _place(after):
        yield _difference(pair, _place(before), _place(after), f"{_place(after)}, no longer to {_place(before)}")


def _shorter(pair: Pair) -> Iterator[Difference]:
    """Findings are deleted earlier. How long a bucket of your own keeps them is not in the specs."""
    before, after = _exports(pair)
    if isinstance(before, CreatedExport) and isinstance(after, CreatedExport) and _days(after) < _days(before):
        yield _difference(pair, before.retention_days or _UNLIMITED, after.retention_days or _UNLIMITED)


def _unlocked(pair: Pair) -> Iterator[Difference]:
    """Files of findings are locked for a shorter time, or can be deleted in spite of the lock."""
    before, after = _locks(pair)
    if before and (after is None or after.days < before.days or _strictness(after) < _strictness(before)):
        yield _difference(pair, _lock(before), _lock(after) if after else "not at all")


def _locks(pair: Pair) -> tuple[ObjectLock | None, ObjectLock | None]:
    """Of a bucket that both versions create; what another bucket does is not in the specs."""
    before, after = _exports(pair)
    if isinstance(before, CreatedExport) and isinstance(after, CreatedExport):
        return before.object_lock, after.object_lock
    return None, None


def _strictness(lock: ObjectLock) -> int:
    return ("GOVERNANCE", "COMPLIANCE").index(lock.mode)


def _lock(lock: ObjectLock) -> str:
    return f"for {lock.days} days ({lock.mode.lower()})"


def _exports(pair: Pair) -> tuple[Export | CreatedExport | None, Export | CreatedExport | None]:
    return pair.before.organization.export, pair.after.organization.export


def _place(export: Export | CreatedExport) -> str:
    if isinstance(export, CreatedExport):
        return f"the created bucket {export.bucket}"
    return f"{export.bucket_arn} with key {export.kms_key_arn}"


def _days(export: CreatedExport) -> float:
    return inf if export.retention_days is None else export.retention_days


def _difference(pair: Pair, old: object, new: object, detail: str = "") -> Difference:
    return of_document(pair, "export", "export", old, new, "the export", detail)


RULES = (
    *both(
        _gone,
        Says(
            "export-off",
            Level.BLIND,
            "{what} is gone: findings are kept for 90 days only",
            "findings are no longer exported",
        ),
        Says("export-on", Level.SAFE, "{what} is new: findings are kept", "findings are exported"),
    ),
    *alone(
        _elsewhere,
        Says(
            "export-moved",
            Level.REVIEW,
            "{what} goes to {detail}",
            "findings are exported to another bucket or with another key, and who reads them there is not in the specs",
        ),
        "the change back is a move too",
    ),
    *both(
        _shorter,
        Says(
            "retention-shortened",
            Level.BLIND,
            "{what} deletes findings earlier: after {new} days, before {old}",
            "exported findings are deleted earlier",
        ),
        Says(
            "retention-extended",
            Level.SAFE,
            "{what} keeps findings longer: {new} days, before {old}",
            "findings are kept longer",
        ),
    ),
    *both(
        _unlocked,
        Says(
            "export-lock-loosened",
            Level.BLIND,
            "{what} locks new files {new}, before {old}",
            "files of findings can be deleted or overwritten earlier, or by more people",
        ),
        Says(
            "export-lock-tightened",
            Level.SAFE,
            "{what} locks new files {new}, before {old}",
            "files are locked longer, or against more people",
        ),
    ),
)
