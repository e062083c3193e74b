"""What all commands print in the same way: problems, and mistakes on the command line."""

import sys
from collections.abc import Callable, Sequence

from compiler.commands.exit_codes import CLEAN, PROBLEMS, USAGE
from compiler.diagnostics import Diagnostic
from compiler.diagnostics.machine import render_github, render_json, render_sarif
from compiler.diagnostics.text import render as render_text

RENDERERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
}


def report(diagnostics: Sequence[Diagnostic], form: str) -> int:
    """Prints problems in a form of ``RENDERERS``. Errors as text go to stderr, which cdktf shows as a failure."""
    has_errors = any(diagnostic.is_error for diagnostic in diagnostics)
    stream = sys.stderr if has_errors and form == "text" else sys.stdout
    print(RENDERERS[form](diagnostics), end="", file=stream)
    return PROBLEMS if has_errors else CLEAN


def usage(message: str) -> int:
    """Prints what is wrong with the command line."""
    print(f"main.py: {message}", file=sys.stderr)
    return USAGE
