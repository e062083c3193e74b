"""The text of a spec file -> the suppressions, overrides and acceptances in it, also of an older version.

They are read as plain data and not by the models of the language: a version from before may have errors, or keys that
the language has no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ..load.compose import compose
from ..load.tree import Mapping, Node, Scalar, Sequence, plain
from ..source import Place, Source

_NAMING = ("name", "was", "accept")  # of a suppression: none of it says what is muted


@dataclass(frozen=True)
class Written:
    """One of them as it is written. ``problem`` is the code of a warning that is accepted, else empty.

    ``section`` is empty for the organization document. ``teams`` and ``names`` are those of now and then those of
    before, ``place`` is that of the entry's name.
    """

    section: str
    teams: tuple[str, ...]
    names: tuple[str, ...]
    problem: str
    place: Place
    value: Any

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """By what it is found: first by what it is called, then by what it was called before."""
        both = ((team, name) for team in self.teams or ("",) for name in self.names or ("",))
        return tuple((self.section, self.problem, *each) for each in both)

    def may_be_in(self, content: bytes) -> bool:
        """Whether a file has its name in it, which can also be written with escapes."""
        texts = (self.problem,) if self.problem else self.names
        return b"\\" in content or any(text.encode() in content for text in texts)

    def known_as(self, other: "Written") -> "Written":
        """With the names that ``other``, which is the same at another time, has or had."""
        teams, names = (*self.teams, *other.teams), (*self.names, *other.names)
        return replace(self, teams=tuple(dict.fromkeys(teams)), names=tuple(dict.fromkeys(names)))


def written(content: bytes) -> tuple[Written, ...] | None:
    """In the order of the file; None where it is not UTF-8 or not YAML."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    documents = compose(Source("", "", text)).documents
    if documents is None:
        return None
    return tuple(each for document in documents if isinstance(document, Mapping) for each in _of_document(document))


def _of_document(document: Mapping) -> Iterator[Written]:
    if isinstance(named := document.get("organization"), Scalar):
        yield from _acceptances(document, Written("", (), (), "", _place(named), None))
    if not isinstance(team := document.get("team"), Scalar):
        return
    teams = (team.written, *_texts(document.get("was")))
    for key, entries in document.entries:
        for entry in entries.items if isinstance(entries, Sequence) else ():
            if isinstance(entry, Mapping):
                yield from _of_entry(entry, key.written, teams)


def _of_entry(entry: Mapping, section: str, teams: tuple[str, ...]) -> Iterator[Written]:
    name = entry.get("name")
    names = (*_texts(name), *_texts(entry.get("was")))
    found = Written(section, teams, names, "", _place(name or entry), None)
    protections = entry.get("protections")
    if section == "suppressions":
        value = {key.written: plain(node) for key, node in entry.entries if key.written not in _NAMING}
        yield replace(found, value=value)
    if section == "accounts" and protections is not None:
        yield replace(found, value=plain(protections))
    yield from _acceptances(entry, found)


def _acceptances(entry: Mapping, of: Written) -> Iterator[Written]:
    accepted = entry.get("accept")
    for each in accepted.items if isinstance(accepted, Sequence) else ():
        problem = each.get("problem") if isinstance(each, Mapping) else None
        if isinstance(problem, Scalar):
            yield replace(of, problem=problem.written, value=plain(each))


def _texts(node: Node | None) -> Iterator[str]:
    """One text, or those of a list."""
    for each in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(each, Scalar):
            yield each.written


def _place(node: Node) -> Place:
    return node.span.line, node.span.column
