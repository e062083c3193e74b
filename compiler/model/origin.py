"""The spec that something comes from."""

from dataclasses import dataclass, field

from ..source import Span


@dataclass(frozen=True)
class Origin:
    """The spec that something comes from.

    ``label`` is what the output shows: file and name without a line, so that a shifted line changes
    nothing. ``span`` is for messages and is ignored in comparisons. ``others`` are those of further specs, where
    what several declare has been merged.
    """

    label: str
    span: Span = field(compare=False, repr=False)
    others: tuple[Span, ...] = field(default=(), compare=False, repr=False)
