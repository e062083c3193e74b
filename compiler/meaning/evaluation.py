"""Criteria -> a function that decides whether a finding meets them.

It is built once and called for every finding. A finding is JSON as GuardDuty exports it (camelCase).
Findings are untrusted: for any JSON value at any path the answer is yes or no, never an exception.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from math import floor, isfinite
from typing import Any

from ..catalog.filter_fields import PAIR, FilterField
from ..model.criteria import Criteria
from .conditions import TIME, Condition, Like, Within, conditions

Finding = dict[str, Any]
Predicate = Callable[[Finding], bool]

_TIME = re.compile(TIME)


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
    if condition.field.also_at or condition.field.pair or condition.or_absent:
        return _on_all_values(condition)
    path, fits, negated = tuple(condition.field.name.split(".")), _test(condition), condition.negated
    steps = [(step, path[number:]) for number, step in enumerate(path)]

    def holds(finding: Finding) -> bool:
        value: Any = finding
        for step, rest in steps:
            if type(value) is not dict:
                return any(map(fits, _values_at(rest, value))) is not negated
            value = value.get(step)
        if type(value) is list:
            return any(map(fits, value)) is not negated
        return fits(value) is not negated

    return holds


def _on_all_values(condition: Condition) -> Predicate:
    fits = _test(condition)

    def holds(finding: Finding) -> bool:
        values = values_of(finding, condition.field)
        return any(map(fits, values)) is not condition.negated if values else condition.accepts_absent

    return holds


def values_of(finding: Finding, field: FilterField) -> tuple[Any, ...]:
    """All values that a finding has in a field, without nulls."""
    paths = (tuple(path.split(".")) for path in (field.name, *field.also_at))
    values = (value for path in paths for value in _values_at(path, finding))
    return tuple(value for value in (map(_pair(field.pair), values) if field.pair else values) if value is not None)


def _pair(keys: tuple[str, str]) -> Callable[[Any], str | None]:
    """The two texts of an element of a list as one; None if it does not have both."""

    def joined(element: Any) -> str | None:
        texts = [element.get(key) for key in keys] if type(element) is dict else []
        present = [text for text in texts if type(text) is str]
        return PAIR.join(present) if len(present) == len(keys) else None

    return joined


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
    if isinstance(test, Like):
        return lambda value: type(value) is str and test.fits(value)
    if isinstance(test, Within):
        return _within(test, as_milliseconds if condition.field.type == "timestamp" else as_number)
    if condition.field.type == "boolean":
        return _one_of([value == "true" for value in test.values], bool)
    return _one_of(test.values, str)


def _one_of(wanted: Iterable[Any], kind: type) -> Callable[[Any], bool]:
    values = frozenset(wanted)
    return lambda value: type(value) is kind and value in values


def _within(test: Within, read: Callable[[Any], float | None]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        number = read(value)
        return number is not None and any(number in interval for interval in test.intervals)

    return fits


def as_number(value: Any) -> float | None:
    """The value as a binary64 number; None if it is not a JSON number, or too large for one."""
    if type(value) is not int and type(value) is not float:
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def as_milliseconds(value: Any) -> float | None:
    """Whole milliseconds since 1970 UTC, from ISO 8601 text or a number of seconds; None if it is no timestamp."""
    if type(value) is str:
        return _milliseconds(value)
    seconds = as_number(value)
    milliseconds = None if seconds is None else seconds * 1000
    return floor(milliseconds + 0.5) if milliseconds is not None and isfinite(milliseconds) else None


def _milliseconds(text: str) -> float | None:
    parts = _TIME.fullmatch(text)
    if parts is None:
        return None
    time, fraction, offset = parts.groups()
    try:
        seconds = datetime.fromisoformat(time + offset).timestamp()
    except ValueError:  # such as 30 February
        return None
    return round(seconds) * 1000 + int(fraction[1:4].ljust(3, "0"))
