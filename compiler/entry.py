"""What the command ``watchspec``, ``python -m watchspec`` and ``main.py`` run: the process from start to end.

The command line is imported only when it runs, because that import may fail too, or be interrupted.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from .installation import advice_without

_INTERRUPTED = 130  # as shells report it: 128 and the number of SIGINT
_PATIENCE = 5.0  # seconds


def run() -> NoReturn:
    """Runs the command that the process was started with, and ends the process, also after Ctrl-C."""
    interrupt = _Interrupt()
    interrupt.listen()
    code = main(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: what is left is to end Node
    _silence_stderr()  # Ctrl-C reaches Node too, and then ending it fails
    sys.exit(_INTERRUPTED if interrupt.has_come else code)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code; says what to do where a package is not installed."""
    try:
        from .commands import main as command_line

        return command_line(arguments)
    except ModuleNotFoundError as error:
        print(advice_without(error.name), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED


class _Interrupt:
    """Ctrl-C: one line at once, and an end that nothing holds up: not a second Ctrl-C, nor a thread that waits.

    Python ignores a KeyboardInterrupt that is raised in a callback of its own. So what happens after the line is
    silent, and the exit code does not depend on whether the exception got through.
    """

    has_come = False

    def listen(self) -> None:
        """From now on; not where interrupts are ignored, as in the background of a shell."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._come)

    def _come(self, _signal: int, _frame: FrameType | None) -> NoReturn:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.has_come = True
        backstop = threading.Timer(_PATIENCE, os._exit, [_INTERRUPTED])
        backstop.daemon = True
        backstop.start()
        with contextlib.suppress(OSError):
            os.write(2, b"Interrupted.\n")  # print() may be what is interrupted
        _silence_stderr()
        raise KeyboardInterrupt


def _silence_stderr() -> None:
    with contextlib.suppress(OSError, RuntimeError):  # the latter where a print() is interrupted
        sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
