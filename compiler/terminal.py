"""What people see: plain text on a pipe; on a terminal also colour, progress, and tables that fit its width.

The only module that knows rich, which takes some 40 ms to load: only where there is something to show.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Literal, NamedTuple, TextIO

_UNLIMITED = 100_000  # columns of a table on a pipe: nothing is wrapped there
_NARROWEST = 80  # columns of a table on a terminal; one that is narrower wraps the lines itself
_INDENT = "  "

Colour = Literal["bold", "green", "red", "yellow", "cyan", "dim"]


class Column(NamedTuple):
    """A column of a table: numbers are right-aligned; one that ``folds`` gives way where a terminal is too narrow."""

    heading: str
    is_number: bool = False
    folds: bool = False


@dataclass(frozen=True)
class Screen:
    """What a stream can show. ``width`` is in columns, and None on a pipe; ``has_colour`` allows escape codes."""

    width: int | None = None
    has_colour: bool = False

    @property
    def is_terminal(self) -> bool:
        return self.width is not None

    def coloured(self, text: str, colour: Colour) -> str:
        """``text`` in a colour, or as it is where the screen has none."""
        if not self.has_colour:
            return text
        from rich.style import Style

        return Style.parse(colour if colour == "dim" else f"bold {colour}").render(text)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
        """A table with an indent, without a line end. A row is one line, unless a column folds on a terminal."""
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, len(_INDENT), 0, 0), header_style="bold")
        for column in columns:
            justify: Literal["left", "right"] = "right" if column.is_number else "left"
            table.add_column(column.heading, justify=justify, no_wrap=not column.folds, overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        written = StringIO()
        width = _UNLIMITED if self.width is None else max(self.width, _NARROWEST) - len(_INDENT)
        colours: Literal["standard"] | None = "standard" if self.has_colour else None
        console = Console(file=written, width=width, color_system=colours, force_terminal=self.has_colour, _environ={})
        console.print(table)
        return "\n".join(_INDENT + line.rstrip() for line in written.getvalue().splitlines())


PIPE = Screen()


def screen_of(stream: TextIO) -> Screen:
    """A terminal, unless it is a dumb one, which counts as a pipe; with colour, unless ``NO_COLOR`` is set."""
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return PIPE
    import shutil

    return Screen(shutil.get_terminal_size().columns, has_colour=not os.environ.get("NO_COLOR"))


@contextmanager
def progress_bar(stream: TextIO, total: int) -> Iterator[Callable[[int, str], None]]:
    """Shows a bar on a terminal while the block runs. The function that it gives sets how much is done, and a text."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done, text: progress.update(task, completed=done, description=text)


def count_of(number: int, noun: str) -> str:
    """``1 test``, ``2 tests``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
