"""What criteria say about each other: whether one holds wherever the other does, or never together with it.

Both answers are sound and not complete: a yes is certain, a no may be a pattern too hard to compare.
"""

import re
from itertools import combinations, product

from compiler.meaning.conditions import Condition, Like, OneOf, Within, conditions
from compiler.meaning.intervals import complement, intersection
from compiler.model.criteria import Criteria


def implies(one: Criteria, other: Criteria) -> bool:
    """Whether every finding that meets ``one`` meets ``other``."""
    given = conditions(one)
    return all(any(_implies(condition, asked) for condition in given) for asked in conditions(other))


def excludes(one: Criteria, other: Criteria) -> bool:
    """Whether no finding meets both."""
    return any(_contradict(a, b) for a, b in product(conditions(one), conditions(other)))


def is_contradiction(criteria: Criteria) -> bool:
    """Whether no finding meets the criteria."""
    found = conditions(criteria)
    nothing = any(isinstance(c.test, Within) and not c.test.intervals and not c.negated for c in found)
    return nothing or any(_contradict(a, b) for a, b in combinations(found, 2))


def _implies(one: Condition, other: Condition) -> bool:
    if one.field != other.field:
        return False
    if one.negated or other.negated:
        if one.negated and other.negated:
            return _covers(one.test, other.test)
        # A list may have a value that fits beside the one that has to.
        return other.negated and not one.field.in_list and _apart(one.test, other.test)
    return _covers(other.test, one.test)


def _contradict(one: Condition, other: Condition) -> bool:
    if one.field != other.field or (one.negated and other.negated):
        return False
    if one.negated:
        return _covers(one.test, other.test)
    if other.negated:
        return _covers(other.test, one.test)
    return not one.field.in_list and _apart(one.test, other.test)


Test = OneOf | Like | Within


def _covers(outer: Test, inner: Test) -> bool:
    """Whether whatever fits ``inner`` fits ``outer``."""
    if isinstance(inner, Within):
        return isinstance(outer, Within) and not intersection(inner.intervals, complement(outer.intervals))
    if isinstance(inner, OneOf):
        return all(_fits(value, outer) for value in inner.values)
    return isinstance(outer, Like) and all(_pattern_covered(pattern, outer) for pattern in inner.patterns)


def _apart(one: Test, other: Test) -> bool:
    """Whether nothing fits both."""
    if isinstance(one, Within) and isinstance(other, Within):
        return not intersection(one.intervals, other.intervals)
    if isinstance(one, OneOf):
        return not any(_fits(value, other) for value in one.values)
    if isinstance(other, OneOf):
        return not any(_fits(value, one) for value in other.values)
    patterns = [test.patterns for test in (one, other) if isinstance(test, Like)]
    return len(patterns) == 2 and all(_starts_differ(a, b) for a, b in product(*patterns))


def _fits(value: str, test: Test) -> bool:
    return value in test.values if isinstance(test, OneOf) else isinstance(test, Like) and test.fits(value)


def _pattern_covered(pattern: str, outer: Like) -> bool:
    """Read as a text, a pattern fits another only if all that it means does; a ``?`` must not stand for its ``*``."""
    usable = tuple(p for p in outer.patterns if p == pattern or "?" not in p or "*" not in pattern)
    return bool(usable) and Like(usable).fits(pattern)


def _starts_differ(one: str, other: str) -> bool:
    starts = [re.split(r"[*?]", pattern)[0] for pattern in (one, other)]
    return not starts[0].startswith(starts[1]) and not starts[1].startswith(starts[0])
