"""The changes that somebody has accepted, by their fingerprints: a YAML file, read as specs are.

Shape::

    accepted:
      - {fingerprint: 0123456789abcdef01234567, reason: The scanner is retired, by: ciso@example.com}
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic, SpecError
from ..load.beside import read_beside
from ..load.compose import compose
from ..load.tree import Mapping, Node, Scalar, Sequence
from ..source import Source, Span

ACCEPTED = "watchspec-accepted.yaml"
"""The file, beside the folder of the specs: in that, it would be a spec."""
_KEYS = ("fingerprint", "reason", "by")
_SHAPE = "accepted: [{fingerprint: …, reason: …, by: …}]"


@dataclass(frozen=True)
class Accepted:
    """A change that is accepted: why, and by whom."""

    fingerprint: str
    reason: str
    by: str
    span: Span


def read_accepted(path: Path) -> tuple[Accepted, ...]:
    """What a file accepts.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    read = read_beside(Source(path.parent.as_posix(), "", ""), path.name)
    if read.reason:
        raise SpecError([Diagnostic("unreadable-file", f"cannot be read: {read.reason}", _top(read.source))])
    composed = compose(read.source)
    problems = [*read.problems, *composed.problems]
    entries = [] if problems else [*_entries(composed.documents or (), problems)]
    if problems:
        raise SpecError(problems)
    return tuple(entries)


def _entries(documents: tuple[Node, ...], problems: list[Diagnostic]) -> Iterator[Accepted]:
    """The entries, and into ``problems`` what is wrong with any."""
    for document in documents:
        entries = document.get("accepted") if isinstance(document, Mapping) else None
        if not isinstance(entries, Sequence) or (isinstance(document, Mapping) and len(document.entries) > 1):
            problems.append(
                Diagnostic("wrong-type", "not a list of accepted changes", document.span, f"write {_SHAPE}")
            )
            continue
        for entry in entries.items:
            found = [*_problems(entry)]
            problems += found
            if not found and isinstance(entry, Mapping):
                values = {str(key.value): str(value.value) for key, value in entry.entries if isinstance(value, Scalar)}
                yield Accepted(values["fingerprint"], values["reason"], values["by"], entry.span)


def _problems(entry: Node) -> Iterator[Diagnostic]:
    if not isinstance(entry, Mapping):
        yield Diagnostic("wrong-type", "not an accepted change", entry.span, f"write {_SHAPE}")
        return
    for key, value in entry.entries:
        if key.value not in _KEYS:
            yield Diagnostic("unknown-key", f"unknown key {key.value!r}", key.span, f"allowed: {', '.join(_KEYS)}")
        elif not isinstance(value, Scalar) or not isinstance(value.value, str) or not value.value.strip():
            yield Diagnostic("wrong-type", f"{key.value} is not text", value.span, "write it in quotes")
    for name in _KEYS:
        if entry.get(name) is None:
            yield Diagnostic("missing-key", f"{name} is required", entry.span, subject=name)


def _top(source: Source) -> Span:
    return Span(source, 1, 1, 1, 1)
