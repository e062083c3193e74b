"""Diagnostics as text for people: place, message and code, the source line, a caret, the help."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from compiler.diagnostics import Diagnostic
from compiler.diagnostics.codes import page
from compiler.diagnostics.shown import printable, shown
from compiler.secrets import redact
from compiler.source import Source, Span

_WIDEST_LINE = 160


class Style(StrEnum):
    """What a piece of a line is; a terminal gives each its colour."""

    PLAIN = "plain"
    ERROR = "error"
    WARNING = "warning"
    HELP = "help"
    DIM = "dim"


class Piece(NamedTuple):
    text: str
    style: Style = Style.PLAIN


Line = tuple[Piece, ...]


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """All of them, a blank line between two, a count at the end; empty for none. Never a control sequence."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines(list(diagnostics)))


def lines(items: Sequence[Diagnostic], *, with_pages: bool = False) -> Iterator[Line]:
    """The lines of the text, in pieces; ``with_pages`` also the page of the documentation about each problem."""
    for item in items:
        yield from _block(item)
        if with_pages:
            yield (Piece(f"   page: {page(item.code)}", Style.DIM),)
        yield ()
    if items:
        yield (Piece(_count(items)),)


def _block(item: Diagnostic) -> Iterator[Line]:
    style = Style.ERROR if item.is_error else Style.WARNING
    kind = "" if item.is_error else "warning: "
    place = Piece(f"{shown(str(item.span))}: ")
    yield place, Piece(kind, style), Piece(shown(item.message), style), Piece(f" [{item.code}]", Style.DIM)
    yield from _excerpt(item.span, style)
    for what, span in item.related:
        yield (Piece(f"   note: {shown(str(span))}: {shown(what)}"),)
        yield from _excerpt(span, Style.PLAIN)
    if item.advice:
        yield Piece("   help: ", Style.HELP), Piece(shown(item.advice))


def _excerpt(span: Span, style: Style) -> Iterator[Line]:
    """The source line under its number, and a caret under what is meant, as far as that line goes."""
    line = _safe_line(span.source, span.line)
    if not line:
        return
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start, end = span.column - 1, max(span.column, min(end - 1, len(line)))
    start, end, line = _window(line, start, end)
    yield Piece(f"{span.line:>6} | ", Style.DIM), Piece(printable(line))
    marks = "^" + "~" * (_width(line[start:end]) - 1)
    yield Piece("       | ", Style.DIM), Piece(" " * _width(line[:start])), Piece(marks, style)


@lru_cache(maxsize=16)
def _safe_line(source: Source, number: int) -> str:
    """A line without secrets and without blanks at its end. Kept, because many problems may be in one long line."""
    return redact(source.line(number)).rstrip()


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


def _count(items: Sequence[Diagnostic]) -> str:
    errors = sum(item.is_error for item in items)
    warnings = len(items) - errors
    words = [f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in ((errors, "problem"), (warnings, "warning")) if n]
    return " and ".join(words) + "."
