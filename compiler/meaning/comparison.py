"""Compares criteria: whether all findings that meet some also meet others, or none does.

A yes is certain. A no can also mean that two patterns are too hard to compare.
"""

import re
from itertools import combinations, product

from compiler.meaning.conditions import Condition, Like, OneOf, Within, conditions
from compiler.meaning.intervals import complement, intersection
from compiler.model.criteria import Criteria


def implies(narrow: Criteria, wide: Criteria) -> bool:
    """Whether every finding that meets ``narrow`` also meets ``wide``."""
    premises = conditions(narrow)
    return all(any(_implies(premise, conclusion) for premise in premises) for conclusion in conditions(wide))


def excludes(first: Criteria, second: Criteria) -> bool:
    """Whether no finding meets both."""
    return any(_contradict(a, b) for a, b in product(conditions(first), conditions(second)))


def is_contradiction(criteria: Criteria) -> bool:
    """Whether no finding meets the criteria."""
    required = conditions(criteria)
    has_empty_range = any(isinstance(c.test, Within) and not c.test.intervals and not c.negated for c in required)
    return has_empty_range or any(_contradict(a, b) for a, b in combinations(required, 2))


def _implies(premise: Condition, conclusion: Condition) -> bool:
    if premise.field != conclusion.field or (premise.accepts_absent and not conclusion.accepts_absent):
        return False
    if premise.negated or conclusion.negated:
        if premise.negated and conclusion.negated:
            return _covers(premise.test, conclusion.test)
        # A list can also have a value that the conclusion forbids.
        return conclusion.negated and not premise.field.in_list and _disjoint(premise.test, conclusion.test)
    return _covers(conclusion.test, premise.test)


def _contradict(first: Condition, second: Condition) -> bool:
    if first.field != second.field or (first.accepts_absent and second.accepts_absent):
        return False
    if first.negated:
        return _covers(first.test, second.test)
    if second.negated:
        return _covers(second.test, first.test)
    return not first.field.in_list and _disjoint(first.test, second.test)


Test = OneOf | Like | Within


def _covers(outer: Test, inner: Test) -> bool:
    """Whether every value that fits ``inner`` also fits ``outer``."""
    if isinstance(inner, Within):
        return isinstance(outer, Within) and not intersection(inner.intervals, complement(outer.intervals))
    if isinstance(inner, OneOf):
        return all(_fits(value, outer) for value in inner.values)
    return isinstance(outer, Like) and all(_pattern_covered(pattern, outer) for pattern in inner.patterns)


def _disjoint(first: Test, second: Test) -> bool:
    """Whether no value fits both."""
    if isinstance(first, Within) and isinstance(second, Within):
        return not intersection(first.intervals, second.intervals)
    if isinstance(first, OneOf):
        return not any(_fits(value, second) for value in first.values)
    if isinstance(second, OneOf):
        return not any(_fits(value, first) for value in second.values)
    patterns = [test.patterns for test in (first, second) if isinstance(test, Like)]
    return len(patterns) == 2 and all(_starts_differ(a, b) for a, b in product(*patterns))


def _fits(value: str, test: Test) -> bool:
    return value in test.values if isinstance(test, OneOf) else isinstance(test, Like) and test.fits(value)


def _pattern_covered(pattern: str, outer: Like) -> bool:
    """Whether every text that fits ``pattern`` also fits ``outer``.

    It does if ``pattern`` itself, read as a text, fits ``outer``. The exception is a ``?`` in ``outer``: it
    would accept a ``*`` as one character, so it is compared only with patterns that have no ``*``.
    """
    usable = tuple(p for p in outer.patterns if p == pattern or "?" not in p or "*" not in pattern)
    return bool(usable) and Like(usable).fits(pattern)


def _starts_differ(first: str, second: str) -> bool:
    starts = [re.split(r"[*?]", pattern)[0] for pattern in (first, second)]
    return not starts[0].startswith(starts[1]) and not starts[1].startswith(starts[0])
