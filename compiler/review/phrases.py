"""Lists in sentences."""

from collections.abc import Sequence

_SHOWN = 6  # of a sentence; the rest is counted


def some(values: Sequence[str], conjunction: str = "and") -> str:
    """The first values, and how many more there are: ``a, b and 7 more``."""
    more = len(values) - _SHOWN
    *rest, last = [*values[:_SHOWN], *([f"{more:,} more"] if more > 0 else [])]
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last
