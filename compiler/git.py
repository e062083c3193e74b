"""Git, as far as it is read: the commit that a revision names, and the files of a commit. Nothing is written.

It runs as a process with fixed arguments. What a person wrote is never where git would take it for an option.
The repository may be anybody's. So only commands run that read objects as they are stored: no attribute hides or
changes a file, and no setting of the repository names a program that is run.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from .environment import EnvironmentFailure

_REGULAR = "100"  # how the modes of regular files start
_LINK = "120"
_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs")
# Of the settings that name programs, those that a command which only reads may obey. Source: git-config(1).
_SETTINGS = {"log.showSignature": "false", "core.fsmonitor": "false", "core.hooksPath": os.devnull}
_NO_FETCH = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_GRAFT_FILE": os.devnull}


class NoRevision(Exception):
    """There is no such repository or no such revision. The message says which, in one line."""


class Blob(NamedTuple):
    """The content of a file as git keeps it: the same id, the same bytes. ``size`` is in bytes.

    That of a link is the path to which it leads.
    """

    id: str
    size: int
    is_link: bool = False


def commit_of(revision: str, folder: Path) -> str:
    """The id of the commit that ``revision`` names, a branch, a tag or an id, in the repository of ``folder``.

    Raises:
        NoRevision: there is no repository or no such commit.
        EnvironmentFailure: git is not installed.
    """
    repository = _run(folder, "rev-parse", "--git-dir")
    if repository.returncode:
        raise NoRevision(f"{folder.as_posix()} is not in a git repository that can be read: {_reason(repository)}")
    named = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if revision.startswith("-") or named.returncode:
        raise NoRevision(f"git has no commit {revision!r}; in a shallow clone, fetch it first")
    return named.stdout.decode("ascii").strip()


def time_of(commit: str, folder: Path) -> datetime:
    """When a commit was made, by its committer, in UTC.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    shown = _output(folder, "show", "--no-patch", "--format=%ct", "--end-of-options", commit)
    return datetime.fromtimestamp(int(shown.decode("ascii").split()[0]), UTC)


def files(commit: str, folder: Path, *paths: str) -> dict[str, Blob]:
    """The regular files of a commit at and below ``paths``, by path; all paths are from ``folder`` down.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    return {path: blob for path, blob in files_and_links(commit, folder, *paths).items() if not blob.is_link}


def files_and_links(commit: str, folder: Path, *paths: str) -> dict[str, Blob]:
    """As :func:`files`, and the links."""
    listed = _output(folder, "ls-tree", "-r", "-z", "--long", commit, "--", *paths)
    entries = (entry.partition("\t") for entry in os.fsdecode(listed).split("\0") if entry)
    fields = ((path, *about.split()) for about, _, path in entries)
    return {
        path: Blob(id_, int(size), mode.startswith(_LINK))
        for path, mode, _, id_, size in fields
        if mode.startswith((_REGULAR, _LINK))
    }


def content(blob: Blob, folder: Path) -> bytes:
    """The bytes of a file.

    Raises:
        EnvironmentFailure: git cannot read it.
    """
    return _output(folder, "cat-file", "blob", blob.id)


def contents(blobs: Sequence[Blob], folder: Path) -> Iterator[bytes]:
    """The bytes of many files, in their order, from one process.

    Raises:
        EnvironmentFailure: git cannot read one of them.
    """
    with tempfile.TemporaryFile() as ids:
        ids.write("".join(f"{blob.id}\n" for blob in blobs).encode())
        ids.seek(0)
        with _started(folder, ids) as process:
            assert process.stdout is not None, "it is a pipe"
            for blob in blobs:
                yield _next(process.stdout, blob)


def _started(folder: Path, ids: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [*_command(folder), "cat-file", "--batch"]
    try:
        return subprocess.Popen(  # noqa: S603 fixed
            command, stdin=ids, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
    except OSError as error:
        raise EnvironmentFailure(f"git cannot be run: {error.strerror}") from None


def _next(stream: IO[bytes], blob: Blob) -> bytes:
    """Each content comes behind a line with its size, and ends with the end of a line."""
    head = stream.readline().split()
    if head[1:] != [b"blob", str(blob.size).encode()]:
        raise EnvironmentFailure(f"git cannot read the object {blob.id}")
    return stream.read(blob.size + 1)[:-1]


def _output(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        raise EnvironmentFailure(f"git {arguments[0]} has failed: {_reason(done)}")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [*_command(folder), *arguments]
    try:
        return subprocess.run(  # noqa: S603 fixed
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise EnvironmentFailure(f"git cannot be run: {error.strerror}") from None


def _command(folder: Path) -> list[str]:
    settings = (part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))
    return ["git", *_OPTIONS, *settings, "-C", str(folder)]


def _environment() -> dict[str, str]:
    """Nothing is fetched that is not there, and no file of the repository changes which commit comes after which."""
    return {**os.environ, **_NO_FETCH}


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says itself: the first line of its errors."""
    lines = done.stderr.decode("utf-8", errors="replace").splitlines() or [f"exit code {done.returncode}"]
    return lines[0].removeprefix("fatal: ")
