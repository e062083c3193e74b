"""Criteria -> conditions on the values that a finding has in a field.

A finding meets criteria where it meets every condition. A field has all the values that its path
leads to: a level that is a list fans out, an absent level and null lead to none. A condition holds
where one of the values fits, a negated one where none does, also because there is none. (What
GuardDuty does where a field is absent is not documented; this is how "none of the values" reads.)

Source of the operators: Condition in the API model, and guardduty_filter-findings in the user guide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf

from compiler.catalog.filter_fields import FilterField, all_fields
from compiler.meaning.intervals import EVERYTHING, Interval, Intervals, intersection, union
from compiler.model.criteria import Criteria, Criterion

SEVERITIES: Intervals = (Interval(1, 10),)


@dataclass(frozen=True)
class OneOf:
    """Texts, of which a value has to be one."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Like:
    """Patterns, of which a value has to fit one as a whole: ``*`` is any text, ``?`` one character."""

    patterns: tuple[str, ...]

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile("|".join(_expression(pattern) for pattern in self.patterns), re.DOTALL)

    def fits(self, value: str) -> bool:
        return self._expression.fullmatch(value) is not None


@dataclass(frozen=True)
class Within:
    """Numbers, milliseconds for a time."""

    intervals: Intervals


@dataclass(frozen=True)
class Condition:
    """A condition on one field."""

    field: FilterField
    test: OneOf | Like | Within
    negated: bool = False


@lru_cache(maxsize=10_000)
def conditions(criteria: Criteria) -> tuple[Condition, ...]:
    """What has to hold, all of it, in the order of the criteria."""
    return tuple(condition for criterion in criteria for condition in conditions_of(criterion))


def conditions_of(criterion: Criterion) -> tuple[Condition, ...]:
    """What a criterion asks of its field.

    A whole number of ``severity`` is everything up to the next: findings have decimals, and GuardDuty's
    own levels are whole numbers (1 to 3 is Low, 1.0 to 3.9). Order comparisons compare the decimals.
    """
    return tuple(_conditions(all_fields()[criterion.field], criterion))


def _conditions(field: FilterField, criterion: Criterion) -> Iterator[Condition]:
    for values, negated in ((criterion.equals, False), (criterion.not_equals, True)):
        if values:
            yield Condition(field, _equality(field, values), negated)
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
    width = 1 if field.name == "severity" else 0
    numbers = [float(value) for value in values]
    return Within(union(Interval(n, n + width, holds_high=not width) for n in numbers))


def _whole(interval: Interval) -> Interval:
    """The same whole numbers, both ends included: over 443 and under 444 there is none."""
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
    """The text between two ``*`` is taken where it comes first, for good: findings are untrusted, and
    trying every place for each of five would take a long text for ever.
    """
    first, *between = (_literal(part) for part in pattern.split("*"))
    if not between:
        return first
    *middle, last = between
    return first + "".join(f"(?>.*?{part})" for part in middle if part) + ".*" + last


def _literal(part: str) -> str:
    return "".join("." if character == "?" else re.escape(character) for character in part)
