"""Diagnostics as text for people: place, message and code, the source line, a caret, the help."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..secrets import redact
from ..source import Source, Span
from ..terminal import PIPE, Colour, Screen
from . import Diagnostic
from .capped import FOR_PEOPLE, capped
from .codes import explained_by
from .shown import printable, shown

_WIDEST_LINE = 160


class Piece(NamedTuple):
    """A part of a line, and the colour that it has on a terminal."""

    text: str
    colour: Colour | None = None


Line = tuple[Piece, ...]


def render(diagnostics: Iterable[Diagnostic], screen: Screen = PIPE) -> str:
    """All of them, or as many as a person reads; a blank line between two, a count at the end; empty for none.

    On a terminal, in its colours, with the command that explains each problem.
    """
    return "".join("".join(_text(piece, screen) for piece in line) + "\n" for line in _lines(diagnostics, screen))


def _text(piece: Piece, screen: Screen) -> str:
    return screen.coloured(piece.text, piece.colour) if piece.text and piece.colour else piece.text


def _lines(diagnostics: Iterable[Diagnostic], screen: Screen) -> Iterator[Line]:
    items = list(diagnostics)
    printed, omitted = capped(items, FOR_PEOPLE)
    for item in printed:
        yield from _block(item)
        if screen.is_terminal:
            yield (Piece(f"   more: {explained_by(item.code)}", "dim"),)
        yield ()
    if omitted:
        yield (Piece(f"and {omitted:,} more."),)
    if items:
        yield (Piece(_count(items)),)


def _block(item: Diagnostic) -> Iterator[Line]:
    colour: Colour = "red" if item.is_error else "yellow"
    kind = "" if item.is_error else "warning: "
    place = Piece(f"{shown(str(item.span))}: ")
    yield place, Piece(kind, colour), Piece(shown(item.message), colour), Piece(f" [{item.code}]", "dim")
    yield from _excerpt(item.span, colour)
    for what, span in item.related:
        yield (Piece(f"   note: {shown(str(span))}: {shown(what)}"),)
        yield from _excerpt(span, None)
    if item.advice:
        yield Piece("   help: ", "cyan"), Piece(shown(item.advice))


def _excerpt(span: Span, colour: Colour | None) -> Iterator[Line]:
    """The source line under its number, and a caret under what is meant, as far as that line goes."""
    line = _safe_line(span.source, span.line)
    if not line:
        return
    end = span.end_column if span.end_line == span.line else len(line) + 1
    start, end = span.column - 1, max(span.column, min(end - 1, len(line)))
    start, end, line = _window(line, start, end)
    yield Piece(f"{span.line:>6} | ", "dim"), Piece(printable(line))
    marks = "^" + "~" * (_width(line[start:end]) - 1)
    yield Piece("       | ", "dim"), Piece(" " * _width(line[:start])), Piece(marks, colour)


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
