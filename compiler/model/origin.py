"""Which spec a thing came from."""

from dataclasses import dataclass, field

from compiler.source import Span


@dataclass(frozen=True)
class Origin:
    """The spec a thing came from.

    ``label`` is what the output says: file and name, no line, so that a shifted line is no
    difference. ``span`` is for messages and takes no part in comparisons.
    """

    label: str
    span: Span = field(compare=False, repr=False)
