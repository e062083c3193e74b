"""Ranges of numbers, and what is left of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Interval:
    """The numbers from ``low`` to ``high``; each end belongs to it where ``holds_low`` and ``holds_high`` say so."""

    low: float = -inf
    high: float = inf
    holds_low: bool = True
    holds_high: bool = True

    def __contains__(self, number: float) -> bool:
        above = self.low < number or (self.holds_low and number == self.low)
        return above and (number < self.high or (self.holds_high and number == self.high))

    @property
    def is_empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and not (self.holds_low and self.holds_high))


Intervals = tuple[Interval, ...]
EVERYTHING: Intervals = (Interval(),)


def union(intervals: Iterable[Interval]) -> Intervals:
    """The same numbers in as few intervals as possible, sorted."""
    merged: list[Interval] = []
    for interval in sorted(intervals, key=lambda i: (i.low, not i.holds_low)):
        if interval.is_empty:
            continue
        if merged and _touch(merged[-1], interval):
            merged[-1] = _joined(merged[-1], interval)
        else:
            merged.append(interval)
    return tuple(merged)


def intersection(one: Intervals, other: Intervals) -> Intervals:
    """The numbers that are in both."""
    return union(_overlap(a, b) for a in one for b in other)


def complement(intervals: Intervals) -> Intervals:
    """The numbers that are in none of them."""
    rest = EVERYTHING
    for interval in intervals:
        rest = intersection(rest, tuple(_around(interval)))
    return rest


def _touch(one: Interval, other: Interval) -> bool:
    """Whether no number lies between two intervals of which ``one`` starts first."""
    return other.low < one.high or (other.low == one.high and (other.holds_low or one.holds_high))


def _joined(one: Interval, other: Interval) -> Interval:
    last = max(one, other, key=lambda i: (i.high, i.holds_high))
    return Interval(one.low, last.high, one.holds_low, last.holds_high)


def _overlap(one: Interval, other: Interval) -> Interval:
    first = max(one, other, key=lambda i: (i.low, not i.holds_low))
    last = min(one, other, key=lambda i: (i.high, i.holds_high))
    return Interval(first.low, last.high, first.holds_low, last.holds_high)


def _around(interval: Interval) -> Iterator[Interval]:
    yield Interval(-inf, interval.low, holds_high=not interval.holds_low)
    yield Interval(interval.high, inf, holds_low=not interval.holds_high)
