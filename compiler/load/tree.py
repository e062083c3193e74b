"""A YAML document as a tree of plain data that knows the position of each part."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..diagnostics import Key, Path
from ..source import Span


@dataclass(frozen=True)
class Scalar:
    """Text, a whole number, a decimal number, true or false, or nothing. ``written`` is its text, quotes aside."""

    value: str | int | float | bool | None
    written: str
    span: Span


@dataclass(frozen=True)
class Sequence:
    items: tuple["Node", ...]
    span: Span

    @cached_property
    def texts(self) -> frozenset[str]:
        """The elements that are text."""
        return frozenset(item.value for item in self.items if isinstance(item, Scalar) and isinstance(item.value, str))


@dataclass(frozen=True)
class Mapping:
    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span

    @cached_property
    def by_key(self) -> "dict[str, tuple[Scalar, Node]]":
        """Key and value by the text of the key."""
        return {str(key.value): (key, value) for key, value in self.entries}

    def get(self, name: str) -> "Node | None":
        """The value of a key, None where the mapping does not have it."""
        entry = self.by_key.get(name)
        return entry[1] if entry else None


Node = Scalar | Sequence | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """Every key and value that is no sequence and no mapping, in the order of the file but for aliases."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


def plain(node: Node) -> Any:
    """The node as dict, list and scalar values."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def locate(node: Node, path: Path) -> Span:
    """The position of ``path`` below ``node``: the bridge from a check to a place in a file.

    A last step of :class:`~compiler.diagnostics.Key` means the key. A step that does not exist (a
    missing key) gives the position of the deepest part that does.
    """
    for step in path:
        if isinstance(step, Key):
            return _key_span(node, step)
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node.span


def find(node: Node, path: Path) -> Node | None:
    """The node at ``path``: a key where a :class:`~compiler.diagnostics.Key` is last. None where there is none."""
    for step in path:
        if isinstance(step, Key):
            return node.by_key[step][0] if isinstance(node, Mapping) and step in node.by_key else None
        child = _child(node, step)
        if child is None:
            return None
        node = child
    return node


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def _key_span(node: Node, name: str) -> Span:
    entry = node.by_key.get(name) if isinstance(node, Mapping) else None
    return entry[0].span if entry else node.span


def without(node: Mapping, keys: Container[str]) -> Mapping:
    """The mapping less some of its keys."""
    return Mapping(tuple((key, value) for key, value in node.entries if key.value not in keys), node.span)
