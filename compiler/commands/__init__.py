"""The command line: arguments in, an exit code out.

``table`` lists the commands, ``options`` says which arguments each has, ``arguments`` and ``parser`` turn
those into an ``argparse`` parser, and each of the other modules is what a command does. Importing this
package loads only what parses: a command loads what it needs when it runs, while Node starts if it needs Node.
"""

import sys
from collections.abc import Sequence

from ..environment import failure_of
from .exit_codes import BROKEN_PIPE, BUG
from .options.base import Command, SpecsCommand
from .parser import parse
from .start import open_streams, start


def main(arguments: Sequence[str]) -> int:
    """Runs one command as this whole process, and returns the exit code: one of ``exit_codes``."""
    try:
        open_streams()
        return _run_and_flush(arguments)
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        from .printing import silence

        silence(sys.stdout)
        return BROKEN_PIPE
    except ModuleNotFoundError:  # entry.py says what to do
        raise
    except Exception as error:  # noqa: BLE001 the last boundary: a bug must not exit with the code of a spec problem
        return _failed(error)


def run(arguments: Sequence[str]) -> int:
    """Runs one command inside this process: no tuning of the process, and a bug is raised."""
    return _run(parse(arguments))


def _run_and_flush(arguments: Sequence[str]) -> int:
    """Also where argparse ends the process: what --help prints may meet a full disk too."""
    try:
        command = parse(arguments)
        start(command)
        return _run(command)
    finally:
        sys.stdout.flush()


def _run(command: Command) -> int:
    from ..diagnostics import SpecError
    from .printing import report, usage

    if isinstance(command, SpecsCommand) and not command.specs.is_dir() and not command.goes_without_specs:
        return usage(
            f"there is no folder {command.specs.as_posix()}: --specs names the folder of the specs, and init makes one"
        )
    try:
        return command.run()
    except SpecError as error:
        return report(error.diagnostics, command.format_of_problems)


def _failed(error: Exception) -> int:
    """The environment's failures in one line, whatever follows from them; a bug of ours with its traceback."""
    failure = failure_of(error)
    if failure is not None:
        from .printing import environment, silence

        code = environment(failure)
        for stream in (sys.stdout, sys.stderr):
            silence(stream)
        return code
    import traceback

    traceback.print_exception(error)
    print("This is a bug in watchspec, not in your specs.", file=sys.stderr)
    return BUG
