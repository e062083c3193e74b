"""``reference``: every key of the spec language, as Markdown."""

from compiler.commands.exit_codes import CLEAN
from compiler.reference import language_reference


def print_reference() -> int:
    print(language_reference(), end="")
    return CLEAN
