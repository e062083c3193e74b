"""How much of a file is read without a finding in it, before its rest is left: a pipe may have no end."""

from io import BufferedReader, RawIOBase
from typing import Any

_PLACES = 100_000  # what the places of a file may cost that hold no finding
_EVENT, _UNREADABLE = 1, 100  # what such a place costs; archives of events have many other ones
_FINDING = 1_000  # what a finding adds
_BYTES = 2**28  # after the last finding: of blank lines, of a line without an end, of large documents
_BUFFER = 2**16  # bytes


class OutOfPatience(Exception):
    """Hardly anything in the file is a finding; the message says what was read in vain."""


class Patience:
    """Counts what is read of one file without a finding: places, and bytes of the unpacked text."""

    def __init__(self) -> None:
        self._places = _PLACES
        self._bytes = 0

    def found(self) -> None:
        """A finding was read."""
        self._places += _FINDING
        self._bytes = 0

    def skipped(self, *, is_known: bool) -> None:
        """A place without a finding. ``is_known``: it is an event of another kind, or an answer without findings.

        Raises:
            OutOfPatience: there were too many.
        """
        self._places -= _EVENT if is_known else _UNREADABLE
        if self._places <= 0:
            raise OutOfPatience("hardly anything in this file is a finding: the rest is not read")

    def read(self, size: int) -> None:
        """So many bytes were read.

        Raises:
            OutOfPatience: there were too many since the last finding.
        """
        self._bytes += size
        if self._bytes > _BYTES:
            raise OutOfPatience(f"no finding in {_BYTES // 2**20} MB of this file: the rest is not read")

    def reading(self, file: BufferedReader) -> BufferedReader:
        """The same file; what is read from it is counted."""
        return BufferedReader(_Counted(file, self), _BUFFER)


class _Counted(RawIOBase):
    def __init__(self, file: BufferedReader, patience: Patience) -> None:
        self._file = file
        self._patience = patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._file.readinto1(buffer)  # what is there: a pipe is not waited for
        self._patience.read(size)
        return size
