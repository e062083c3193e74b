"""Criteria -> EventBridge event patterns that match the same findings.

A pattern has one list of alternatives for each field, and all fields have to match. Values keep their
JSON type. If a path leads through a list, EventBridge matches when any element does, which is also the
meaning of a condition that is not negated. But for two fields below the same list, EventBridge requires
one element to match both. GuardDuty, as far as it is documented, does not, so such criteria are refused.
A pattern cannot say "a number but this one, or no number": a negated condition on a number or a boolean
matches no value of another JSON type. By the API model, no finding has one there.

Sources: EventBridge user guide, eb-event-patterns and eb-create-pattern-operators (also for ``$or``); the API
model for the JSON types in findings; the README of aws/event-ruler on JSON array matching for lists.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, product
from math import inf
from typing import Any

from ..catalog import quotas
from ..catalog.filter_fields import PAIR, field_of_findings
from ..model.criteria import Criteria, Criterion
from .conditions import Condition, Like, OneOf, Within, conditions_of
from .intervals import EVERYTHING, Interval, Intervals, complement, intersection
from .text_operators import like, unlike

_LARGEST = 2**53  # numbers are compared as binary64 (aws/event-ruler pull request 188), and whole ones exactly so far
_ABSENT: list[Any] = [None, {"exists": False}]
Leaves = dict[str, list[Any]]


class Inexpressible(Exception):
    """No event pattern has the same meaning. The message gives the reason, for the author of the spec."""


def event_patterns(criteria: Criteria) -> tuple[str, ...]:
    """Patterns, as JSON text, that together match the findings that meet the criteria.

    There are several only if one would be longer than EventBridge allows.

    Raises:
        Inexpressible: if no patterns have this meaning.
    """
    for field, reason in fields_below_one_list(criteria):
        raise Inexpressible(f"{field}: {reason}")
    fitting = (part for leaves in _choices(criteria) for part in _fitting(leaves))
    parts = tuple(islice(fitting, quotas.RULES_PER_BUS + 1))
    if len(parts) > quotas.RULES_PER_BUS:
        raise Inexpressible(f"it would take more than {quotas.RULES_PER_BUS} event patterns")
    return tuple(json.dumps(_event(part), separators=(",", ":")) for part in parts)


def fields_below_one_list(criteria: Criteria) -> Iterator[tuple[str, str]]:
    """Fields that are below the same list as an earlier field, each with the reason why no pattern has that meaning."""
    earlier: set[str] = set()
    for criterion in criteria:
        lists = field_of_findings(criterion.field).lists
        shared = [name for name in lists if name in earlier]
        if shared:
            required = f"EventBridge would require one element of {shared[-1]} to meet both conditions"
            yield criterion.field, f"{required}; GuardDuty accepts any"
        earlier.update(lists)


def alternatives(criterion: Criterion) -> list[Any]:
    """The list of alternatives in the pattern for the field of a criterion.

    Raises:
        Inexpressible: if EventBridge has no alternatives with this meaning.
    """
    conditions = conditions_of(criterion)
    field = conditions[0].field
    if field.type == "timestamp":
        raise Inexpressible("EventBridge cannot compare timestamps")
    if field.in_list:
        return _in_list(conditions)
    if field.type == "number":
        return _numbers(conditions)
    return _texts(conditions)


def _choices(criteria: Criteria) -> Iterator[Leaves]:
    """The leaves of each pattern: of one for every choice among the keys of pairs, and without pairs of one."""
    pairs = [_pairs(criterion) for criterion in criteria if field_of_findings(criterion.field).pair]
    others = _leaves(tuple(criterion for criterion in criteria if not field_of_findings(criterion.field).pair))
    for chosen in product(*pairs):
        yield {**others, **{path: values for leaves in chosen for path, values in leaves.items()}}


def _leaves(criteria: Criteria) -> Leaves:
    """Paths and their alternatives. Where values can be at one of several paths, all choices of them are in ``$or``."""
    leaves: Leaves = {}
    choices: list[Leaves] = [{}]
    for criterion in criteria:
        options = _options(criterion)
        if len(options) == 1:
            leaves.update(options[0])
        else:
            choices = [{**chosen, **option} for chosen in choices for option in options]
            leaves["$or"] = [_nested(chosen) for chosen in choices]
    return leaves


def _options(criterion: Criterion) -> list[Leaves]:
    """Leaves of which one has to match. A negated condition has to hold at all paths."""
    conditions, values = conditions_of(criterion), alternatives(criterion)
    paths = (conditions[0].field.name, *conditions[0].field.also_at)
    if len(paths) == 1 and conditions[0].or_absent:
        return [{paths[0]: [*values, *_ABSENT]}]
    if len(paths) == 1 or all(condition.negated for condition in conditions):
        return [dict.fromkeys(paths, values)]
    absent = [dict.fromkeys(paths, _ABSENT)] if conditions[0].or_absent else []
    return [*({path: values} for path in paths), *absent]


def _pairs(criterion: Criterion) -> list[Leaves]:
    """For each first text of the pairs, that and its second texts: EventBridge looks for both in one element."""
    condition, *others = conditions_of(criterion)
    if others or condition.negated or not isinstance(condition.test, OneOf):
        raise Inexpressible("of a pair, EventBridge can only compare whole texts")
    first, second = condition.field.pair or ("", "")
    by_first: dict[str, list[Any]] = defaultdict(list)
    for value in condition.test.values:
        key, _, text = value.partition(PAIR)
        by_first[key].append(text)
    name = condition.field.name
    return [{f"{name}.{first}": [key], f"{name}.{second}": texts} for key, texts in by_first.items()]


def _event(leaves: Leaves) -> dict[str, Any]:
    return {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": _nested(leaves)}


def _nested(leaves: Leaves) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for field, values in leaves.items():
        *parents, last = field.split(".")
        level = root
        for parent in parents:
            level = level.setdefault(parent, {})
        level[last] = values
    return root


def _fitting(leaves: Leaves) -> Iterator[Leaves]:
    """The leaves as they are, or with the longest list of alternatives halved until the pattern is short enough."""
    if len(json.dumps(_event(leaves), separators=(",", ":"))) <= quotas.EVENT_PATTERN_LENGTH:
        yield leaves
        return
    longest = max(leaves, key=lambda field: (len(leaves[field]) > 1, len(json.dumps(leaves[field]))))
    values = leaves[longest]
    if len(values) == 1:
        raise Inexpressible(f"the event pattern is longer than {quotas.EVENT_PATTERN_LENGTH:,} characters")
    middle = len(values) // 2
    for half in (values[:middle], values[middle:]):
        yield from _fitting({**leaves, longest: half})


def _in_list(conditions: tuple[Condition, ...]) -> list[Any]:
    """Only a single condition that is not negated, because EventBridge compares the elements one by one."""
    if any(condition.negated for condition in conditions):
        raise Inexpressible("this field is in a list, and EventBridge cannot require that no element matches")
    if len(conditions) > 1:
        raise Inexpressible("this field is in a list, and EventBridge accepts only one condition on it")
    return _numbers(conditions) if isinstance(conditions[0].test, Within) else _texts(conditions)


def _numbers(conditions: tuple[Condition, ...]) -> list[Any]:
    """Any number of conditions, because together they are a union of intervals."""
    numbers = EVERYTHING
    for condition in conditions:
        intervals = condition.test.intervals if isinstance(condition.test, Within) else EVERYTHING
        numbers = intersection(numbers, complement(intervals) if condition.negated else intervals)
    absent = _ABSENT if all(condition.negated for condition in conditions) else []
    return [*_numeric(numbers), *absent]


def _numeric(intervals: Intervals) -> Iterator[Any]:
    for interval in intervals:
        ends = [end for end in (interval.low, interval.high) if abs(end) != inf]
        if any(abs(end) > _LARGEST for end in ends):
            raise Inexpressible(f"EventBridge can only compare numbers up to {_LARGEST:,.0f}")
        yield {"numeric": _comparison(interval)}


def _comparison(interval: Interval) -> list[Any]:
    """With ``=``, because a bare number is compared as text, so that 5 would not match 5.0 (eb-event-patterns)."""
    if interval.low == interval.high:
        return ["=", _number(interval.low)]
    low = [] if interval.low == -inf else [">=" if interval.holds_low else ">", _number(interval.low)]
    high = [] if interval.high == inf else ["<=" if interval.holds_high else "<", _number(interval.high)]
    return low + high


def _number(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _texts(conditions: tuple[Condition, ...]) -> list[Any]:
    """With ``equals``: its values that meet the other conditions. Without it: a single condition."""
    equality = next((c for c in conditions if isinstance(c.test, OneOf) and not c.negated), None)
    if equality and isinstance(equality.test, OneOf):
        rest = [condition for condition in conditions if condition is not equality]
        return [_typed(equality, value) for value in equality.test.values if all(_fits(value, c) for c in rest)]
    if len(conditions) > 1:
        raise Inexpressible("EventBridge accepts only one of these conditions for a field")
    (condition,) = conditions
    if isinstance(condition.test, OneOf) and condition.field.type == "boolean":
        return [value for value in (False, True) if str(value).lower() not in condition.test.values] + _ABSENT
    if isinstance(condition.test, OneOf):
        return [{"anything-but": [_typed(condition, value) for value in condition.test.values]}, *_ABSENT]
    assert isinstance(condition.test, Like)
    patterns = condition.test.patterns
    if any("?" in pattern for pattern in patterns):
        raise Inexpressible("EventBridge has no wildcard for one character (?)")
    return [unlike(patterns), *_ABSENT] if condition.negated else [like(pattern) for pattern in patterns]


def _typed(condition: Condition, value: str) -> str | bool:
    return value == "true" if condition.field.type == "boolean" else value


def _fits(value: str, condition: Condition) -> bool:
    test = condition.test
    fits = value in test.values if isinstance(test, OneOf) else isinstance(test, Like) and test.fits(value)
    return fits is not condition.negated
