"""Criteria -> conditions on the values that a finding has in a field.

A finding meets criteria if it meets every condition. A field has all the values that its path leads
to: a list on the path leads to the values of all its elements, and an absent level or null leads to no
value. A condition holds if at least one value fits. A negated condition holds if no value fits, so also
if there is no value. (GuardDuty does not document what it does with absent fields; this is the plain
meaning of "none of the values".)

A value counts only if it has the JSON type of its field, as EventBridge requires: a text field has
texts, a number is neither the text ``"443"`` nor too large for binary64. A timestamp is text in the form
``TIME``, cut off to the millisecond, or a number of seconds.

The words: a ``Criterion`` (``model/criteria.py``) has all operators on one field, and GuardDuty's API
calls that a Condition. A ``Condition`` here is a single test, so a criterion with ``equals`` and
``greater_than`` becomes two. What authors write below ``where:`` belongs to ``language/where``.

Source of the operators: Condition in the API model, and guardduty_filter-findings in the user guide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf

from ..catalog.filter_fields import FilterField, field_of_findings
from ..model.criteria import Criteria, Criterion
from .intervals import EVERYTHING, Interval, Intervals, intersection, union

TIME = (
    "([1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])"
    r"(\.[0-9]+|)"
    "(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
)
"""A timestamp as a regular expression for Python, DuckDB and Trino, in three groups: time, fraction and offset."""
SEVERITIES: Intervals = (Interval(1, 10),)


@dataclass(frozen=True)
class OneOf:
    """A value fits if it is one of these texts."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Like:
    """A value fits if one of these patterns matches all of it: ``*`` is any text, ``?`` is one character."""

    patterns: tuple[str, ...]

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile("|".join(_expression(pattern) for pattern in self.patterns), re.DOTALL)

    def fits(self, value: str) -> bool:
        return self._expression.fullmatch(value) is not None


@dataclass(frozen=True)
class Within:
    """A value fits if it is in one of these ranges; timestamps are in milliseconds since 1970 UTC."""

    intervals: Intervals


@dataclass(frozen=True)
class Condition:
    """One test on the values of one field. With ``or_absent``, it also holds if there is no value."""

    field: FilterField
    test: OneOf | Like | Within
    negated: bool = False
    or_absent: bool = False

    @property
    def accepts_absent(self) -> bool:
        """Whether it holds for a finding that has no value in the field."""
        return self.negated or self.or_absent


@lru_cache(maxsize=10_000)
def conditions(criteria: Criteria) -> tuple[Condition, ...]:
    """The conditions that a finding has to meet, all of them, in the order of the criteria."""
    return tuple(condition for criterion in criteria for condition in conditions_of(criterion))


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """The conditions of one criterion.

    ``equals: 5`` on ``severity`` includes everything below 6: findings have decimals, and GuardDuty's
    own levels are whole numbers (1 to 3 is Low, which is 1.0 to 3.9). ``greater_than`` and the like
    compare with the decimals. Both end at 10, so 7 to 10 are the same findings as 7 and above.
    """
    return tuple(_conditions(field_of_findings(criterion.field), criterion))


def _conditions(field: FilterField, criterion: Criterion) -> Iterator[Condition]:
    for values, negated in ((criterion.equals, False), (criterion.not_equals, True)):
        if values:
            yield Condition(field, _equality(field, values), negated, criterion.or_absent and not negated)
    for patterns, negated in ((criterion.matches, False), (criterion.not_matches, True)):
        if patterns:
            yield Condition(field, Like(patterns), negated)
    between = _range(criterion)
    if between != Interval():
        domain = SEVERITIES if field.name == "severity" else EVERYTHING
        numbers = between if field.has_decimals else _whole(between)
        yield Condition(field, Within(intersection((numbers,), domain)))


def _equality(field: FilterField, values: tuple[str, ...]) -> OneOf | Within:
    if field.type != "number":
        return OneOf(values)
    is_severity = field.name == "severity"
    numbers = [float(value) for value in values]
    intervals = union(Interval(n, n + is_severity, holds_high=not is_severity) for n in numbers)
    return Within(intersection(intervals, SEVERITIES) if is_severity else intervals)


def _whole(interval: Interval) -> Interval:
    """The same whole numbers with both ends included, so that more than 443 and less than 444 is empty."""
    return Interval(interval.low + (not interval.holds_low), interval.high - (not interval.holds_high))


def _range(criterion: Criterion) -> Interval:
    lows = [(n, included) for n, included in _bounds(criterion.greater_than, criterion.greater_than_or_equal)]
    highs = [(n, included) for n, included in _bounds(criterion.less_than, criterion.less_than_or_equal)]
    low, holds_low = max(lows, key=lambda bound: (bound[0], not bound[1]), default=(-inf, True))
    high, holds_high = min(highs, default=(inf, True))
    return Interval(low, high, holds_low, holds_high)


def _bounds(exclusive: int | None, inclusive: int | None) -> Iterator[tuple[float, bool]]:
    yield from [] if exclusive is None else [(float(exclusive), False)]
    yield from [] if inclusive is None else [(float(inclusive), True)]


def _expression(pattern: str) -> str:
    """The pattern as a regular expression.

    The text between two ``*`` is matched at its first place and nowhere else (an atomic group). Findings
    are untrusted, and trying every place for up to five ``*`` would take hours on a long text.
    """
    first, *between = (_literal(part) for part in pattern.split("*"))
    if not between:
        return first
    *middle, last = between
    return first + "".join(f"(?>.*?{part})" for part in middle if part) + ".*" + last


def _literal(part: str) -> str:
    return "".join("." if character == "?" else re.escape(character) for character in part)
