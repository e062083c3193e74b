"""The command line: arguments in, an exit code out.

``table`` lists the commands, ``options`` says which arguments each has, ``arguments`` and ``parser`` turn
those into an ``argparse`` parser, and each of the other modules is what a command does. Importing this
package loads only what parses: a command loads what it needs when it runs.
"""

import os
import sys
import traceback
from collections.abc import Sequence

from compiler.commands.exit_codes import BROKEN_PIPE, BUG
from compiler.commands.options import Command, SpecsCommand
from compiler.commands.parser import parse
from compiler.commands.printing import report, usage
from compiler.commands.start import start
from compiler.diagnostics import SpecError


def main(arguments: Sequence[str]) -> int:
    """Runs one command as this whole process, and returns the exit code: one of ``exit_codes``."""
    try:
        command = parse(arguments)
        start(command)
        code = _run(command)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except ModuleNotFoundError:  # main.py says what to do
        raise
    except Exception:  # noqa: BLE001 the last boundary: a bug must not exit with the code of a spec problem
        traceback.print_exc()
        print("This is a bug in watchspec, not in your specs.", file=sys.stderr)
        return BUG
    return code


def run(arguments: Sequence[str]) -> int:
    """Runs one command inside this process: no tuning of the process, and a bug is raised."""
    return _run(parse(arguments))


def _run(command: Command) -> int:
    if isinstance(command, SpecsCommand) and not command.specs.is_dir():
        return usage(f"there is no folder {command.specs.as_posix()}; use --specs to name the folder of the specs")
    try:
        return command.run()
    except SpecError as error:
        return report(error.diagnostics, command.format)
