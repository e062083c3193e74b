"""What all commands print in the same way: problems, and mistakes on the command line."""

import sys
from collections.abc import Sequence

from compiler.commands.exit_codes import CLEAN, PROBLEMS, USAGE
from compiler.diagnostics import Diagnostic
from compiler.diagnostics.formats import Format, renderer
from compiler.terminal import screen_of


def report(diagnostics: Sequence[Diagnostic], form: str) -> int:
    """Prints problems, in the format of this name. Errors as text go to stderr, which cdktf shows as a failure."""
    has_errors = any(diagnostic.is_error for diagnostic in diagnostics)
    stream = sys.stderr if has_errors and form == Format.TEXT else sys.stdout
    render = renderer(Format(form), screen_of(stream))
    print(render(diagnostics), end="", file=stream)
    return PROBLEMS if has_errors else CLEAN


def usage(message: str) -> int:
    """Prints what is wrong with the command line."""
    print(f"main.py: {message}", file=sys.stderr)
    return USAGE
