"""A file -> its lines, without holding more than one: no line is longer than ``LONGEST``, and blank ones are free.

The end of the file is waited for, however long a line is; :mod:`.patience` is what ends a file that has none.
"""

from collections.abc import Iterator
from io import BufferedReader
from typing import NamedTuple

LONGEST = 16 * 2**20  # bytes of a line or a document; GuardDuty's own are some kilobytes


class Line(NamedTuple):
    """``number`` counts all lines from 1. ``is_cut``: the line is too long, and ``content`` is its beginning."""

    number: int
    content: bytes
    is_cut: bool = False


def lines(file: BufferedReader) -> Iterator[Line]:
    """The lines of a file that are not blank."""
    number = 0
    while content := file.readline(LONGEST):
        number += 1
        if len(content) == LONGEST and not content.endswith(b"\n"):
            yield Line(number, content, is_cut=True)
            _skip_line(file)
        elif content.isspace():
            number += _blank_lines(file)
        else:
            yield Line(number, content)


def too_long() -> str:
    """The reason to skip a line or a document."""
    return f"longer than {LONGEST // 2**20} MB"


def _skip_line(file: BufferedReader) -> None:
    while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass


def _blank_lines(file: BufferedReader) -> int:
    """Skips the blank lines that come next, a buffer at a time, and returns their number."""
    number = 0
    while ahead := file.peek():
        blank = len(ahead) - len(ahead.lstrip())
        end = blank if blank == len(ahead) else ahead.rfind(b"\n", 0, blank) + 1
        number += ahead.count(b"\n", 0, end)
        file.read(end)
        if end < len(ahead):
            break
    return number
