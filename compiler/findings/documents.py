"""A file -> JSON documents one after another, without holding more than ``LONGEST`` bytes of it: ``jq '.Findings[]'``
prints them so, and Firehose writes them without anything between them.
"""

import codecs
import json
import re
from collections.abc import Iterator
from io import BufferedReader

from pydantic_core import from_json

from .lines import LONGEST, too_long

_BLANK = re.compile(r"[ \t\r\n]*")
_STEP = 2**20  # bytes
_decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode  # only to find the end of a document


class NotJson(Exception):
    """What comes next is no JSON document, or one that is too long; the message says why."""


def documents(start: bytes, file: BufferedReader) -> Iterator[str]:
    """The text of each document. ``start`` is what has been read of the file already.

    Raises:
        NotJson: the rest of the file is not read.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    text, at = _decoded(decoder, start), 0
    while True:
        at = _end_of_blank(text, at)
        end = _end(text, at)
        if end is not None:
            yield text[at:end]
            at = end
            continue
        left = len(text) - at
        if left > LONGEST:
            raise NotJson(too_long())
        more = file.read(min(max(_STEP, left), LONGEST + 1 - left))
        text, at = text[at:] + _decoded(decoder, more), 0
        if not more:
            break
    if text:
        raise NotJson(_fault(text))


def _end(text: str, at: int) -> int | None:
    """The end of the document that begins at ``at``; None if it does not end, or never would."""
    try:
        return _decode(text, at)[1] if text[at : at + 1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None


def _decoded(decoder: codecs.IncrementalDecoder, content: bytes) -> str:
    try:
        return decoder.decode(content, final=not content)
    except ValueError as error:
        raise NotJson(f"not JSON: {error}") from None


def _end_of_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _fault(text: str) -> str:
    try:
        from_json(text)
    except ValueError as error:
        return f"not JSON: {error}"
    return "not a JSON object"
