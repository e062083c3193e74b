"""Many objects of a repository from one process, as they are stored: contents of files, and folders."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from ..environment import EnvironmentFailure
from .process import started

_LARGEST = 50_000_000  # bytes of a commit or folder
_CHUNK = 2**20
_FILE, _TREE = "100", "40"  # how the modes of a regular file and of a folder start


class Member(NamedTuple):
    """What a folder has: ``mode`` is that of git, such as ``100644``."""

    mode: str
    id: str

    @property
    def is_tree(self) -> bool:
        return self.mode.startswith(_TREE)

    @property
    def is_file(self) -> bool:
        return self.mode.startswith(_FILE)


class Objects:
    """Reads objects by their ids. ``read`` counts those that were asked for."""

    def __init__(self, ids: IO[bytes], answers: IO[bytes]) -> None:
        self._ids, self._answers = ids, answers
        self.read = 0

    @classmethod
    @contextmanager
    def of(cls, folder: Path) -> Iterator["Objects"]:
        """Those of the repository of ``folder``.

        Raises:
            EnvironmentFailure: git is not installed.
        """
        with started(folder, "cat-file", "--batch") as pipes:
            yield cls(*pipes)

    def blob(self, id_: str, most: int) -> bytes | None:
        """The content of a file; None where it has more than ``most`` bytes.

        Raises:
            EnvironmentFailure: git has failed, or the clone does not have it.
        """
        return self._object(id_, b"blob", most)

    def tree(self, commit: str, path: str) -> str | None:
        """The id of a folder of a commit by its path, which is empty for the whole; None where there is none.

        Raises:
            EnvironmentFailure: git has failed, or the clone lacks a part of the commit.
        """
        head = (self._object(commit, b"commit", _LARGEST) or b"").partition(b"\n")[0]
        found = Member(_TREE, head.removeprefix(b"tree ").decode("ascii", "replace"))
        for name in filter(None, path.split("/")):
            member = self.members(found.id).get(name)
            if member is None or not member.is_tree:
                return None
            found = member
        return found.id

    def members(self, tree: str) -> Mapping[str, Member]:
        """What is directly in a folder, by name.

        Raises:
            EnvironmentFailure: git has failed, or the clone does not have the folder.
        """
        stored, form = self._object(tree, b"tree", _LARGEST), _MEMBERS.get(len(tree))
        if stored is None or form is None:
            raise EnvironmentFailure(f"git cannot read the object {tree}")
        return {os.fsdecode(name): Member(mode.decode(), id_.hex()) for mode, name, id_ in form.findall(stored)}

    def _object(self, id_: str, kind: bytes, most: int) -> bytes | None:
        """Each is answered by a line with its type and size, its bytes and the end of a line."""
        self.read += 1
        try:
            self._ids.write(id_.encode("ascii") + b"\n")
            self._ids.flush()
        except OSError:
            raise EnvironmentFailure(f"git cannot read the object {id_}") from None
        head = self._answers.readline().split()
        if len(head) != 3:  # such as ``ID missing``
            raise EnvironmentFailure(f"git cannot read the object {id_}")
        size = int(head[2])
        if head[1] == kind and size <= most:
            return self._answers.read(size + 1)[:-1]
        self._skip(size + 1)
        return None

    def _skip(self, size: int) -> None:
        while size > 0 and (chunk := self._answers.read(min(size, _CHUNK))):
            size -= len(chunk)


# MODE NAME NUL ID, by how many digits the ids of the repository have. Source: git, Documentation/gitformat-pack.
_MEMBERS = {digits: re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{%d})" % (digits // 2), re.DOTALL) for digits in (40, 64)}
