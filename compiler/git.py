"""Git, as far as it is read: the commit that a revision names, and the files of a commit. Nothing is written.

It runs as a process with fixed arguments. What a person wrote is never where git would take it for an option.
"""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from .environment import EnvironmentFailure

_REGULAR = "100"  # how the modes of regular files start; links have 120000


class NoRevision(Exception):
    """There is no such repository or no such revision. The message says which, in one line."""


class Blob(NamedTuple):
    """The content of a file as git keeps it: the same id, the same bytes. ``size`` is in bytes."""

    id: str
    size: int


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


def archive(commit: str, folder: Path, *paths: str) -> bytes:
    """The files of a commit at and below ``paths``, which are from ``folder`` down, as a tar archive.

    Raises:
        EnvironmentFailure: git cannot read the commit, or it has none of the paths.
    """
    return _output(folder, "archive", "--format=tar", commit, "--", *paths)


def files(commit: str, folder: Path, *paths: str) -> dict[str, Blob]:
    """The regular files of a commit at and below ``paths``, by path; all paths are from ``folder`` down.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    listed = _output(folder, "ls-tree", "-r", "-z", "--long", commit, "--", *paths)
    entries = (entry.partition("\t") for entry in os.fsdecode(listed).split("\0") if entry)
    fields = ((path, *about.split()) for about, _, path in entries)
    return {path: Blob(id_, int(size)) for path, mode, _, id_, size in fields if mode.startswith(_REGULAR)}


def content(blob: Blob, folder: Path) -> bytes:
    """The bytes of a file.

    Raises:
        EnvironmentFailure: git cannot read it.
    """
    return _output(folder, "cat-file", "blob", blob.id)


def _output(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        raise EnvironmentFailure(f"git {arguments[0]} has failed: {_reason(done)}")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--literal-pathspecs", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 fixed
    except OSError as error:
        raise EnvironmentFailure(f"git cannot be run: {error.strerror}") from None


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says itself: the first line of its errors."""
    lines = done.stderr.decode("utf-8", errors="replace").splitlines() or [f"exit code {done.returncode}"]
    return lines[0].removeprefix("fatal: ")
