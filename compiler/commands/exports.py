"""Findings that the command line names: files, folders of exports, and standard input."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..environment import EnvironmentFailure
from ..findings.files import STDIN
from ..findings.place import Place
from ..findings.progress import BytesDone
from ..findings.read import Item, Skipped, read
from ..findings.replay import Progress
from ..terminal import count_of, progress_bar, screen_of


def missing_path(paths: Sequence[str]) -> str | None:
    """The first path that does not exist, None if all do.

    Raises:
        EnvironmentFailure: standard input is to be read, and is closed.
    """
    if STDIN in paths and sys.stdin is None:
        raise EnvironmentFailure("standard input is closed")
    return next((path for path in paths if path != STDIN and not Path(path).exists()), None)


def items(paths: Sequence[str]) -> Iterator[Item | Skipped]:
    """What is in the files and folders; one in which no finding is counts as skipped."""
    for path in paths:
        is_empty = True
        for item in read([path]):
            is_empty = False
            yield item
        if is_empty:
            yield Skipped(Place(path), "contains no finding")


@contextmanager
def progress_of(paths: Sequence[str]) -> Iterator[Progress | None]:
    """A bar while findings are counted, on a terminal only."""
    if not screen_of(sys.stderr).is_terminal:
        yield None
        return
    done = BytesDone(paths)

    def show(number: int, place: Place) -> None:
        update(done.at(place), count_of(number, "finding"))

    with progress_bar(sys.stderr, done.total) as update:
        yield show
