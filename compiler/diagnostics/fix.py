"""The one right edit of a spec: Edit (of the value at a path), Fix (of the text of a file)."""

from dataclasses import dataclass
from enum import Enum, auto

from ..source import Span


class Change(Enum):
    """What an edit does with a value, or with a key."""

    REPLACE = auto()
    """Another text in its place, in the author's quotes."""
    PLAIN = auto()
    """Another value in its place, without quotes: a number, true or false."""
    QUOTE = auto()
    """What was written, in quotes."""
    LIST = auto()
    """A list with it as the only element."""
    MAPPING = auto()
    """A mapping of one key to a list with it as the only element."""
    EMPTY_MAPPING = auto()
    """An empty mapping in its place."""
    REMOVE = auto()
    """Taken out of its list."""


@dataclass(frozen=True)
class Edit:
    """``text`` is what is put in place by :attr:`Change.REPLACE` and :attr:`Change.PLAIN`, or a mapping's key."""

    change: Change
    text: str = ""


@dataclass(frozen=True)
class Fix:
    """``replacement`` for the text of a file at ``span``. Never a credential."""

    span: Span
    replacement: str
