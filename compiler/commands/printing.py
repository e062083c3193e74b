"""What all commands print in the same way: problems, data for programs, and mistakes on the command line."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TextIO

from ..diagnostics import Diagnostic
from ..diagnostics.formats import Format, renderer
from ..diagnostics.shown import redacted, shown
from ..installation import PACKAGE
from ..terminal import screen_of
from .exit_codes import CLEAN, ENVIRONMENT, PROBLEMS, USAGE


def report(diagnostics: Sequence[Diagnostic], form: str) -> int:
    """Prints problems, in the format of this name. Errors as text go to stderr, which cdktf shows as a failure."""
    has_errors = any(diagnostic.is_error for diagnostic in diagnostics)
    stream = sys.stderr if has_errors and form == Format.TEXT else sys.stdout
    render = renderer(Format(form), screen_of(stream))
    print(render(diagnostics), end="", file=stream)
    return PROBLEMS if has_errors else CLEAN


def refuse(problems: Sequence[Diagnostic]) -> int:
    """Prints what is wrong with values on the command line, each at its place."""
    print(renderer(Format.TEXT, screen_of(sys.stderr))(problems), end="", file=sys.stderr)
    return USAGE


def print_json(data: Any, indent: int | None = None) -> None:
    """Prints JSON for programs, on one line without ``indent``; what looks like a secret is masked."""
    print(json.dumps(redacted(data), indent=indent))


def usage(message: str) -> int:
    """Prints what is wrong with the command line."""
    _print_error(message)
    return USAGE


def environment(failure: str) -> int:
    """Prints what the environment refuses; says nothing where that is stderr itself."""
    with suppress(OSError):
        _print_error(failure)
    return ENVIRONMENT


def silence(stream: TextIO) -> None:
    """Drops what is written to a stream from now on, and what Python would try again to write at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def _print_error(message: str) -> None:
    print(f"{PACKAGE}: {shown(message)}", file=sys.stderr, flush=True)
