"""What cdktf.json and people run: hands its arguments to the command line, and ends the process after Ctrl-C."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence

_INTERRUPTED = 130  # as shells report it: 128 and the number of SIGINT
_PATIENCE = 5.0  # seconds


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code; says what to do where a package is not installed."""
    try:
        from compiler.commands import main as command_line  # only here: this import may fail too

        return command_line(arguments)
    except ModuleNotFoundError as error:
        print(f"The package {error.name} is missing. Run make, then .venv/bin/python main.py", file=sys.stderr)
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


if __name__ == "__main__":
    code = main(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: what is left is to end Node
    _silence_stderr()  # Ctrl-C reaches Node too, and then ending it fails
    sys.exit(code)
