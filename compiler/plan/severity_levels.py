"""Routed findings, apart by severity level: for messages with the severity in words.

A finding has only a number, and EventBridge cannot turn it into a word. So each level has a rule of its own, which
writes the word into the message. Each finding is sent once: the levels do not overlap, and together they are all
severities. Where the types of the findings all have the same level, one rule is enough.
"""

from collections.abc import Iterator
from dataclasses import replace

from ..catalog.finding_types import all_types
from ..catalog.severity import LEVELS
from ..meaning.event_pattern import alternatives
from ..model.criteria import Criteria, Criterion, by_field


def by_level(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    """Each level that the findings can have, with the criteria for those of this level."""
    level = _level_of_types(criteria)
    if level:
        yield level, criteria
        return
    severity = next((criterion for criterion in criteria if criterion.field == "severity"), Criterion("severity"))
    others = tuple(criterion for criterion in criteria if criterion.field != "severity")
    for word, numbers in LEVELS.items():
        narrowed = _within(severity, numbers)
        if alternatives(narrowed):
            yield word, by_field(narrowed, *others)


def _level_of_types(criteria: Criteria) -> str | None:
    """The level of all types that the criteria name, if it is the same and never another."""
    names = next((criterion.equals for criterion in criteria if criterion.field == "type"), ())
    kinds = [all_types()[name] for name in names]
    levels = {kind.severity for kind in kinds}
    (level, *others) = levels or {None}
    is_certain = not others and not any(kind.severity_varies for kind in kinds)
    return level.lower() if level and is_certain else None


def _within(severity: Criterion, numbers: tuple[int, ...]) -> Criterion:
    """The same conditions, and those of the level beside them; its last number includes everything below the next."""
    lows = [low for low in (severity.greater_than_or_equal, numbers[0]) if low is not None]
    highs = [high for high in (severity.less_than, numbers[-1] + 1) if high is not None]
    return replace(severity, greater_than_or_equal=max(lows), less_than=min(highs))
