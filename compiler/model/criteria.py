"""What a filter matches: conditions on fields, all of which must hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """Conditions on one field; every one that is given must hold.

    ``equals`` and ``matches`` hold when one of their values fits, ``not_equals`` and ``not_matches``
    when none does. Values are the text GuardDuty compares, numbers and booleans included. The
    order comparisons are whole numbers, for a timestamp milliseconds since 1970 UTC.
    """

    field: str
    equals: tuple[str, ...] = ()
    not_equals: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()
    greater_than: int | None = None
    greater_than_or_equal: int | None = None
    less_than: int | None = None
    less_than_or_equal: int | None = None


Criteria = tuple[Criterion, ...]


def by_field(*criteria: Criterion) -> Criteria:
    """Criteria sorted by field, the order that the output keeps."""
    return tuple(sorted(criteria, key=lambda criterion: criterion.field))
