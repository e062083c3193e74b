"""Where an authored value is written: Source and Span."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Source:
    """One spec file.

    ``path`` is how the user names it (``specs/fraud.yaml``, posix), ``name`` is the same path from
    the specs folder down (``fraud.yaml``): the only form that reaches the output, because it is the
    same on every machine. Where ``is_link``, another file is read through it, whose changes are not its own.
    In ``text``, hidden characters and secrets are overwritten.
    """

    path: str
    name: str
    text: str
    is_link: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, split the way YAML splits them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, number: int) -> str:
        """The text of a line counted from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(frozen=True)
class Span:
    """A stretch of a source: lines and columns count from 1, columns in characters, the end excluded."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def order(self) -> tuple[str, int, int]:
        """Sorts by file, then by position."""
        return (self.source.path, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"


Place = tuple[int, int]
"""A line and a column."""


def has_place(span: Span, places: Sequence[Place]) -> bool:
    """Whether one of the places, which are sorted, is in the span."""
    index = bisect_left(places, (span.line, span.column))
    return index < len(places) and places[index] < (span.end_line, span.end_column)
