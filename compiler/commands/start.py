"""The process itself, before a command runs: its streams, and its tuning for a short run."""

import atexit
import gc
import os
import sys

from ..environment import EnvironmentFailure
from .options.base import Command


def open_streams() -> None:
    """Opens standard streams that are closed, so that no file or pipe gets the number of one of them.

    Raises:
        EnvironmentFailure: standard output is closed, so that nobody would see the result.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free: this one
    is_closed = sys.stdout is None
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115 for the whole process
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    if is_closed:
        raise EnvironmentFailure("standard output is closed")


def start(command: Command) -> None:
    """Call it once, before a command runs.

    The garbage collector is off, because imports make many objects and drop few: looking through them
    again and again takes a tenth of the time, and so does looking through them at the end. Where the
    command needs Node, it starts now, beside what Python does next.
    """
    gc.disable()
    atexit.register(gc.freeze)
    if command.needs_node:
        from ..terraform import bindings

        bindings.start()
