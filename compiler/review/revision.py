"""A git revision -> a folder with its specs.

The revision may be anybody's, so nothing of it is trusted: sizes are known before anything is read, files are written
as they are in git (no attribute of the repository changes or hides them), and links are left out.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from ..load.files import MAX_BYTES, MAX_FILES, MAX_TOTAL_BYTES, SUFFIXES

_REGULAR = ("100644", "100755", "100664")
_LINKS = ("120000", "160000")  # the second is a submodule: a link to a commit
_GIT = ("git", "--no-pager", "--no-replace-objects")


class NoRevision(Exception):
    """The revision cannot be read; the message says why."""


@dataclass(frozen=True)
class _Blob:
    """A file of the revision: its path below the specs folder, and what git calls its content."""

    name: str
    mode: str
    id: str
    size: int


def commit_of(revision: str, folder: Path) -> str | None:
    """The id of the commit that a revision names in the repository of ``folder``; None if there is none."""
    try:
        verify = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return _git(folder, *verify).decode().strip()
    except (NoRevision, ValueError):  # a zero byte in an argument
        return None


def obstacle(folder: Path) -> str | None:
    """Why git can read no revision there at all; None if it can."""
    try:
        _git(folder, "rev-parse", "--git-dir")
    except NoRevision as reason:
        return str(reason)
    return None


def folder_of(specs: Path) -> str:
    """Where a folder is in its repository; empty for the repository's own.

    Raises:
        NoRevision: git fails.
    """
    return _git(specs, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n").rstrip("/")


def export(commit: str, specs: Path, target: Path) -> tuple[str, ...]:
    """Writes the specs folder of a commit to the empty folder ``target``, without links, and returns those.

    ``specs`` is the folder in the working tree, which says where the specs are in the repository. Nothing is written
    where the commit has no such folder.

    Raises:
        NoRevision: git fails, or there is more in it than is ever read.
    """
    blobs = list(_blobs(specs, commit, folder_of(specs)))
    regular = [blob for blob in blobs if blob.mode in _REGULAR]
    total = sum(blob.size for blob in regular)
    if len(regular) > MAX_FILES or total > MAX_TOTAL_BYTES:
        allowed = f"{MAX_FILES:,} files and {MAX_TOTAL_BYTES:,} bytes"
        raise NoRevision(
            f"{commit[:12]} is too large: it has {len(regular):,} files, {total:,} bytes; {allowed} are read"
        )
    _write(specs, regular, target)
    return tuple(blob.name for blob in blobs if blob.mode in _LINKS and _may_be_specs(blob.name))


def export_file(commit: str, specs: Path, name: str, target: Path) -> bool:
    """Writes a file that is beside the specs folder of a commit to ``target``; False where there is none.

    A link is none, and so is a file that is larger than a spec may be.
    """
    beside = PurePosixPath(folder_of(specs)).parent
    blobs = [blob for blob in _blobs(specs, commit, "", (beside / name).as_posix()) if blob.mode in _REGULAR]
    usable = [replace(blob, name=name) for blob in blobs if blob.size <= MAX_BYTES]
    _write(specs, usable, target)
    return bool(usable)


def _may_be_specs(name: str) -> bool:
    """A link to a spec, or to a folder; or a submodule, which is a folder."""
    return name.lower().endswith(SUFFIXES) or not PurePosixPath(name).suffix


def _blobs(folder: Path, commit: str, inside: str, only: str = "") -> Iterator[_Blob]:
    """Every file of a commit below the folder ``inside``, except hidden ones, which no spec can be."""
    start = f"{inside}/" if inside else only
    listed = _git(folder, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *(("--", start) if start else ()))
    for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, _, identity, size = about.split()
        name = path.removeprefix(f"{inside}/") if inside else path
        if not any(part.startswith(".") for part in name.split("/")):
            yield _Blob(name, mode, identity, int(size) if size.isdecimal() else 0)


def _write(folder: Path, blobs: Sequence[_Blob], target: Path) -> None:
    """Their contents come one after the other from one process, each behind a line with its size."""
    with tempfile.TemporaryFile() as ids:
        ids.write("".join(f"{blob.id}\n" for blob in blobs).encode())
        ids.seek(0)
        command = (*_GIT, "-C", str(folder), "cat-file", "--batch")
        with subprocess.Popen(  # noqa: S603 no shell, and no argument of it is anybody else's
            command, stdin=ids, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            for blob in blobs:
                _put(target / blob.name, _content(process.stdout, blob))


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise NoRevision(f"{path.name} cannot be written: {error.strerror}") from error


def _content(stream: IO[bytes], blob: _Blob) -> bytes:
    head = stream.readline().split()
    if head[1:] != [b"blob", str(blob.size).encode()]:
        raise NoRevision(f"git cannot read {blob.name}")
    content = stream.read(blob.size)
    stream.read(1)
    return content


def _git(folder: Path, *arguments: str) -> bytes:
    command = (*_GIT, "-C", str(folder), *arguments)
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 no shell
    except OSError as error:
        raise NoRevision(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise NoRevision(message or f"git {arguments[0]} fails")
    return done.stdout
