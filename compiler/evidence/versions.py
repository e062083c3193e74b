"""Versions of the specs in git: what changed between a commit and its parent, and what was written there before.

Nothing is checked out. A version of a file is parsed only if it has the name that is looked for in it, and once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..git import Member, Objects
from ..load.files import MAX_BYTES, SUFFIXES
from .written import Written, written

# Of all commits together: files that differ from their parents', and bytes of them that are read and that are parsed.
_MOST_CHANGES, _MOST_READ, _MOST_PARSED = 1_000_000, 1_000_000_000, 100_000_000
_KEPT = 64  # versions that are kept for the next commit
_NOTHING: Mapping[str, Member] = {}


class TooMuch(Exception):
    """There is more history than is ever read."""


class Found(NamedTuple):
    """An entry in a file of a version; the file by its path from the specs folder down."""

    file: str
    entry: Written


class Versions:
    """Reads the specs folder ``prefix``, a path from the repository's root down, of any commit.

    ``parsed`` counts the versions of files that were parsed.
    """

    def __init__(self, objects: Objects, prefix: str) -> None:
        self._objects, self._prefix = objects, prefix
        self._changes = self._bytes_read = self._bytes_parsed = self.parsed = 0
        self._tree = lru_cache(_KEPT)(lambda commit: objects.tree(commit, prefix))
        self._members = lru_cache(_KEPT)(objects.members)
        self._content = lru_cache(_KEPT)(self._read)
        self._entries = lru_cache(_KEPT)(self._parse)

    def entries(self, commit: str) -> Iterator[Found]:
        """Everything that is written in a commit, by file.

        Raises:
            TooMuch: nor is there any of what is asked for after it.
        """
        for file, id_ in self._different(self._tree(commit), None):
            if id_:
                yield from (Found(file, entry) for of_key in (self._entries(id_) or {}).values() for entry in of_key)

    def before(self, commit: str, parent: str) -> "Before":
        """What of the specs of ``parent`` is no longer so in ``commit``."""
        return Before(self, dict(self._different(self._tree(parent), self._tree(commit))))

    def find(self, id_: str, wanted: Written) -> Iterator[Written]:
        """What a version of a file has of the same kind and name, by the last name first.

        Of a version that cannot be read, nothing was ever compiled. If it has the name, it counts as no change.
        """
        if wanted.may_be_in(self._content(id_)):
            entries = self._entries(id_)
            if entries is None:
                yield wanted
            else:
                yield from (entry for key in wanted.keys for entry in entries.get(key, ()))

    def _different(self, old: str | None, new: str | None) -> Iterator[tuple[str, str | None]]:
        """The files that differ between two folders, with the ids that they have in the old one, None if they don't."""
        waiting = [("", old, new)]
        while waiting:
            parent, *ids = waiting.pop()
            before, after = (self._members(id_) if id_ else _NOTHING for id_ in ids)
            for name in sorted({*before, *after}, reverse=True):
                one, other = before.get(name), after.get(name)
                if one == other or name.startswith("."):
                    continue
                folder, other_folder = (each.id if each and each.is_tree else None for each in (one, other))
                if folder or other_folder:
                    waiting.append((f"{parent}{name}/", folder, other_folder))
                if name.lower().endswith(SUFFIXES):
                    self._changes += 1
                    _check(self._changes, _MOST_CHANGES)
                    yield f"{parent}{name}", one.id if one and one.is_file else None

    def _read(self, id_: str) -> bytes:
        """A file that is larger than a spec may be has nothing in it."""
        content = self._objects.blob(id_, MAX_BYTES) or b""
        self._bytes_read += len(content)
        _check(self._bytes_read, _MOST_READ)
        return content

    def _parse(self, id_: str) -> Mapping[tuple[str, ...], list[Written]] | None:
        content = self._content(id_)
        self.parsed += 1
        self._bytes_parsed += len(content)
        _check(self._bytes_parsed, _MOST_PARSED)
        entries = written(content)
        if entries is None:
            return None
        by_key: dict[tuple[str, ...], list[Written]] = defaultdict(list)
        for entry in entries:
            by_key[entry.keys[0]].append(entry)
        return dict(by_key)


def _check(number: int, most: int) -> None:
    if number > most:
        raise TooMuch


class Before(NamedTuple):
    """The files that a commit changes, and what its parent has in them."""

    versions: Versions
    files: Mapping[str, str | None]

    def find(self, wanted: Found) -> Iterator[Found]:
        """What may have become an entry: first what is in its own file."""
        for file in dict.fromkeys((wanted.file, *self.files)):
            if id_ := self.files.get(file):
                yield from (Found(file, entry) for entry in self.versions.find(id_, wanted.entry))
