"""Files -> findings, one at a time: JSON, JSON lines, gzip, folders, standard input.

What cannot be read is reported with its place and skipped; memory stays bounded, whatever the input.
"""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from pydantic_core import from_json

from compiler.findings.canonical import NotAFinding, canonical, findings_in
from compiler.findings.place import Place
from compiler.meaning.evaluation import Finding

STDIN = "-"
LONGEST = 16 * 2**20  # bytes of a line or a document; GuardDuty's own are some kilobytes
_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (*_LINES, ".json")


class Item(NamedTuple):
    """A finding and its place."""

    place: Place
    finding: Finding


class Skipped(NamedTuple):
    """A place that has no finding we can read, and why not."""

    place: Place
    reason: str


def read(paths: Iterable[str]) -> Iterator[Item | Skipped]:
    """Every finding of the files, folders (``*.json``, ``*.jsonl`` and ``*.gz`` at any depth) and stdin (``-``)."""
    for path in paths:
        for name in files_of(path):
            yield from _read_file(name)


def files_of(path: str) -> list[str]:
    """The path itself, or the exports in a folder at any depth, sorted."""
    folder = Path(path)
    if path == STDIN or not folder.is_dir():
        return [path]
    return sorted(file.as_posix() for file in folder.rglob("*") if _is_export(file))


def _is_export(file: Path) -> bool:
    return file.name.removesuffix(".gz").endswith(_SUFFIXES) and file.is_file()


def _read_file(name: str) -> Iterator[Item | Skipped]:
    try:
        with sys.stdin.buffer if name == STDIN else Path(name).open("rb") as raw:
            yield from _read_stream(name, _unpacked(name, raw))
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(Place(name), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _unpacked(name: str, file: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.open(file)) if name.endswith(".gz") else file


def _read_stream(name: str, file: BinaryIO) -> Iterator[Item | Skipped]:
    """Reads JSON lines if the first line is JSON by itself, and one document if it is not."""
    lines = _lines(file)
    first = next(lines, b"")
    if first is not None and not name.removesuffix(".gz").endswith(_LINES) and not _is_json(first):
        yield from _read_document(name, first, lines)
        return
    for number, line in enumerate(chain([first], lines), start=1):
        document = _exported(line)
        if document is not None:
            yield Item(Place(name, line=number), document)
        else:
            yield from _read_line(Place(name, line=number), line)


def _exported(line: bytes | None) -> Finding | None:
    """A line as GuardDuty exports it. Most are, and the general way takes as long as evaluating one."""
    try:
        document = from_json(line or b"")
    except ValueError:
        return None
    is_finding = type(document) is dict and type(document.get("type")) is str and "detail-type" not in document
    return cast("Finding", document) if is_finding and "Findings" not in document else None


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines; None for one that is too long, of which only a part is ever held."""
    while line := file.readline(LONGEST):
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _read_document(name: str, first: bytes, lines: Iterable[bytes | None]) -> Iterator[Item | Skipped]:
    parts, size = [first], len(first)
    for line in lines:
        size += LONGEST if line is None else len(line)
        if size > LONGEST:
            yield Skipped(Place(name), _too_long())
            return
        parts.append(line or b"")
    try:
        document = from_json(b"".join(parts))
    except ValueError as error:
        yield Skipped(Place(name), f"not JSON: {error}")
        return
    findings = list(findings_in(document))
    for number, data in enumerate(findings, start=1):
        yield _item(Place(name) if len(findings) == 1 else Place(name, number=number), data)


def _read_line(place: Place, line: bytes | None) -> Iterator[Item | Skipped]:
    if line is None:
        yield Skipped(place, _too_long())
    elif line.strip():
        try:
            document = from_json(line)
        except ValueError as error:
            yield Skipped(place, f"not JSON: {error}")
            return
        for data in findings_in(document):
            yield _item(place, data)


def _item(place: Place, data: Any) -> Item | Skipped:
    try:
        return Item(place, canonical(data))
    except NotAFinding as reason:
        return Skipped(place, str(reason))


def _is_json(line: bytes) -> bool:
    try:
        from_json(line)
    except ValueError:
        return not line.strip()
    return True


def _too_long() -> str:
    return f"longer than {LONGEST // 2**20} MB"
