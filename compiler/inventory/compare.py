"""The list of a discovery tool against what is declared. The list is untrusted: nothing of it is more than compared."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, NamedTuple

from ..catalog.assets import ASSET_KINDS
from ..diagnostics.shown import shown
from .rows import Row

COLUMNS = ("account", "kind", "name")
_NOT_NAMES = ("callers", "guardrail")
_ARN_PARTS = 6
_MOST = 100_000  # lines
_SHOWN, _LONGEST = 10, 60  # columns that a message names, and the characters of each


class Found(NamedTuple):
    """Something that a discovery tool found: its account, by id or as the specs name it, its kind, its name."""

    account: str
    kind: str
    name: str


@dataclass(frozen=True)
class Comparison:
    """What is found and not declared; and what is declared, of a kind that the list has, and not found.

    ``unknown_kinds`` are words of the list that are no kinds of the inventory: nothing was compared with these.
    """

    undeclared: tuple[Found, ...]
    missing: tuple[Row, ...]
    unknown_kinds: tuple[str, ...] = ()


class NotAList(Exception):
    """The text is no list of assets; the message says why."""


def found_in(text: str) -> list[Found]:
    """The entries of a list: CSV with the columns of ``COLUMNS``, or a JSON list of objects with these keys.

    Raises:
        NotAList: it is neither, a column is missing, or it is too long.
    """
    entries = _json(text) if text.lstrip().startswith(("[", "{")) else _csv(text)
    if len(entries) > _MOST:
        raise NotAList(f"it has more than {_MOST:,} entries")
    return [_found(number, entry) for number, entry in enumerate(entries, 1)]


def compare(rows: Iterable[Row], found: Iterable[Found]) -> Comparison:
    """An asset is found where an entry has its account, its kind and its name, or its ARN."""
    declared = list(rows)
    ids = {row.account: row.account_id for row in declared}
    listed = {Found(ids.get(each.account, each.account), each.kind, _name_in(each.name)) for each in found}
    kinds = {entry.kind for entry in listed}
    known = {entry for row in declared for entry in _entries(row)}
    missing = (row for row in declared if row.kind in kinds and not listed & _entries(row))
    return Comparison(tuple(sorted(listed - known)), tuple(missing), tuple(sorted(kinds - ASSET_KINDS.keys())))


def _entries(row: Row) -> set[Found]:
    """What a tool can call it: its whole name, as CLUSTER/NAMESPACE, or the first part of it."""
    names = [name for key, name in row.names.items() if key not in _NOT_NAMES]
    return {Found(row.account_id, row.kind, "/".join(names[:length])) for length in (1, len(names)) if names}


def _name_in(name: str) -> str:
    """The name in an ARN; any other name, and the ARN of something inside a bucket, as it is.

    A name is alone for S3, behind a path for IAM, and elsewhere behind its type, as ``function:NAME``. Source: the
    Service Authorization Reference.
    """
    parts = name.split(":", 5)
    if len(parts) < _ARN_PARTS or parts[0] != "arn":
        return name
    service, resource = parts[2], parts[5]
    if service == "s3":
        return name if "/" in resource else resource
    if service == "iam":
        return resource.rpartition("/")[2] or name
    return re.split("[/:]", resource, maxsplit=1)[-1] or name


def _csv(text: str) -> list[Any]:
    """A name may have a line end in it, in quotes."""
    try:
        return list(csv.DictReader(StringIO(text, newline="")))
    except csv.Error as error:
        raise NotAList(f"it is no CSV: {error}") from None


def _json(text: str) -> list[Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAList("it starts like JSON, and is not JSON") from None
    if not isinstance(data, list):
        raise NotAList("it is JSON, and not a list")
    return data


def _found(number: int, entry: Any) -> Found:
    values = [entry.get(column) for column in COLUMNS] if isinstance(entry, Mapping) else []
    texts = [value.strip() for value in values if isinstance(value, str)]
    if len(texts) < len(COLUMNS):
        raise NotAList(f"entry {number} does not have {', '.join(COLUMNS)} as texts{_has(entry)}")
    return Found(*texts)


def _has(entry: Any) -> str:
    """What an entry has instead, so that whoever exported it sees which columns to rename."""
    keys = [key for key in entry if isinstance(key, str)] if isinstance(entry, Mapping) else []
    if not keys or set(COLUMNS) <= set(keys):
        return ""
    more = ", …" if len(keys) > _SHOWN else ""
    kinds = ", ".join(ASSET_KINDS)
    return f"; it has {', '.join(shown(key[:_LONGEST]) for key in keys[:_SHOWN])}{more}. Kinds are {kinds}"
