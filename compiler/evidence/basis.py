"""What a report is made from: a commit or none, a day, and the checksums of specs, stacks and other inputs."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from .. import git
from ..model.plan import Plan
from ..output.changes import stack_path
from ..output.folder import read
from .since import History


@dataclass(frozen=True)
class Digest:
    """A file: its path from the folder of its kind down, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Commit:
    id: str
    time: datetime


@dataclass(frozen=True)
class Basis:
    """``commit`` is None where the specs are not as they were committed. ``as_of`` is the day of the report.

    ``stacks`` are those that were there beside the specs; ``inputs`` are findings and plans that were handed in.
    ``history`` says whether that of the specs was read.
    """

    commit: Commit | None
    as_of: date
    version: str
    specs: tuple[Digest, ...]
    stacks: tuple[Digest, ...]
    inputs: tuple[Digest, ...]
    history: History


def committed(specs: Path) -> Commit | None:
    """The commit that is checked out, if the specs are as they are in it; None where they are not, or without git.

    Hidden files count for nothing, as everywhere.
    """
    try:
        id_ = git.commit_of("HEAD", specs)
    except git.NoRevision:
        return None
    blobs = {name: blob.id for name, blob in git.files(id_, specs).items() if not _is_hidden(name)}
    found = {name: _blob_id(content, id_) for name, content in _files(specs)}
    return Commit(id_, git.time_of(id_, specs)) if blobs == found else None


def spec_digests(specs: Path) -> tuple[Digest, ...]:
    """All files of the specs folder: also findings that tests name, and lists."""
    return tuple(_digest(name, content) for name, content in _files(specs))


def stack_digests(out: Path, plan: Plan) -> tuple[Digest, ...]:
    """The stacks of the plan that are in the folder which ``synth`` writes, by name."""
    found = ((stack.name, read(out, stack_path(stack.name)).content) for stack in plan.stacks)
    return tuple(sorted((_digest(name, content) for name, content in found if content is not None), key=_name))


def input_digests(paths: Iterable[str]) -> tuple[Digest, ...]:
    """Files that were handed in, by their names without folders, which differ between machines."""
    found = (Digest(Path(path).name, _file_digest(Path(path))) for path in paths)
    return tuple(sorted(found, key=lambda digest: (digest.name, digest.sha256)))


def _file_digest(path: Path) -> str:
    """Of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(name: str, content: bytes) -> Digest:
    return Digest(name, hashlib.sha256(content).hexdigest())


def _name(digest: Digest) -> str:
    return digest.name


def _blob_id(content: bytes, commit: str) -> str:
    """The id that git gives to a file, by the hash that the repository uses."""
    algorithm = "sha1" if len(commit) == 40 else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The regular files below a folder, sorted by path; no link is followed."""
    paths = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    for path in sorted(path for path in paths if path.is_file() and not path.is_symlink()):
        name = path.relative_to(folder).as_posix()
        if not _is_hidden(name):
            yield name, path.read_bytes()
