"""Files -> findings, one at a time: JSON, JSON lines, gzip, folders, standard input.

What cannot be read is reported with its place and skipped. Memory and time stay in proportion to the size
of the files, whatever is in them.
"""

import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, NamedTuple, cast

from pydantic_core import from_json

from ..meaning.evaluation import Finding
from .canonical import NotAFinding, OtherEvent, canonical, findings_in
from .files import STDIN, Unread, files_of
from .lines import LONGEST, Line, lines, too_long
from .place import Place

UNPACKED = 250  # bytes for each packed one; findings differ in ids and times, and reach about 50
_UNPACKED_ANYWAY = 2**20  # bytes
_BUFFER = 2**16  # bytes
_PATIENCE = 100_000  # of a file: what its places cost that hold no finding, before its rest is left
_EVENT, _UNREADABLE = 1, 100  # what such a place costs; archives of events have many other ones
_FINDING = 1_000  # what a finding adds
_LINES = (".jsonl", ".ndjson")


class Item(NamedTuple):
    """A finding and its place."""

    place: Place
    finding: Finding


class Skipped(NamedTuple):
    """A place that has no finding we can read, and why not. ``is_event``: it is an event of another kind."""

    place: Place
    reason: str
    is_event: bool = False


class _TooLarge(Exception):
    """A packed file unpacks to more than it may."""


def read(paths: Iterable[str]) -> Iterator[Item | Skipped]:
    """Every finding of the files, folders (``*.json``, ``*.jsonl``, packed or not, at any depth) and stdin (``-``)."""
    for path in paths:
        if path == STDIN:
            yield from _readable(STDIN, _read_stream(STDIN, cast("BufferedReader", sys.stdin.buffer)))
            continue
        for file in files_of(path):
            yield from [Skipped(Place(file.path), file.reason)] if isinstance(file, Unread) else read_file(file)


def read_file(name: str) -> Iterator[Item | Skipped]:
    """Every finding of one file."""
    try:
        with Path(name).open("rb") as raw:
            yield from _readable(name, _read_stream(name, _unpacked(name, raw)))
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(Place(name), f"cannot be read: {getattr(error, 'strerror', None) or error}")
    except _TooLarge:
        reason = f"unpacks to more than {UNPACKED} times its size: the rest is not read; unpack it to read all of it"
        yield Skipped(Place(name), reason)


class _Unpacking(RawIOBase):
    """What a packed file contains, up to ``limit`` bytes."""

    def __init__(self, packed: BufferedReader, limit: int) -> None:
        self._file = gzip.GzipFile(fileobj=packed)
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._file.readinto(buffer)
        self._left -= size
        if self._left < 0:
            raise _TooLarge
        return size


def _unpacked(name: str, file: BufferedReader) -> BufferedReader:
    if not name.endswith(".gz"):
        return file
    packed = os.fstat(file.fileno()).st_size
    return BufferedReader(_Unpacking(file, _UNPACKED_ANYWAY + UNPACKED * packed), _BUFFER)


def _readable(name: str, items: Iterable[Item | Skipped]) -> Iterator[Item | Skipped]:
    """The items, until it is clear that the file is something else than findings."""
    left = _PATIENCE
    for item in items:
        yield item
        if isinstance(item, Item):
            left += _FINDING
        else:
            left -= _EVENT if item.is_event else _UNREADABLE
        if left <= 0:
            yield Skipped(Place(name), "hardly anything in this file is a finding: the rest is not read")
            return


def _read_stream(name: str, file: BufferedReader) -> Iterator[Item | Skipped]:
    """Reads JSON lines if the first line is JSON by itself, and one document if it is not."""
    numbered = lines(file)
    first = next(numbered, None)
    if first is None:
        return
    if first.content is not None and not name.removesuffix(".gz").endswith(_LINES) and not _is_json(first.content):
        yield from _read_document(name, first.content, file)
        return
    yield from _read_line(name, first)
    for line in numbered:
        document = _exported(line.content)
        if document is not None:
            yield Item(Place(name, line=line.number), document)
        else:
            yield from _read_line(name, line)


def _exported(line: bytes | None) -> Finding | None:
    """A line as GuardDuty exports it. Most are, and the general way takes as long as evaluating one."""
    try:
        document = from_json(line or b"")
    except ValueError:
        return None
    is_finding = type(document) is dict and type(document.get("type")) is str and "detail-type" not in document
    return cast("Finding", document) if is_finding and "Findings" not in document else None


def _read_document(name: str, first: bytes, file: BufferedReader) -> Iterator[Item | Skipped]:
    content = first + file.read(LONGEST)
    if len(content) > LONGEST:
        yield Skipped(Place(name), too_long())
        return
    try:
        document = from_json(content)
    except ValueError as error:
        yield Skipped(Place(name), f"not JSON: {error}")
        return
    findings = list(findings_in(document))
    for number, data in enumerate(findings, start=1):
        yield _item(Place(name) if len(findings) == 1 else Place(name, number=number), data)


def _read_line(name: str, line: Line) -> Iterator[Item | Skipped]:
    place = Place(name, line=line.number)
    if line.content is None:
        yield Skipped(place, too_long())
        return
    try:
        document = from_json(line.content)
    except ValueError as error:
        yield Skipped(place, f"not JSON: {error}")
        return
    for data in findings_in(document):
        yield _item(place, data)


def _item(place: Place, data: Any) -> Item | Skipped:
    try:
        return Item(place, canonical(data))
    except NotAFinding as reason:
        return Skipped(place, str(reason), isinstance(reason, OtherEvent))


def _is_json(line: bytes) -> bool:
    try:
        from_json(line)
    except ValueError:
        return False
    return True
