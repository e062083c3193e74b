"""What a filter matches: conditions on fields, all of which must hold."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """Conditions on one field; every one that is given must hold.

    ``equals`` and ``matches`` hold when one of their values fits, ``not_equals`` and ``not_matches``
    when none does. Values are the text GuardDuty compares, numbers and booleans included. The
    order comparisons are whole numbers, for a timestamp milliseconds since 1970 UTC. With ``or_absent``,
    ``equals`` also holds for a finding that has no value in the field; GuardDuty has no such filter, only routes.
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
    or_absent: bool = dataclasses.field(default=False, repr=False)  # names of packed filters are hashes of the text


Criteria = tuple[Criterion, ...]


def by_field(*criteria: Criterion) -> Criteria:
    """Criteria sorted by field, the order that the output keeps."""
    return tuple(sorted(criteria, key=lambda criterion: criterion.field))


def in_any_order(criteria: Criteria) -> Criteria:
    """The same for criteria that differ only in the order of values, which are alternatives."""
    return tuple(
        dataclasses.replace(
            criterion,
            equals=tuple(sorted(criterion.equals)),
            not_equals=tuple(sorted(criterion.not_equals)),
            matches=tuple(sorted(criterion.matches)),
            not_matches=tuple(sorted(criterion.not_matches)),
        )
        for criterion in criteria
    )
