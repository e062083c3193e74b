"""What the command ``watchspec``, ``python -m watchspec`` and ``main.py`` run: the process from start to end.

The command line is imported only when it runs, because that import may fail too, or be interrupted.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from .installation import advice_without

_INTERRUPTED = 130  # as shells report it: 128 and the number of SIGINT
_PATIENCE = 5.0  # seconds


def run() -> NoReturn:
    """Runs the command that the process was started with, and ends the process, also after Ctrl-C."""
    code = main(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: what is left is to end Node
    _silence_stderr()  # Ctrl-C reaches Node too, and then ending it fails
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code; says what to do where a package is not installed."""
    try:
        from .commands import main as command_line

        return command_line(arguments)
    except ModuleNotFoundError as error:
        print(advice_without(error.name), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _interrupted()


def _interrupted() -> int:
    """One line, and an end that nothing holds up: not a second Ctrl-C, nor a thread that waits for Node."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    backstop = threading.Timer(_PATIENCE, os._exit, [_INTERRUPTED])
    backstop.daemon = True
    backstop.start()
    print("Interrupted.", file=sys.stderr, flush=True)
    _silence_stderr()  # what threads still report is of the interrupt
    return _INTERRUPTED


def _silence_stderr() -> None:
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
