"""Edits made: in the text of a file (a Fix), and in the tree of a document, to see what would be wrong then."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from ..diagnostics import Change, Edit, Fix, Key, Path, Problem
from ..diagnostics.shown import is_showable
from ..source import Span
from .scalars import Ambiguous, resolve
from .tree import Mapping, Node, Scalar, Sequence, find, locate

_QUOTES = ("'", '"')
_WORD = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.:/!&@+-]*[A-Za-z0-9_])?")  # the same in and without any quotes
_FLOW = frozenset(",[]{}")  # what ends an unquoted text inside [ ] and { }

PlacedEdit = tuple[Path, Edit]


def fix_at(root: Node, path: Path, edit: Edit) -> Fix | None:
    """The edit of the value (or key) at ``path`` as an edit of the file; None where it cannot be made safely.

    Only text that is read exactly as it is written (no escapes, anchors or tags) is replaced. Another
    key of the mapping or element of the list is not repeated.
    """
    node, parent = find(root, path), find(root, path[:-1])
    if not isinstance(node, Scalar) or parent is None:
        return None
    if edit.change is Change.REMOVE:
        return _removal(parent, path[-1])
    is_repeated = edit.change is Change.REPLACE and is_taken(parent, path[-1], edit.text)
    return None if is_repeated else rewritten(node, edit)


def rewritten(node: Scalar, edit: Edit) -> Fix | None:
    """The edit of a scalar, in the author's quotes. Never of a text that must not be shown."""
    raw = _raw(node.span)
    quote = raw[0] if raw.startswith(_QUOTES) else ""
    replacement = _replacement(raw, quote, edit) if raw == f"{quote}{node.written}{quote}" else None
    return Fix(node.span, replacement) if replacement is not None and is_showable(replacement) else None


def _replacement(raw: str, quote: str, edit: Edit) -> str | None:
    if edit.change is Change.REPLACE:
        return _quoted(edit.text, quote) if _WORD.fullmatch(edit.text) else None
    if edit.change is Change.QUOTE:
        return None if quote or '"' in raw or "\\" in raw else f'"{raw}"'
    if edit.change in (Change.LIST, Change.MAPPING):
        listed = None if not quote and _FLOW & set(raw) else f"[{raw}]"
        return f"{{{edit.text}: {listed}}}" if listed and edit.change is Change.MAPPING else listed
    return "{}" if edit.change is Change.EMPTY_MAPPING else edit.text


def with_right_edits(
    node: Node, problems: list[Problem], recheck: Callable[[Node], Iterable[Problem]]
) -> list[Problem]:
    """The problems of an entry, less the edits that would only put another problem in their place.

    All edits are made at once, and ``recheck`` finds what is wrong then: one more check, however many there are.
    """
    edits = [(p.path, p.edit) for p in problems if p.edit and isinstance(find(node, p.path), Scalar)]
    if not edits:
        return problems
    after = edited(node, edits)
    wrong = {locate(after, problem.path) for problem in recheck(after)}
    return [p.without_edit() if p.edit and locate(node, p.path) in wrong else p for p in problems]


def edited(node: Node, edits: list[PlacedEdit]) -> Node:
    """The tree after edits of scalars and keys. Every part keeps its position, also what takes the place of another."""
    if not edits:
        return node
    if isinstance(node, Scalar):
        return _value(node, edits[0][1])
    inside: dict[str | int, list[PlacedEdit]] = defaultdict(list)
    for path, edit in edits:
        inside[path[0]].append((path[1:], edit))
    if isinstance(node, Mapping):
        keys = {str(path[0]): edit for path, edit in edits if isinstance(path[0], Key)}
        return replace(node, entries=tuple(_entry(entry, keys, inside) for entry in node.entries))
    kept = ((item, inside.get(index, [])) for index, item in enumerate(node.items))
    return replace(node, items=tuple(edited(item, below) for item, below in kept if not _removes(below)))


def _entry(
    entry: tuple[Scalar, Node], keys: dict[str, Edit], inside: dict[str | int, list[PlacedEdit]]
) -> tuple[Scalar, Node]:
    """A key of a mapping and its value: the one or the other is edited."""
    key, value = entry
    if str(key.value) in keys:
        return replace(key, value=keys[str(key.value)].text), value
    return key, edited(value, inside.get(str(key.value), []))


def _value(node: Scalar, edit: Edit) -> Node:
    if edit.change is Change.EMPTY_MAPPING:
        return Mapping((), node.span)
    if edit.change in (Change.LIST, Change.MAPPING):
        listed = Sequence((node,), node.span)
        key = Scalar(edit.text, edit.text, node.span)
        return Mapping(((key, listed),), node.span) if edit.change is Change.MAPPING else listed
    if edit.change is Change.PLAIN:
        value = resolve(edit.text)
        return replace(node, value=edit.text if isinstance(value, Ambiguous) else value)
    return replace(node, value=edit.text if edit.change is Change.REPLACE else node.written)


def _removes(edits: list[PlacedEdit]) -> bool:
    return any(edit.change is Change.REMOVE for path, edit in edits if not path)


def is_taken(parent: Node | None, step: str | int, text: str) -> bool:
    """Whether a list has the text as another element, or a mapping as another key."""
    if isinstance(parent, Sequence):
        return text in parent.texts
    return isinstance(parent, Mapping) and isinstance(step, Key) and text in parent.by_key


def _quoted(word: str, quote: str) -> str:
    """A word in quotes, in double ones where it had none and needs them."""
    return f"{quote}{word}{quote}" if quote or resolve(word) == word else f'"{word}"'


def _removal(parent: Node, step: str | int) -> Fix | None:
    """Takes an element out of its list, with the comma or the dash before it; not the first, and no comment."""
    if not isinstance(parent, Sequence) or not isinstance(step, int) or step == 0:
        return None
    before, after = parent.items[step - 1].span, parent.items[step].span
    span = Span(after.source, before.end_line, before.end_column, after.end_line, after.end_column)
    between = _raw(Span(after.source, before.end_line, before.end_column, after.line, after.column))
    return Fix(span, "") if between.strip() in (",", "-") else None


def _raw(span: Span) -> str:
    """The text of the file."""
    lines = span.source.lines[span.line - 1 : span.end_line]
    if not lines:
        return ""
    if len(lines) == 1:
        return lines[0][span.column - 1 : span.end_column - 1]
    return "\n".join((lines[0][span.column - 1 :], *lines[1:-1], lines[-1][: span.end_column - 1]))
