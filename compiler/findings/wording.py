"""Conditions in words, for reports."""

from math import inf

from ..catalog.filter_fields import FilterField
from ..meaning.conditions import Condition, Like, OneOf
from ..meaning.intervals import Interval
from .verdict import Outcome

VIEWS_NOT_CREATED = "not created in GuardDuty, because filters.views is none"

_SHOWN = 4


def failure(outcome: Outcome) -> str:
    """``severity is 2, must be from 7 to 10``."""
    field = outcome.condition.field
    values = " and ".join(_value(field, value) for value in outcome.values[:_SHOWN])
    return f"{field.name} is {values or 'missing'}, {requirement(outcome.condition)}"


def requirement(condition: Condition) -> str:
    """``must be a, b or c``, ``must not match x*``."""
    must = "must not" if condition.negated else "must"
    return f"{must} {'match' if isinstance(condition.test, Like) else 'be'} {_operand(condition)}"


def statement(condition: Condition) -> str:
    """``is a, b or c``, ``does not match x*``."""
    if isinstance(condition.test, Like):
        return f"{'does not match' if condition.negated else 'matches'} {_operand(condition)}"
    return f"{'is not' if condition.negated else 'is'} {_operand(condition)}"


def _operand(condition: Condition) -> str:
    test = condition.test
    if isinstance(test, Like):
        return _some(test.patterns)
    if isinstance(test, OneOf):
        return _some(test.values)
    return " or ".join(_interval(interval) for interval in test.intervals) or "no number at all"


def _some(values: tuple[str, ...]) -> str:
    more = len(values) - _SHOWN
    *rest, last = [*values[:_SHOWN], *([f"{more} more"] if more > 0 else [])]
    return f"{', '.join(rest)} or {last}" if rest else last


def _interval(interval: Interval) -> str:
    if interval.low == interval.high:
        return _number(interval.low)
    if interval.holds_low and interval.holds_high and -inf < interval.low and interval.high < inf:
        return f"from {_number(interval.low)} to {_number(interval.high)}"
    bounds = []
    if interval.low > -inf:
        bounds.append(f"{'at least' if interval.holds_low else 'more than'} {_number(interval.low)}")
    if interval.high < inf:
        bounds.append(f"{'at most' if interval.holds_high else 'less than'} {_number(interval.high)}")
    return " and ".join(bounds) or "any number"


def _number(number: float) -> str:
    return f"{int(number)}" if number == int(number) else f"{number}"


def _value(field: FilterField, value: object) -> str:
    """With its JSON type if the field has another, because then the same digits are not equal."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text {value}" if field.type in ("boolean", "number") else value
    return f"the number {value}" if field.type in ("string", "ip", "boolean") else str(value)
