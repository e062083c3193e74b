"""A report as text for a terminal or a log."""

from collections.abc import Iterator

from ..diagnostics.shown import shown, whole
from ..terminal import PIPE, Colour, Screen
from .change import Change, Level
from .report import Report
from .wording import places, replayed_lines, stack_line, verdict

_COLOURS: dict[Level, Colour] = {
    Level.BLIND: "red",
    Level.REPLACE: "yellow",
    Level.REVIEW: "cyan",
    Level.SAFE: "green",
}


def render_text(report: Report, screen: Screen = PIPE) -> str:
    """All of a report, the worst first."""
    return "\n".join(_lines(report, screen)) + "\n"


def _lines(report: Report, screen: Screen) -> Iterator[str]:
    for change in report.changes:
        if change.fingerprint not in report.accepted:
            yield from _change(report, change, screen)
    for change in report.already_accepted:
        yield from _accepted(report, change, screen)
    if report.stacks:
        yield "Stacks, in the order of applying:"
        yield from (f"  {shown(stack_line(stack))}" for stack in report.stacks)
    if report.replayed:
        yield "Past findings:"
        yield from (f"  {shown(line)}" for line in replayed_lines(report.replayed))
    if report.lasting:
        yield "Reverting does not undo:"
        yield from (f"  {sentence}" for sentence in report.lasting)
    for unused in report.unused:
        place = f"{unused.span.source.path}:{unused.span.line}"
        yield shown(f"{place}: nothing has the fingerprint {unused.fingerprint}: remove the entry")
    yield screen.coloured(shown(verdict(report)), "bold")


def _change(report: Report, change: Change, screen: Screen) -> Iterator[str]:
    yield f"{screen.coloured(f'{change.level:<8}', _COLOURS[change.level])} {whole(change.sentence)}"
    yield f"         {_about(report, change)}"


def _accepted(report: Report, change: Change, screen: Screen) -> Iterator[str]:
    by = report.accepted[change.fingerprint]
    yield f"{screen.coloured('accepted', 'dim')} {change.level}: {whole(change.sentence)}"
    yield f"         {shown(f'by {by.by}: {by.reason}')}"
    yield f"         {_about(report, change)}"


def _about(report: Report, change: Change) -> str:
    where = places(report, change)
    return shown(f"{f'{where}  ' if where else ''}[{change.rule}] {change.fingerprint}")
