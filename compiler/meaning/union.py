"""Several criteria together: whether every finding that meets some criteria meets at least one of others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from ..model.criteria import Criteria
from .comparison import condition_implies
from .conditions import Condition, Like, OneOf, Within, conditions
from .intervals import complement, intersection, union

T = TypeVar("T")
_Test = OneOf | Like | Within


def covering(narrow: Criteria, others: Iterable[tuple[Criteria, T]]) -> list[T]:
    """The items of which the criteria together match all that ``narrow`` matches; empty where that is not certain.

    Each condition of ``narrow`` is taken apart: its values, patterns and ranges, one after the other, are met by one of
    the others or left. If none is left of one condition, nothing is left. Others that differ in more than one field are
    not considered.
    """
    left, used = list(conditions(narrow)), []
    by_field: dict[str, list[tuple[Criteria, T]]] = defaultdict(list)
    for criteria, item in others:
        fields = {condition.field.name for condition in islice(_open(left, criteria), 2)}
        if not fields:
            return [item]
        if len(fields) == 1:
            by_field[fields.pop()].append((criteria, item))
    for position, condition in enumerate(left):
        for criteria, item in () if condition.accepts_absent else by_field[condition.field.name]:
            rest = _rest(left, position, criteria)
            if rest != left[position].test:
                used.append(item)
                left[position] = replace(condition, test=rest)
            if not _parts(rest):
                return used
    return []


def _open(premises: Sequence[Condition], criteria: Criteria) -> Iterator[Condition]:
    """The conditions of the criteria that a finding may fail although it meets the premises."""
    return (c for c in conditions(criteria) if not any(condition_implies(premise, c) for premise in premises))


def _rest(required: Sequence[Condition], position: int, criteria: Criteria) -> _Test:
    """What is left of one of the conditions without that of it which meets the criteria, the others being met."""
    condition = required[position]
    open_ = [*_open([*required[:position], *required[position + 1 :]], criteria)]
    if any(each.field != condition.field for each in open_):
        return condition.test
    if isinstance(condition.test, Within):
        return _rest_of_ranges(condition.test, open_)
    kind = OneOf if isinstance(condition.test, OneOf) else Like
    parts = ((text, replace(condition, test=kind((text,)))) for text in _texts(condition.test))
    return kind(tuple(text for text, part in parts if not all(condition_implies(part, each) for each in open_)))


def _rest_of_ranges(test: Within, open_: list[Condition]) -> Within:
    """The numbers that are outside of one of the ranges."""
    gaps = [complement(each.test.intervals) for each in open_ if isinstance(each.test, Within) and not each.negated]
    if len(gaps) < len(open_):
        return test
    return Within(union(part for gap in gaps for part in intersection(test.intervals, gap)))


def _parts(test: _Test) -> tuple[object, ...]:
    """What a value fits one of, if it fits the test."""
    return test.intervals if isinstance(test, Within) else _texts(test)


def _texts(test: OneOf | Like) -> tuple[str, ...]:
    return test.values if isinstance(test, OneOf) else test.patterns
