"""Criteria -> a function that decides whether a finding meets them.

It is built once and called for every finding. A finding is JSON as GuardDuty exports it (camelCase).
Findings are untrusted: for any JSON value at any path the answer is yes or no, never an exception.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from compiler.catalog.filter_fields import FilterField
from compiler.meaning.conditions import Condition, Like, OneOf, Within, conditions
from compiler.model.criteria import Criteria

Finding = dict[str, Any]
Predicate = Callable[[Finding], bool]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


def predicate(criteria: Criteria) -> Predicate:
    """Whether a finding meets all of the criteria."""
    compiled = [compiled_condition(condition) for condition in conditions(criteria)]

    def meets(finding: Finding) -> bool:
        for holds in compiled:  # noqa: SIM110 it runs for every finding, and a generator doubles the time
            if not holds(finding):
                return False
        return True

    return meets


def compiled_condition(condition: Condition) -> Predicate:
    """Whether a finding meets one condition."""
    path, fits, negated = tuple(condition.field.name.split(".")), _test(condition), condition.negated

    def holds(finding: Finding) -> bool:
        value: Any = finding
        for step in path:
            if type(value) is not dict:
                return any(map(fits, _values_at(path, finding))) is not negated
            value = value.get(step)
        if type(value) is list:
            return any(map(fits, value)) is not negated
        return fits(value) is not negated

    return holds


def values_of(finding: Finding, field: FilterField) -> tuple[Any, ...]:
    """All values that a finding has in a field, without nulls."""
    values = _values_at(tuple(field.name.split(".")), finding)
    return tuple(value for value in values if value is not None)


def _values_at(path: tuple[str, ...], value: Any) -> Iterator[Any]:
    """Every value that the path leads to, through all elements of the lists on it."""
    if isinstance(value, list):
        for element in value:
            yield from _values_at(path, element)
    elif not path:
        yield value
    elif isinstance(value, dict):
        yield from _values_at(path[1:], value.get(path[0]))


def _test(condition: Condition) -> Callable[[Any], bool]:
    test = condition.test
    if isinstance(test, OneOf):
        return _one_of(frozenset(test.values))
    if isinstance(test, Like):
        return lambda value: _as_text(value) is not None and test.fits(_as_text(value) or "")
    return _within(test, as_milliseconds if condition.field.type == "timestamp" else as_number)


def _one_of(values: frozenset[str]) -> Callable[[Any], bool]:
    return lambda value: (value if type(value) is str else _as_text(value)) in values


def _within(test: Within, read: Callable[[Any], float | None]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        number = read(value)
        return number is not None and any(number in interval for interval in test.intervals)

    return fits


def _as_text(value: Any) -> str | None:
    """The text that GuardDuty compares; numbers and booleans as in JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else None


def as_number(value: Any) -> float | None:
    """The value as a number, also if it is a text such as ``"443"``; None if it is not a number."""
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def as_milliseconds(value: Any) -> float | None:
    """Milliseconds since 1970 UTC, from ISO 8601 text or a number of seconds; None if the value is no timestamp."""
    if not isinstance(value, str):
        seconds = as_number(value)
        return None if seconds is None else seconds * 1000
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000
