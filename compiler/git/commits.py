"""Commits: which one a revision names, when it was made, and which came before it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from .process import output, reason, run, started


class NoRevision(Exception):
    """There is no such repository or no such revision. The message says which, in one line."""


class Revision(NamedTuple):
    """A commit that changes a folder. ``parents`` are the last ones before it that do, the first parent first.

    ``authored`` is when its author made it, in UTC.
    """

    id: str
    parents: tuple[str, ...]
    authored: datetime


def check_repository(folder: Path) -> None:
    """Nothing where ``folder`` is in a git repository.

    Raises:
        NoRevision: it is in none, or in one that git refuses to read.
        EnvironmentFailure: git is not installed.
    """
    found = run(folder, "rev-parse", "--git-dir")
    if found.returncode:
        raise NoRevision(f"{folder.as_posix()} is not in a git repository that can be read: {reason(found)}")


def commit_of(revision: str, folder: Path) -> str:
    """The id of the commit that ``revision`` names, a branch, a tag or an id, in the repository of ``folder``.

    Raises:
        NoRevision: there is no repository or no such commit.
        EnvironmentFailure: git is not installed.
    """
    check_repository(folder)
    if not revision.startswith("-") and "\0" not in revision:
        named = run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not named.returncode:
            return named.stdout.decode("ascii").strip()
    raise NoRevision(f"git has no commit {revision!r}; in a shallow clone, fetch it first")


def time_of(commit: str, folder: Path) -> datetime:
    """When a commit was made, by its committer, in UTC.

    Raises:
        EnvironmentFailure: git cannot read the commit.
    """
    shown = output(folder, "show", "--no-patch", "--format=%ct", "--end-of-options", commit)
    return _time(shown.split()[0])


def prefix_of(folder: Path) -> str:
    """Where a folder is in its repository; empty for the repository's own.

    Raises:
        EnvironmentFailure: git fails.
    """
    return os.fsdecode(output(folder, "rev-parse", "--show-prefix")).strip("\n").rstrip("/")


def is_shallow(folder: Path) -> bool:
    """Whether the clone lacks older commits.

    Raises:
        EnvironmentFailure: git fails.
    """
    return output(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


@contextmanager
def revisions(commit: str, folder: Path, path: str) -> Iterator[Iterator[Revision]]:
    """``commit`` or the last one before it that changes ``path``, a path from ``folder`` down, and those before that.

    Where a merge has ``path`` as one of its parents has it, only that parent is followed. Git stops where the reader
    does.

    Raises:
        EnvironmentFailure: git is not installed.
    """
    arguments = ("rev-list", "--parents", "--format=%at", "--end-of-options", commit, "--", path)
    with started(folder, *arguments) as (_, lines):
        yield _revisions(lines)


def _revisions(lines: IO[bytes]) -> Iterator[Revision]:
    """Each is two lines: ``commit ID PARENT…``, and the seconds of its author."""
    while head := lines.readline().decode("ascii").split():
        yield Revision(head[1], tuple(head[2:]), _time(lines.readline()))


def _time(seconds: bytes) -> datetime:
    """A time that no calendar has, or none, which a commit that git itself would not make may have, is the first."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
