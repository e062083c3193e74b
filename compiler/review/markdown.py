"""A report as Markdown for a comment on a pull request.

Values of specs are untrusted, and a comment can mention people, link and load images. So every text with one is code,
in which nothing is any of that.
"""

from collections.abc import Iterable, Iterator

from ..diagnostics.shown import whole
from ..terminal import count_of
from .change import LEVELS, Change, Level
from .report import Report
from .wording import places, replayed_lines, stack_line, verdict

MARKER = "<!-- watchspec diff -->"
"""The first line of every comment, by which a workflow finds the one to update."""
LONGEST = 65_000  # characters; GitHub accepts 65,536
_FULL, _BRIEF = True, False


def render_markdown(report: Report) -> str:
    """Nothing where nothing changes. Blind and replace are always all there, the rest as far as it fits."""
    if report.is_empty:
        return ""
    head = f"{MARKER}\n**watchspec** {code(verdict(report))}\n"
    for is_full in (_FULL, _BRIEF):
        worst = "".join(_worst(report, is_full=is_full))
        if len(head) + len(worst) < LONGEST:
            return head + worst + _fitting(_folded(report), LONGEST - len(head) - len(worst))
    return head + _cut(worst, LONGEST - len(head))


def code(text: str) -> str:
    """A text as code on one line: without the sign that ends code."""
    return "`" + whole(text).replace("`", "'") + "`"


def _worst(report: Report, *, is_full: bool) -> Iterator[str]:
    """What may never be cut, with the places and fingerprints if there is room for them."""
    for level in (Level.BLIND, Level.REPLACE):
        changes = report.of(level)
        if changes:
            yield f"\n### {level.capitalize()}: {LEVELS[level]}\n\n"
            yield from (_item(report, change, is_full=is_full) for change in changes)


def _folded(report: Report) -> Iterator[tuple[str, list[str]]]:
    """The title and the lines of each part that is folded."""
    for level in (Level.REVIEW, Level.SAFE):
        items = [_item(report, change, is_full=True) for change in report.of(level)]
        yield f"{len(items):,} {level}: {LEVELS[level]}", items
    accepted = [_accepted(report, change) for change in report.already_accepted]
    yield f"{len(accepted):,} accepted", accepted
    stacks = count_of(len(report.stacks), "stack")
    yield f"{stacks}, in the order of applying", [_line(stack_line(s)) for s in report.stacks]
    replayed = [_line(line.strip()) for line in replayed_lines(report.replayed)] if report.replayed else []
    yield "Past findings", replayed
    yield "Reverting does not undo", [f"- {sentence}\n" for sentence in report.lasting]
    unused = [_line(f"{each.fingerprint}, {each.reason}") for each in report.unused]
    yield f"{count_of(len(unused), 'acceptance')} without a change", unused


def _fitting(parts: Iterable[tuple[str, list[str]]], room: int) -> str:
    """The parts that are not empty, each folded, as far as there is room."""
    text = ""
    for title, items in parts:
        head, tail = f"\n<details><summary>{title}</summary>\n\n", "\n</details>\n"
        left = room - len(text) - len(head) - len(tail)
        if items and left > 0:
            text += head + _cut("".join(items), left) + tail
    return text


def _cut(text: str, room: int) -> str:
    """Whole lines of a text, and how many more there are."""
    if len(text) <= room:
        return text
    lines = text.splitlines(keepends=True)
    kept: list[str] = []
    room -= len(_more(len(lines)))
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        kept.append(line)
    return "".join(kept) + _more(len(lines) - len(kept))


def _more(number: int) -> str:
    return f"- and {number:,} more, which the output of the command lists\n"


def _item(report: Report, change: Change, *, is_full: bool) -> str:
    where = places(report, change)
    about = f"  \n  {code(where)}" if is_full and where else ""
    return f"- {code(change.sentence)}{about} {code(f'{change.rule} {change.fingerprint}')}\n"


def _accepted(report: Report, change: Change) -> str:
    by = report.accepted[change.fingerprint]
    return f"- {change.level}: {code(change.sentence)}, accepted by {code(by.by)}: {code(by.reason)}\n"


def _line(text: str) -> str:
    return f"- {code(text)}\n"
