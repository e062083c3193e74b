"""A YAML document as a tree of plain data that knows where each part stands."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from compiler.diagnostics import Key, Path
from compiler.source import Span


@dataclass(frozen=True)
class Scalar:
    """Text, a whole number, a decimal number, true or false, or nothing. ``written`` is it as in the file."""

    value: str | int | float | bool | None
    written: str
    span: Span


@dataclass(frozen=True)
class Sequence:
    items: tuple["Node", ...]
    span: Span


@dataclass(frozen=True)
class Mapping:
    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span

    def get(self, name: str) -> "Node | None":
        return next((node for key, node in self.entries if key.value == name), None)


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """The node as dict, list and scalar values."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def locate(node: Node, path: Path) -> Span:
    """Where ``path`` stands below ``node``: the bridge from a check to a place in a file.

    A last step of :class:`~compiler.diagnostics.Key` means the key. A step that is not there (a
    missing key) gives the place of the deepest part that is.
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
    """The node at ``path``, or None where nothing stands there."""
    for step in path:
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
    keys = [key.span for key, _ in node.entries if key.value == name] if isinstance(node, Mapping) else []
    return keys[0] if keys else node.span


def without(node: Mapping, keys: Container[str]) -> Mapping:
    """The mapping less some of its keys."""
    return Mapping(tuple((key, value) for key, value in node.entries if key.value not in keys), node.span)
