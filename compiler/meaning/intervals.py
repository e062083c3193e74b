"""Sets of numbers, as intervals: union, intersection and complement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Interval:
    """The numbers from ``low`` to ``high``; ``holds_low`` and ``holds_high`` tell whether each end is included."""

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


def intersection(first: Intervals, second: Intervals) -> Intervals:
    """The numbers that are in both."""
    return union(_overlap(a, b) for a in first for b in second)


def complement(intervals: Intervals) -> Intervals:
    """The numbers that are in none of the intervals."""
    rest = EVERYTHING
    for interval in intervals:
        rest = intersection(rest, tuple(_around(interval)))
    return rest


def _touch(first: Interval, second: Interval) -> bool:
    """Whether there is no gap between two intervals, of which ``first`` starts no later than ``second``."""
    return second.low < first.high or (second.low == first.high and (second.holds_low or first.holds_high))


def _joined(first: Interval, second: Interval) -> Interval:
    upper = max(first, second, key=lambda i: (i.high, i.holds_high))
    return Interval(first.low, upper.high, first.holds_low, upper.holds_high)


def _overlap(first: Interval, second: Interval) -> Interval:
    lower = max(first, second, key=lambda i: (i.low, not i.holds_low))
    upper = min(first, second, key=lambda i: (i.high, i.holds_high))
    return Interval(lower.low, upper.high, lower.holds_low, upper.holds_high)


def _around(interval: Interval) -> Iterator[Interval]:
    yield Interval(-inf, interval.low, holds_high=not interval.holds_low)
    yield Interval(interval.high, inf, holds_low=not interval.holds_high)
