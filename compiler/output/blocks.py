"""The blocks of Terraform that differ between the folder and what ``synth`` would write: what an apply could see.

The comments below ``//`` are left out, because Terraform ignores them.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from .changes import Changes, stack_path
from .folder import STACK_FILE, Unusable, read

Blocks = dict[str, Any]
_COMMENT = "//"


class Kind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class BlockChange(NamedTuple):
    """``block`` is the address of a resource, or ``output.NAME`` and the like. ``keys`` are its parts that differ."""

    stack: str
    block: str
    kind: Kind
    keys: tuple[str, ...]


def block_changes(files: Mapping[str, str], changes: Changes, out: Path) -> Iterator[BlockChange]:
    """What differs in each stack, by the names of the stacks, and in each by the addresses of the blocks.

    Raises:
        Unusable: a stack in the folder is not a file with the JSON of a stack.
    """
    written = {path.split("/")[1] for path in changes.written if path.endswith(f"/{STACK_FILE}")}
    for stack in sorted({*written, *changes.removed}):
        path = stack_path(stack)
        before, after = _committed(out, path), _blocks(json.loads(files[path])) if path in files else {}
        for block in sorted(before.keys() | after.keys()):
            old, new = before.get(block), after.get(block)
            if old != new:
                yield BlockChange(stack, block, _kind(old, new), _keys(old, new))


def _committed(out: Path, path: str) -> Blocks:
    present = read(out, path)
    if present.is_missing:
        return {}
    try:
        data = json.loads(present.text)
    except (ValueError, RecursionError):
        data = None
    if present.fault or not isinstance(data, dict):
        raise Unusable(present.fault or f"{path} is not the JSON of a stack")
    return _blocks(data)


def _blocks(data: Mapping[str, Any]) -> Blocks:
    """By address. None is no block: what is empty in a file is missing from it."""
    named = ((f"{kind}.{name}", block) for kind, name, block in _named(data))
    return {address: _without_comments(block) for address, block in named if block is not None}


def _named(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for key, value in data.items():
        if key == "resource":
            yield from ((kind, name, block) for kind, blocks in _items(value) for name, block in _items(blocks))
        elif key != _COMMENT:
            yield from ((key, name, block) for name, block in _items(value))


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    """Of a mapping; ``import`` and ``moved`` are lists, and an element's name is the address that it is for."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(item.get("to")), item) for item in value if isinstance(item, dict))


def _without_comments(block: Any) -> Any:
    return {key: value for key, value in block.items() if key != _COMMENT} if isinstance(block, dict) else block


def _kind(old: Any, new: Any) -> Kind:
    return Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED


def _keys(old: Any, new: Any) -> tuple[str, ...]:
    """The keys of a changed block whose values differ; none where it is no mapping."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return ()
    return tuple(sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)))
