"""Criteria -> an EventBridge event pattern that the same findings match.

In a pattern the alternatives of one field stand in one list, and fields are ANDed; so what can be
said of a field is one list of alternatives. Values keep their JSON type. Where a path leads through
a list, EventBridge asks whether any element fits, which is what a condition that is not negated means.
Two conditions below one list it ties to one element, and GuardDuty, as far as its documentation goes,
does not: that is not the same, and refused.

Sources: EventBridge user guide, eb-event-patterns and eb-create-pattern-operators; the finding's JSON
types are those of the API model; for lists the README of aws/event-ruler, on JSON array matching.
"""

import json
from collections.abc import Iterator
from math import inf
from typing import Any

from compiler.catalog import quotas
from compiler.catalog.filter_fields import all_fields
from compiler.meaning.conditions import Condition, Like, OneOf, Within, conditions_of
from compiler.meaning.intervals import EVERYTHING, Interval, Intervals, complement, intersection
from compiler.model.criteria import Criteria, Criterion

_LARGEST = 5e9  # numeric matching, same page
_ABSENT: list[Any] = [None, {"exists": False}]
Leaves = dict[str, list[Any]]


class Inexpressible(Exception):
    """No event pattern says the same. The message says why, in an author's words."""


def event_patterns(criteria: Criteria) -> tuple[str, ...]:
    """The patterns, as JSON text, that together match what meets the criteria; one where it is short enough.

    Raises:
        Inexpressible: where there are none.
    """
    for field, why in tied(criteria):
        raise Inexpressible(f"{field}: {why}")
    leaves = {criterion.field: alternatives(criterion) for criterion in criteria}
    return tuple(json.dumps(_event(part), separators=(",", ":")) for part in _fitting(leaves))


def tied(criteria: Criteria) -> Iterator[tuple[str, str]]:
    """Fields that stand below the same list as one before them, each with why that has no event pattern."""
    seen: set[str] = set()
    for criterion in criteria:
        lists = all_fields()[criterion.field].lists
        shared = [name for name in lists if name in seen]
        if shared:
            asks = f"EventBridge would ask two conditions of one and the same element of {shared[-1]}"
            yield criterion.field, f"{asks}, and GuardDuty of any"
        seen.update(lists)


def alternatives(criterion: Criterion) -> list[Any]:
    """What stands in the pattern for the field of a criterion.

    Raises:
        Inexpressible: where EventBridge cannot say it.
    """
    found = conditions_of(criterion)
    field = found[0].field
    if field.type == "timestamp":
        raise Inexpressible("EventBridge compares no times")
    if field.in_list:
        return _in_list(found)
    if field.type == "number":
        return _numbers(found)
    return _texts(found)


def _event(leaves: Leaves) -> dict[str, Any]:
    detail: dict[str, Any] = {}
    for field, found in leaves.items():
        *way, last = field.split(".")
        level = detail
        for step in way:
            level = level.setdefault(step, {})
        level[last] = found
    return {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": detail}


def _fitting(leaves: Leaves) -> Iterator[Leaves]:
    """The leaves as they are, or with the longest list of alternatives halved until the pattern fits."""
    if len(json.dumps(_event(leaves), separators=(",", ":"))) <= quotas.EVENT_PATTERN_LENGTH:
        yield leaves
        return
    longest = max(leaves, key=lambda field: (len(leaves[field]) > 1, len(json.dumps(leaves[field]))))
    found = leaves[longest]
    if len(found) == 1:
        raise Inexpressible(f"the event pattern is longer than {quotas.EVENT_PATTERN_LENGTH:,} characters")
    middle = len(found) // 2
    for half in (found[:middle], found[middle:]):
        yield from _fitting({**leaves, longest: half})


def _in_list(found: tuple[Condition, ...]) -> list[Any]:
    """One condition, not negated: EventBridge looks at the elements one by one."""
    if any(condition.negated for condition in found):
        raise Inexpressible("this field is in a list, of which EventBridge cannot say that no element fits")
    if len(found) > 1:
        raise Inexpressible("this field is in a list, of which EventBridge takes one condition")
    return _numbers(found) if isinstance(found[0].test, Within) else _texts(found)


def _numbers(found: tuple[Condition, ...]) -> list[Any]:
    """Any conditions on a number are a union of intervals."""
    numbers = EVERYTHING
    for condition in found:
        intervals = condition.test.intervals if isinstance(condition.test, Within) else EVERYTHING
        numbers = intersection(numbers, complement(intervals) if condition.negated else intervals)
    absent = _ABSENT if all(condition.negated for condition in found) else []
    return [*_numeric(numbers), *absent]


def _numeric(intervals: Intervals) -> Iterator[Any]:
    for interval in intervals:
        ends = [end for end in (interval.low, interval.high) if abs(end) != inf]
        if any(abs(end) > _LARGEST for end in ends):
            raise Inexpressible(f"EventBridge compares numbers up to {_LARGEST:,.0f}")
        yield {"numeric": _comparison(interval)}


def _comparison(interval: Interval) -> list[Any]:
    """A bare number is compared as it is written, so that 5 is not 5.0 (eb-event-patterns): ``=`` compares values."""
    if interval.low == interval.high:
        return ["=", _number(interval.low)]
    low = [] if interval.low == -inf else [">=" if interval.holds_low else ">", _number(interval.low)]
    high = [] if interval.high == inf else ["<=" if interval.holds_high else "<", _number(interval.high)]
    return low + high


def _number(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _texts(found: tuple[Condition, ...]) -> list[Any]:
    listed = next((c for c in found if isinstance(c.test, OneOf) and not c.negated), None)
    if listed and isinstance(listed.test, OneOf):
        rest = [condition for condition in found if condition is not listed]
        return [_typed(listed, value) for value in listed.test.values if all(_fits(value, c) for c in rest)]
    if len(found) > 1:
        raise Inexpressible("EventBridge takes one of these conditions on a field, not several at once")
    (condition,) = found
    if isinstance(condition.test, OneOf) and condition.field.type == "boolean":
        return [value for value in (False, True) if str(value).lower() not in condition.test.values] + _ABSENT
    if isinstance(condition.test, OneOf):
        return [{"anything-but": [_typed(condition, value) for value in condition.test.values]}, *_ABSENT]
    assert isinstance(condition.test, Like)
    wildcards = [_wildcard(pattern) for pattern in condition.test.patterns]
    if condition.negated:
        return [{"anything-but": {"wildcard": wildcards}}, *_ABSENT]
    return [{"wildcard": wildcard} for wildcard in wildcards]


def _typed(condition: Condition, value: str) -> str | bool:
    return value == "true" if condition.field.type == "boolean" else value


def _fits(value: str, condition: Condition) -> bool:
    test = condition.test
    fits = value in test.values if isinstance(test, OneOf) else isinstance(test, Like) and test.fits(value)
    return fits is not condition.negated


def _wildcard(pattern: str) -> str:
    """EventBridge's own: ``*`` is any text, never two in a row, and a backslash takes a meaning away."""
    if "?" in pattern:
        raise Inexpressible("EventBridge has no ? for one character")
    escaped = pattern.replace("\\", "\\\\")
    while "**" in escaped:
        escaped = escaped.replace("**", "*")
    return escaped
