"""A file or a pipe -> its text as bytes of UTF-8, packed or not, by its first bytes and whatever its name."""

import codecs
import gzip
from io import BufferedReader, RawIOBase
from typing import Any, cast

UNPACKED = 250  # bytes for each packed one; findings differ in ids and times, and reach about 50
_UNPACKED_ANYWAY = 2**20  # bytes
_BUFFER = 2**16  # bytes
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TooLarge(Exception):
    """A packed file unpacks to more than it may."""


def text_of(file: BufferedReader) -> BufferedReader:
    """What the file contains, without the mark that says its encoding. PowerShell's ``>`` writes UTF-16.

    Reading from it raises :exc:`TooLarge`, and what gzip raises for a file that is broken.
    """
    if file.peek(2).startswith(_GZIP):
        file = BufferedReader(_Unpacking(file), _BUFFER)
    start = file.peek(3)
    if start.startswith(_UTF16):
        return BufferedReader(_FromUtf16(file), _BUFFER)
    if start.startswith(codecs.BOM_UTF8):
        file.read(len(codecs.BOM_UTF8))
    return file


class _Counted:
    """A file that counts what is read from it: a pipe has no size."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.count += len(content)
        return content


class _Unpacking(RawIOBase):
    """What a packed file contains, as long as it is not out of proportion."""

    def __init__(self, packed: BufferedReader) -> None:
        self._packed = _Counted(packed)
        self._file = gzip.GzipFile(fileobj=cast("Any", self._packed))
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size: int = self._file.readinto(buffer)
        self._size += size
        if self._size > _UNPACKED_ANYWAY + UNPACKED * self._packed.count:
            raise TooLarge
        return size


class _FromUtf16(RawIOBase):
    """The same text in UTF-8. What is no UTF-16 becomes a replacement character."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            content = self._file.read(_BUFFER)
            self._left = self._decoder.decode(content, final=not content).encode("utf-8", "replace")
            if not content:
                break
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
