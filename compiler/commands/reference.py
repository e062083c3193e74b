"""``reference``: every key of the spec language, as Markdown."""

from ..reference import language_reference
from .exit_codes import CLEAN


def print_reference() -> int:
    print(language_reference(), end="")
    return CLEAN
