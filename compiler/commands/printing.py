"""What all commands print the same way, and their exit codes."""

import argparse
import sys
from collections.abc import Callable, Sequence

from compiler.diagnostics import Diagnostic
from compiler.diagnostics.machine import render_github, render_json, render_sarif
from compiler.diagnostics.text import render as render_text

CLEAN, PROBLEMS, USAGE = 0, 1, 2
RENDERERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
}


def report(options: argparse.Namespace, diagnostics: Sequence[Diagnostic]) -> int:
    """Prints problems. Text goes to stderr where it is about errors: cdktf shows that stream as failure."""
    failed = any(diagnostic.is_error for diagnostic in diagnostics)
    stream = sys.stderr if failed and options.format == "text" else sys.stdout
    print(RENDERERS[options.format](diagnostics), end="", file=stream)
    return PROBLEMS if failed else CLEAN


def usage(message: str) -> int:
    """Prints what is wrong with the command line."""
    print(f"main.py: {message}", file=sys.stderr)
    return USAGE
