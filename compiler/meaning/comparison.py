"""Compares criteria: whether all findings that meet some also meet others, or none does.

A yes is certain. A no can also mean that two patterns are too hard to compare.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations, product

from ..model.criteria import Criteria
from .conditions import Condition, Like, OneOf, Within, conditions
from .intervals import complement, intersection


def implies(narrow: Criteria, wide: Criteria) -> bool:
    """Whether every finding that meets ``narrow`` also meets ``wide``."""
    premises = conditions(narrow)
    return all(any(condition_implies(premise, conclusion) for premise in premises) for conclusion in conditions(wide))


def excludes(first: Criteria, second: Criteria) -> bool:
    """Whether no finding meets both."""
    shared = {criterion.field for criterion in first} & {criterion.field for criterion in second}
    both = (*conditions(first), *conditions(second))
    return _contradict(condition for condition in both if condition.field.name in shared)


def is_contradiction(criteria: Criteria) -> bool:
    """Whether no finding meets the criteria."""
    return _contradict(conditions(criteria))


def condition_implies(premise: Condition, conclusion: Condition) -> bool:
    """Whether every finding for which the first condition holds meets the second one."""
    if premise.field != conclusion.field or (premise.accepts_absent and not conclusion.accepts_absent):
        return False
    if premise.negated or conclusion.negated:
        if premise.negated and conclusion.negated:
            return _covers(premise.test, conclusion.test)
        # A list can also have a value that the conclusion forbids.
        return conclusion.negated and not premise.field.in_list and _disjoint(premise.test, conclusion.test)
    return _covers(conclusion.test, premise.test)


def _contradict(required: Iterable[Condition]) -> bool:
    """Whether the conditions on some field leave it no value."""
    by_field: dict[str, list[Condition]] = defaultdict(list)
    for condition in required:
        by_field[condition.field.name].append(condition)
    return any(map(_leave_nothing, by_field.values()))


def _leave_nothing(on_field: list[Condition]) -> bool:
    """A single value has to fit every test; in a list, each test can be met by another value."""
    if all(condition.accepts_absent for condition in on_field):
        return False
    field = on_field[0].field
    negated = [condition.test for condition in on_field if condition.negated]
    tests = [condition.test for condition in on_field if not condition.negated]
    met_together = [[test] for test in tests] if field.in_list else [tests]
    return any(_fits_nothing(together, negated) for together in met_together if together)


Test = OneOf | Like | Within


def _covers(outer: Test, inner: Test) -> bool:
    """Whether every value that fits ``inner`` also fits ``outer``."""
    if isinstance(inner, Within):
        return isinstance(outer, Within) and not intersection(inner.intervals, complement(outer.intervals))
    if isinstance(inner, OneOf):
        return all(_fits(value, outer) for value in inner.values)
    return isinstance(outer, Like) and all(_pattern_covered(pattern, outer) for pattern in inner.patterns)


def _fits_nothing(tests: list[Test], negated: list[Test]) -> bool:
    """Whether no value fits all of ``tests`` and none of ``negated``."""
    if isinstance(tests[0], Within):
        ranges = [test.intervals for test in tests if isinstance(test, Within)]
        gaps = [complement(test.intervals) for test in negated if isinstance(test, Within)]
        return not reduce(intersection, (*ranges, *gaps))
    values = next((test.values for test in tests if isinstance(test, OneOf)), None)
    if values is None:
        is_covered = any(all(_is_covered(pattern, negated) for pattern in patterns) for patterns in _patterns(tests))
        return is_covered or any(_disjoint(a, b) for a, b in combinations(tests, 2))
    left = (value for value in values if all(_fits(value, test) for test in tests))
    return all(any(_fits(value, test) for test in negated) for value in left)


def _patterns(tests: Iterable[Test]) -> Iterator[tuple[str, ...]]:
    return (test.patterns for test in tests if isinstance(test, Like))


def _is_covered(pattern: str, negated: Iterable[Test]) -> bool:
    return any(isinstance(test, Like) and _pattern_covered(pattern, test) for test in negated)


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
    return bool(usable) and (outer if usable == outer.patterns else Like(usable)).fits(pattern)


def _starts_differ(first: str, second: str) -> bool:
    starts = [re.split(r"[*?]", pattern)[0] for pattern in (first, second)]
    return not starts[0].startswith(starts[1]) and not starts[1].startswith(starts[0])
