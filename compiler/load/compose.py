"""YAML text -> trees: the events of PyYAML put together into plain data with positions.

Composed here, from the event stream, and not by ``yaml.compose``: that one recurses (a deep document
kills the process), refuses neither repeated keys nor aliases that multiply, and forgets how a
number was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, NoReturn

import yaml

from ..diagnostics import Change, Diagnostic, Edit, Fix
from ..source import Source, Span
from . import characters
from .edits import rewritten
from .scalars import Ambiguous, resolve
from .syntax import syntax_problem
from .tree import Mapping, Node, Scalar, Sequence

MAX_DEPTH = 40  # levels, aliases written out
MAX_NODES = 500_000  # values that are written in one file
MAX_ALIASED = 10_000  # values that the aliases of one file repeat


# libyaml where PyYAML was built with it (all its wheels are): 20 times faster, same events.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Extent(NamedTuple):
    """How many values a node has, itself included, and how many levels of sequences and mappings."""

    size: int
    height: int


_SCALAR = _Extent(size=1, height=0)


@dataclass
class _Container:
    """A sequence or mapping that is still open."""

    start: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1


class Composed(NamedTuple):
    """The documents of a file, None where reading stopped; what is wrong with it; how many values it has."""

    documents: tuple[Node, ...] | None
    problems: tuple[Diagnostic, ...]
    size: int


def compose(source: Source) -> Composed:
    """The documents of a source, and what is wrong with it as plain data.

    Reading stops at the first syntax error, at a document nested deeper than :data:`MAX_DEPTH`, and where the file
    has more values than :data:`MAX_NODES` or its aliases repeat more than :data:`MAX_ALIASED`.
    """
    composer = _Composer(source)
    try:
        for event in yaml.parse(source.text, Loader=_Loader):
            composer.take(event)
    except _Stopped:
        return Composed(None, tuple(composer.problems), composer.size)
    except yaml.YAMLError as error:
        return Composed(None, (*composer.problems, syntax_problem(source, error)), composer.size)
    return Composed(tuple(composer.documents), tuple(composer.problems), composer.size)


Started = yaml.ScalarEvent | yaml.CollectionStartEvent


class _Stopped(Exception):
    """The rest of the file is not worth reading; the problem is recorded."""


class _Composer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.documents: list[Node] = []
        self.problems: list[Diagnostic] = []
        self._open: list[_Container] = []
        self._anchors: dict[str, tuple[Node, _Extent]] = {}
        self._written = 0
        self._aliased = 0

    @property
    def size(self) -> int:
        """The values of the file, aliases written out."""
        return self._written + self._aliased

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._anchors = {}
        elif isinstance(event, yaml.ScalarEvent):
            self._check_tag(event)
            self._count(event)
            self._add(self._scalar(event), _SCALAR, event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._add(*self._anchored(event), None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_tag(event)
            self._descend(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._ascend(event)

    def _descend(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop("yaml-nesting", f"nested deeper than {MAX_DEPTH} levels", event)
        self._count(event)
        self._open.append(_Container(event))

    def _count(self, event: Started) -> None:
        self._written += 1
        if self._written > MAX_NODES:
            self._stop("yaml-nesting", f"more than {MAX_NODES:,} values in one file", event)

    def _ascend(self, event: yaml.CollectionEndEvent) -> None:
        container = self._open.pop()
        span = self._span(container.start, event)
        build = self._mapping if isinstance(container.start, yaml.MappingStartEvent) else self._sequence
        self._add(build(container.children, span), _Extent(container.size, container.height), container.start.anchor)

    def _add(self, node: Node, extent: _Extent, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = (node, extent)
        if not self._open:
            self.documents.append(node)
            return
        parent = self._open[-1]
        parent.children.append(node)
        parent.size += extent.size
        parent.height = max(parent.height, extent.height + 1)

    def _anchored(self, event: yaml.AliasEvent) -> tuple[Node, _Extent]:
        """What an alias stands for, if the file does not get too large or too deep with it."""
        anchored = self._anchors.get(event.anchor or "")
        if anchored is None:
            message = f"the alias *{event.anchor} has no anchor &{event.anchor} before it"
            self._stop("yaml-alias", message, event, "put the text in quotes, if the * belongs to it")
        self._aliased += anchored[1].size
        if self._aliased > MAX_ALIASED:
            self._stop("yaml-alias", f"the aliases of this file repeat more than {MAX_ALIASED:,} values", event)
        if len(self._open) + anchored[1].height > MAX_DEPTH:
            self._stop("yaml-nesting", f"nested deeper than {MAX_DEPTH} levels by this alias", event)
        return anchored

    def _sequence(self, children: list[Node], span: Span) -> Node:
        return Sequence(tuple(children), span)

    def _mapping(self, children: list[Node], span: Span) -> Node:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if self._is_key(key) and isinstance(key, Scalar):
                self._check_new(key, entries)
                entries.setdefault(key.written, (replace(key, value=key.written), value))
        for key, value in zip(children[::2], children[1::2], strict=True):
            if isinstance(key, Scalar) and key.written == "<<":  # reported; the rest is checked as if written out
                for merged in _mappings(value):
                    entries = {**merged.by_key, **entries}
        return Mapping(tuple(entries.values()), span)

    def _is_key(self, key: Node) -> bool:
        """Whether its entry is kept. A number as a key is wrong, but what is behind it is checked all the same."""
        if not isinstance(key, Scalar) or not isinstance(key.value, str):
            self._report("yaml-key", "a key must be text", key.span, "put it in quotes")
            return isinstance(key, Scalar)
        if key.written == "<<":
            self._report("yaml-merge-key", "YAML merge keys (<<) are not supported", key.span, "write the keys out")
        return key.written != "<<"

    def _check_new(self, key: Scalar, entries: dict[str, tuple[Scalar, Node]]) -> None:
        if str(key.value) in entries:
            first = entries[str(key.value)][0].span
            related = (("the first is here", first),)
            self._report("yaml-duplicate-key", f"duplicate key {key.value!r}", key.span, related=related)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._span(event, event)
        for code, message, help_ in characters.problems(event.value):
            self._report(code, message, span, help_)
        value = resolve(event.value) if event.implicit[0] else event.value  # unquoted and without a tag
        if not isinstance(value, Ambiguous):
            return Scalar(value, event.value, span)
        scalar = Scalar(event.value, event.value, span)
        fix = rewritten(scalar, Edit(Change.QUOTE)) if value.is_text else None
        self._report("yaml-ambiguous", f"{event.value} is ambiguous: {value.reason}", span, value.help, fix=fix)
        return scalar

    def _check_tag(self, event: Started) -> None:
        if event.tag not in (None, "!"):
            self._report(
                "yaml-tag", f"the YAML tag {event.tag!r} is not supported", self._span(event, event), "remove it"
            )

    def _span(self, start: yaml.Event, end: yaml.Event) -> Span:
        first, last = start.start_mark, end.end_mark
        assert first is not None
        assert last is not None
        return Span(self.source, first.line + 1, first.column + 1, last.line + 1, last.column + 1)

    def _report(
        self,
        code: str,
        message: str,
        span: Span,
        help_: str | None = None,
        *,
        related: tuple[tuple[str, Span], ...] = (),
        fix: Fix | None = None,
    ) -> None:
        self.problems.append(Diagnostic(code, message, span, help_, related, fix=fix))

    def _stop(self, code: str, message: str, event: yaml.Event, help_: str | None = None) -> NoReturn:
        self._report(code, message, self._span(event, event), help_)
        raise _Stopped


def _mappings(node: Node) -> Iterator[Mapping]:
    """What a merge key refers to: one mapping, or several in a list."""
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping):
            yield item
