"""Conditions in words, for reports."""

from math import inf

from compiler.findings.verdict import NearMiss
from compiler.meaning.conditions import Condition, Like, OneOf
from compiler.meaning.intervals import Interval

_SHOWN = 4


def failure(miss: NearMiss) -> str:
    """``severity is 2, and has to be from 7 to 10``."""
    outcome = miss.failed
    there = " and ".join(_value(value) for value in outcome.values[:_SHOWN]) or "nothing"
    return f"{outcome.condition.field.name} is {there}, and has to be {wanted(outcome.condition)}"


def wanted(condition: Condition) -> str:
    """What a condition asks for: ``one of a, b``."""
    test = condition.test
    if isinstance(test, OneOf):
        words = _some(test.values)
    elif isinstance(test, Like):
        words = f"like {_some(test.patterns)}"
    else:
        words = " or ".join(_interval(interval) for interval in test.intervals) or "no number"
    return f"not {words}" if condition.negated else words


def _some(values: tuple[str, ...]) -> str:
    more = len(values) - _SHOWN
    return " or ".join(values[:_SHOWN]) + (f" or {more} more" if more > 0 else "")


def _interval(interval: Interval) -> str:
    if interval.low == interval.high:
        return f"{interval.low:g}"
    low = "" if interval.low == -inf else f"{'from' if interval.holds_low else 'over'} {_number(interval.low)}"
    high = "" if interval.high == inf else f"{'to' if interval.holds_high else 'under'} {_number(interval.high)}"
    return f"{low} {high}".strip()


def _number(number: float) -> str:
    return f"{int(number)}" if number == int(number) else f"{number}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return str(value).lower() if isinstance(value, bool) else str(value)
