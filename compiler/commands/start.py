"""Tuning of the process for a short run; the only place for it."""

import atexit
import gc

from compiler.commands.options import Command


def start(command: Command) -> None:
    """Call it once, before a command runs.

    The garbage collector is off, because imports make many objects and drop few: looking through them
    again and again takes a tenth of the time, and so does looking through them at the end. Where the
    command needs Node, it starts now, beside what Python does next.
    """
    gc.disable()
    atexit.register(gc.freeze)
    if command.needs_node:
        from compiler.terraform import bindings

        bindings.start()
