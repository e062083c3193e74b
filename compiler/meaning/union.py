"""Several criteria together: whether every finding that meets some criteria meets at least one of others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ..model.criteria import Criteria
from .comparison import condition_implies, implies
from .conditions import Condition, Like, OneOf, Within, conditions
from .intervals import complement, intersection, union

T = TypeVar("T")
_Test = OneOf | Like | Within


def covering(narrow: Criteria, others: Iterable[tuple[Criteria, T]]) -> list[T]:
    """The items of which the criteria together match all that ``narrow`` matches; empty where that is not certain.

    Each condition of ``narrow`` is taken apart: its values, patterns and ranges, one after the other, are met by one of
    the others or left. If none is left of one condition, nothing is left.
    """
    candidates = list(others)
    alone = next((item for criteria, item in candidates if implies(narrow, criteria)), None)
    if alone is not None:
        return [alone]
    left, used = list(conditions(narrow)), []
    for position, condition in enumerate(left):
        for criteria, item in () if condition.accepts_absent else candidates:
            rest = _rest(left, position, criteria)
            if rest != left[position].test:
                used.append(item)
                left[position] = replace(condition, test=rest)
            if not _parts(rest):
                return used
    return []


def _rest(required: Sequence[Condition], position: int, criteria: Criteria) -> _Test:
    """What is left of one of the conditions without that of it which meets the criteria, the others being met."""
    condition, others = required[position], [*required[:position], *required[position + 1 :]]
    open_ = [c for c in conditions(criteria) if not any(condition_implies(other, c) for other in others)]
    if isinstance(condition.test, Within):
        return _rest_of_ranges(condition, open_)
    parts = [
        part
        for part in _parts(condition.test)
        if not all(condition_implies(replace(condition, test=part), each) for each in open_)
    ]
    texts = tuple(text for part in parts for text in _texts(part))
    return OneOf(texts) if isinstance(condition.test, OneOf) else Like(texts)


def _rest_of_ranges(condition: Condition, open_: list[Condition]) -> Within:
    """The numbers that are outside of one of the ranges; all of them where other conditions are open too."""
    assert isinstance(condition.test, Within)
    gaps = [
        complement(each.test.intervals)
        for each in open_
        if each.field == condition.field and isinstance(each.test, Within) and not each.negated
    ]
    if len(gaps) < len(open_):
        return condition.test
    return Within(union(part for gap in gaps for part in intersection(condition.test.intervals, gap)))


def _parts(test: _Test) -> tuple[_Test, ...]:
    """A test as several, of which a value that fits it fits one."""
    if isinstance(test, Within):
        return tuple(Within((interval,)) for interval in test.intervals)
    kind = OneOf if isinstance(test, OneOf) else Like
    return tuple(kind((text,)) for text in _texts(test))


def _texts(test: _Test) -> tuple[str, ...]:
    return test.values if isinstance(test, OneOf) else test.patterns if isinstance(test, Like) else ()
