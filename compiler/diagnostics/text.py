"""Diagnostics as text for people: place, message and code, the source line, a caret, the help."""

import unicodedata
from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic
from compiler.diagnostics.shown import printable, shown
from compiler.secrets import redact
from compiler.source import Span

_WIDEST_LINE = 160


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """All of them, a blank line between two, a count at the end; empty for none."""
    items = list(diagnostics)
    if not items:
        return ""
    blocks = ["\n".join(_block(item)) for item in items]
    return "\n\n".join([*blocks, _count(items)]) + "\n"


def _block(item: Diagnostic) -> Iterator[str]:
    kind = "" if item.is_error else "warning: "
    yield f"{shown(str(item.span))}: {kind}{shown(item.message)} [{item.code}]"
    yield from _excerpt(item.span)
    for what, span in item.related:
        yield f"   note: {shown(str(span))}: {shown(what)}"
        yield from _excerpt(span)
    if item.help:
        yield f"   help: {shown(item.help)}"


def _excerpt(span: Span) -> Iterator[str]:
    """The source line under its number, and a caret under what is meant, as far as that line goes."""
    line = redact(span.source.line(span.line))
    if not line.strip():
        return
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start, end = span.column - 1, max(span.column, min(end - 1, len(line.rstrip())))
    start, end, line = _window(line, start, end)
    yield f"{span.line:>6} | {printable(line)}"
    marks = "^" + "~" * (_width(line[start:end]) - 1)
    yield f"       | {' ' * _width(line[:start])}{marks}"


def _window(line: str, start: int, end: int) -> tuple[int, int, str]:
    """A very long line cut to the part around what is meant."""
    if len(line) <= _WIDEST_LINE:
        return start, end, line
    first = max(0, min(start - _WIDEST_LINE // 4, len(line) - _WIDEST_LINE))
    part = line[first : first + _WIDEST_LINE]
    return start - first, min(end - first, len(part)), part


def _width(text: str) -> int:
    """Columns on a terminal: East Asian wide characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _count(items: list[Diagnostic]) -> str:
    errors = sum(item.is_error for item in items)
    warnings = len(items) - errors
    words = [f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in ((errors, "problem"), (warnings, "warning")) if n]
    return " and ".join(words) + "."
