"""The files of a commit, and what is in them."""

import os
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from ..environment import EnvironmentFailure
from .objects import Objects
from .process import output


class Kind(Enum):
    """By how the modes of git start."""

    FILE = "100"
    LINK = "120"
    SUBMODULE = "160"


class Blob(NamedTuple):
    """The content of a file as git keeps it: the same id, the same bytes. ``size`` is in bytes.

    That of a link is the path to which it leads; a submodule has none here.
    """

    id: str
    size: int
    kind: Kind = Kind.FILE


def files(commit: str, folder: Path, *paths: str) -> dict[str, Blob]:
    """The regular files of a commit at and below ``paths``, by path; all paths are from ``folder`` down.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    return {path: blob for path, blob in listed(commit, folder, *paths).items() if blob.kind is Kind.FILE}


def files_and_links(commit: str, folder: Path, *paths: str) -> dict[str, Blob]:
    """As :func:`files`, and the links."""
    return {path: blob for path, blob in listed(commit, folder, *paths).items() if blob.kind is not Kind.SUBMODULE}


def listed(commit: str, folder: Path, *paths: str, is_from_root: bool = False) -> dict[str, Blob]:
    """As :func:`files`, with links and submodules. With ``is_from_root``, paths are from that of the repository down.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    options = ("-r", "-z", "--long", *(("--full-tree",) if is_from_root else ()))
    lines = os.fsdecode(output(folder, "ls-tree", *options, commit, "--", *paths)).split("\0")
    entries = (line.partition("\t") for line in lines if line)
    fields = ((path, *about.split()) for about, _, path in entries)
    return {
        path: Blob(id_, int(size) if size.isdecimal() else 0, Kind(mode[:3])) for path, mode, _, id_, size in fields
    }


def content(blob: Blob, folder: Path) -> bytes:
    """The bytes of a file.

    Raises:
        EnvironmentFailure: git cannot read it.
    """
    return output(folder, "cat-file", "blob", blob.id)


def contents(blobs: Sequence[Blob], folder: Path) -> Iterator[bytes]:
    """The bytes of many files, in their order, from one process.

    Raises:
        EnvironmentFailure: git cannot read one of them.
    """
    with Objects.of(folder) as objects:
        for blob in blobs:
            found = objects.blob(blob.id, blob.size)
            if found is None or len(found) != blob.size:  # it ends early where git has died
                raise EnvironmentFailure(f"git cannot read the object {blob.id}")
            yield found
