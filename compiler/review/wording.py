"""What all formats for people say in the same way."""

from collections.abc import Iterator

from ..terminal import count_of
from .change import Change, Level
from .replay import ARCHIVED, NOT_CREATED, NOT_SENT, UNMATCHED, Replayed
from .report import Report
from .stacks import StackChange, types_of

NOTHING = "nothing changes in what is watched, routed, scanned, exported or protected"

_FATES = {ARCHIVED: "be archived", NOT_CREATED: "no longer occur", UNMATCHED: "match no filter"}


def verdict(report: Report) -> str:
    """One line: ``4 changes: 3 blind, 1 safe``."""
    parts = [f"{len(report.of(level)):,} {level}" for level in Level if report.of(level)]
    parts += [f"{len(report.already_accepted):,} accepted"] if report.already_accepted else []
    if not report.changes:
        return NOTHING
    return f"{count_of(len(report.changes), 'change')}: {', '.join(parts)}"


def places(report: Report, change: Change) -> str:
    """Where it is written, in the version after if it is there, and in the one before."""
    after = [report.after.place(change.after)] if change.after else []
    before = [report.before.place(change.before)] if change.before else []
    if after and before:
        return f"{after[0]}, before {before[0]}"
    return "".join((*after, *before))


def stack_line(change: StackChange) -> str:
    """``acme-eu-west-1: 2 created (2 aws_guardduty_filter), 1 destroyed (aws_guardduty_member)``."""
    counted = (
        ("created", change.created),
        ("changed", change.changed),
        ("recreated", change.recreated),
        ("destroyed" if not change.is_gone else "left behind", change.destroyed),
    )
    parts = [f"{len(resources):,} {verb} ({types_of(resources)})" for verb, resources in counted if resources]
    new = " (new)" if change.is_new else " (gone)" if change.is_gone else ""
    return f"{change.stack.name}{new}: {', '.join(parts)}"


def replayed_lines(replayed: Replayed) -> Iterator[str]:
    """``of 3,102 findings, 14 would be archived, 2 of them High or Critical``, each with the first ones below it."""
    total = count_of(replayed.findings, "finding")
    if not replayed.lost:
        yield f"of {total}, none is lost"
    for what, tally in sorted(replayed.lost.items()):
        severe = f", {tally.severe:,} of them High or Critical" if tally.severe else ""
        yield f"of {total}, {tally.number:,} would {_fate(what)}{severe}"
        yield from (f"  {first}" for first in tally.first)
        more = tally.number - len(tally.first)
        yield from [f"  and {more:,} more"] if more else []
    if replayed.gained.number:
        yield f"of {total}, {replayed.gained.number:,} would be shown, matched or sent where they are not"
    if replayed.skipped:
        yield f"{replayed.skipped:,} could not be read"


def _fate(loss: str) -> str:
    """What findings would do: ``be archived``, ``not be sent to soc``."""
    return _FATES.get(loss) or f"not be sent to {loss.removeprefix(NOT_SENT)}"
