"""Which of many criteria imply others, found by an index, so that few pairs have to be compared.

Criteria can imply others only where

- they have conditions on all fields of the others. Their conditions on other fields do not matter, so
  criteria that agree on those fields are compared once;
- for each field of which the others take some texts or patterns (``equals``, ``matches``), they do too,
  and each of theirs is one of those texts or fits one of those patterns. So they are looked up by the
  first of theirs, in the field that leaves the fewest.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from ..meaning.comparison import implies
from ..meaning.conditions import Like, OneOf, conditions
from ..model.criteria import Criteria

T = TypeVar("T")
Fields = frozenset[str]


def fields_of(criteria: Criteria) -> Fields:
    """The fields that criteria have conditions on."""
    return frozenset(condition.field.name for condition in conditions(criteria))


def on_fields(criteria: Criteria, fields: Fields) -> Criteria:
    """The part of the criteria that is about these fields."""
    return tuple(criterion for criterion in criteria if criterion.field in fields)


class Implications(Generic[T]):
    """Items by their criteria on some fields, those that have conditions on all of these fields."""

    def __init__(self, items: Iterable[tuple[Criteria, T]], fields: Fields) -> None:
        groups: dict[Criteria, list[T]] = defaultdict(list)
        for criteria, item in items:
            groups[on_fields(criteria, fields)].append(item)
        self._groups = [(criteria, group) for criteria, group in groups.items() if fields_of(criteria) == fields]

    def implying(self, implied: Criteria) -> Iterator[tuple[Criteria, list[T]]]:
        """The criteria that imply others which are about the same fields, with the items that have them."""
        for position in self._candidates(implied):
            criteria, items = self._groups[position]
            if implies(criteria, implied):
                yield criteria, items

    def _candidates(self, implied: Criteria) -> Iterable[int]:
        choices = []
        for field, test in _text_tests(implied):
            entries = self._by_first_text.get(field, [])
            choices.append((entries, [_range(entries, text, test) for text in _texts(test)]))
        if not choices:
            return range(len(self._groups))
        entries, fewest = min(choices, key=lambda choice: sum(map(len, choice[1])))
        return sorted({entries[index][1] for indexes in fewest for index in indexes})

    @cached_property
    def _by_first_text(self) -> dict[str, list[tuple[str, int]]]:
        """By field, the first text of each condition and the position of its group, sorted."""
        by_field: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for position, (criteria, _) in enumerate(self._groups):
            for field, test in _text_tests(criteria):
                by_field[field].append((_texts(test)[0], position))
        return {field: sorted(entries) for field, entries in by_field.items()}


def _text_tests(criteria: Criteria) -> list[tuple[str, OneOf | Like]]:
    """The texts or patterns of each field of which a finding must have one."""
    return [
        (condition.field.name, condition.test)
        for condition in conditions(criteria)
        if isinstance(condition.test, OneOf | Like) and not condition.negated
    ]


def _texts(test: OneOf | Like) -> tuple[str, ...]:
    return test.values if isinstance(test, OneOf) else test.patterns


def _range(entries: list[tuple[str, int]], text: str, test: OneOf | Like) -> range:
    """Where the texts are that may fit: those equal to a value, or with the start of a pattern."""
    size = len(re.split(r"[*?]", text)[0]) if isinstance(test, Like) else None

    def start(entry: tuple[str, int]) -> str:
        return entry[0][:size]

    return range(bisect_left(entries, text[:size], key=start), bisect_right(entries, text[:size], key=start))
