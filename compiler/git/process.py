"""How git is run: fixed arguments, no setting that names a program, nothing fetched."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..environment import EnvironmentFailure

_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs")
# Of the settings that name programs, those that a command which only reads may obey; and files of the repository that
# say which commit comes after which. Source: git-config(1).
_SETTINGS = {
    "log.showSignature": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.commitGraph": "false",
}
_NO_FETCH = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_GRAFT_FILE": os.devnull}


def output(folder: Path, *arguments: str) -> bytes:
    """What a command prints.

    Raises:
        EnvironmentFailure: git is not installed, or fails.
    """
    done = run(folder, *arguments)
    if done.returncode:
        raise EnvironmentFailure(f"git {arguments[0]} has failed: {reason(done)}")
    return done.stdout


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command to its end, whatever comes of it.

    Raises:
        EnvironmentFailure: git is not installed.
    """
    command = [*_command(folder), *arguments]
    try:
        return subprocess.run(  # noqa: S603 fixed
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise EnvironmentFailure(f"git cannot be run: {error.strerror}") from None


@contextmanager
def started(folder: Path, *arguments: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The input and output of a command that runs until the block is left, and is stopped then.

    Raises:
        EnvironmentFailure: git is not installed.
    """
    command = [*_command(folder), *arguments]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603 fixed
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment()
        )
    except OSError as error:
        raise EnvironmentFailure(f"git cannot be run: {error.strerror}") from None
    assert process.stdin is not None, "it is a pipe"
    assert process.stdout is not None, "it is a pipe"
    with process:
        try:
            yield process.stdin, process.stdout
        finally:
            process.kill()


def reason(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says itself: the first line of its errors."""
    lines = done.stderr.decode("utf-8", errors="replace").splitlines() or [f"exit code {done.returncode}"]
    return lines[0].removeprefix("fatal: ")


def _command(folder: Path) -> list[str]:
    settings = (part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))
    return ["git", *_OPTIONS, *settings, "-C", str(folder)]


def _environment() -> dict[str, str]:
    """Nothing is fetched that is not there, and no file of the repository changes which commit comes after which."""
    return {**os.environ, **_NO_FETCH}
