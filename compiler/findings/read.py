"""Files -> findings, one at a time: JSON, JSON lines, lines of a log, gzip, folders, standard input.

What cannot be read is reported with its place and skipped. Memory is that of one document, time stays in proportion
to the size of the files, whatever is in them, and what has no end is left (see :mod:`.patience`).
"""

import sys
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader, BytesIO
from itertools import chain, islice
from pathlib import Path
from stat import S_ISFIFO, S_ISREG
from typing import Any, NamedTuple, cast

from pydantic_core import from_json

from ..meaning.evaluation import Finding
from .canonical import is_type
from .content import UNPACKED, TooLarge, text_of
from .documents import NotJson, documents
from .files import STDIN, Unread, files_of
from .lines import LONGEST, Line, lines, too_long
from .patience import OutOfPatience, Patience
from .place import Place
from .search import Nothing, Result, findings_in, is_logged, json_in

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


def read(paths: Iterable[str]) -> Iterator[Item | Skipped]:
    """Every finding of the files, of the folders (see :mod:`.files`) and of standard input (``-``)."""
    for path in paths:
        if path == STDIN:
            yield from _read_text(STDIN, cast("BufferedReader", sys.stdin.buffer))
            continue
        for file in files_of(path):
            yield from [Skipped(Place(file.path), file.reason)] if isinstance(file, Unread) else read_file(file)


def read_file(name: str) -> Iterator[Item | Skipped]:
    """Every finding of one file or pipe."""
    try:
        mode = Path(name).stat().st_mode
        if not (S_ISREG(mode) or S_ISFIFO(mode)):
            yield Skipped(Place(name), "neither a file nor a pipe")
            return
        with Path(name).open("rb") as file:
            yield from _read_text(name, file)
    except OSError as error:
        yield _unreadable(name, error)


def _read_text(name: str, file: BufferedReader) -> Iterator[Item | Skipped]:
    patience = Patience()
    try:
        for item in _read_stream(name, patience.reading(text_of(file)), patience):
            yield item
            if isinstance(item, Item):
                patience.found()
            else:
                patience.skipped(is_known=item.is_event)
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(name, error)
    except TooLarge:
        reason = f"unpacks to more than {UNPACKED} times its size: the rest is not read; unpack it to read all of it"
        yield Skipped(Place(name), reason)
    except OutOfPatience as reason:
        yield Skipped(Place(name), str(reason))


def _unreadable(name: str, error: Exception) -> Skipped:
    return Skipped(Place(name), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _read_stream(name: str, file: BufferedReader, patience: Patience) -> Iterator[Item | Skipped]:
    """Reads documents if the first line is only the beginning of one, and otherwise lines."""
    numbered = lines(file)
    first = next(numbered, None)
    if first is None:
        return
    if _begins_a_document(name, first):
        yield from _numbered(name, _read_documents(first.content, file, patience))
        return
    for line in chain([first], numbered):
        document = None if line.is_cut else _exported(line.content)
        if document is not None:
            yield Item(Place(name, line.number), document)
        else:
            yield from (_item(Place(name, line.number), result) for result in _read_line(line, patience))


def _begins_a_document(name: str, line: Line) -> bool:
    if name.removesuffix(".gz").endswith(_LINES) or is_logged(_text(line)):
        return False
    return _parsed(line.content) is None


def _exported(line: bytes) -> Finding | None:
    """A line as GuardDuty exports it. Most are, and the general way takes as long as evaluating one."""
    try:
        document = from_json(line, cache_strings="keys")  # values hardly repeat
    except ValueError:
        return None
    if type(document) is not dict or "accountId" not in document or document.get("region") is None:
        return None
    is_bare = "detail-type" not in document and "_raw" not in document
    return document if is_bare and is_type(document.get("type")) else None


def _read_documents(start: bytes, file: BufferedReader, patience: Patience) -> Iterator[Result]:
    """What is in one document, or in several one after another."""
    content = start + file.read(LONGEST - len(start) + 1)
    document = _parsed(content) if len(content) <= LONGEST else None
    if document is not None:
        yield from findings_in(document)
        return
    try:
        for text in documents(content, file):
            yield from _found(_parsed(text), patience)
    except NotJson as reason:
        yield Nothing(str(reason))


def _read_line(line: Line, patience: Patience) -> Iterator[Result]:
    """A line of JSON, also of several documents, or of a log."""
    if line.is_cut:
        return iter((Nothing(too_long()),))
    document = _parsed(line.content) or json_in(_text(line))
    if document is not None:
        return iter(_found(document, patience))
    return _read_documents(line.content, cast("BufferedReader", BytesIO()), patience)


def _found(document: Any, patience: Patience) -> list[Result]:
    """What is in a document; an answer without findings has nothing to report, and no file is full of them."""
    results = findings_in(document)
    if not results:
        patience.skipped(is_known=True)
    return results


def _text(line: Line) -> str:
    return line.content.decode("utf-8", "replace")


def _numbered(name: str, results: Iterator[Result]) -> Iterator[Item | Skipped]:
    """A number for each result, unless it is the only one."""
    first = list(islice(results, 2))
    if len(first) == 1:
        yield _item(Place(name), first[0])
        return
    for number, result in enumerate(chain(first, results), start=1):
        yield _item(Place(name, number=number), result)


def _item(place: Place, result: Result) -> Item | Skipped:
    return Skipped(place, result.reason, result.is_event) if isinstance(result, Nothing) else Item(place, result)


def _parsed(content: bytes | str) -> Any:
    """A JSON document; None for anything else, and for null, in which there is nothing either."""
    try:
        return from_json(content)
    except ValueError:
        return None
