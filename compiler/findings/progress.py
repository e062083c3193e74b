"""How far a replay has come, in bytes of the files that are done."""

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from .files import STDIN, Unread, files_of
from .place import Place


class BytesDone:
    """``total`` is the size of all files. Standard input has no size and counts as empty."""

    def __init__(self, paths: Iterable[str]) -> None:
        found = (file for path in paths if path != STDIN for file in files_of(path))
        files = [file for file in found if not isinstance(file, Unread)]
        sizes = [Path(file).stat().st_size if Path(file).is_file() else 0 for file in files]
        self._before = dict(zip(files, accumulate([0, *sizes]), strict=False))
        self.total = sum(sizes)

    def at(self, place: Place) -> int:
        """The size of the files before the one that ``place`` is in."""
        return self._before.get(place.file, 0)
