"""Checks of the conditions under `where`: fields, operators, values, and whether a finding can meet them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ...catalog import quotas
from ...catalog.filter_fields import REMOVED, FilterField, all_fields, fields_for_any_action
from ...catalog.severity import LEVELS
from ...diagnostics import Choice, Key, Path, Problem, suggest
from ...meaning.comparison import is_contradiction
from ...model.criteria import Criterion
from ...model.filters import Action
from ..base.spec import duplicates
from . import values
from .impossible import impossible_details
from .model import EQUALITY, FieldConditions, criterion_of
from .types import unmatched_types


class _Kind(NamedTuple):
    """Which conditions a type of field supports, and the type in words."""

    operators: tuple[str, ...]
    noun: str


_PATTERNS = ("matches", "not_matches")
_SHOWN = 3  # of the values of a list that have the same problem
_ORDER = ("greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal")
_KINDS = {
    "string": _Kind((*EQUALITY, *_PATTERNS), "a text field"),
    "number": _Kind((*EQUALITY, *_ORDER), "a numeric field"),
    "boolean": _Kind(EQUALITY, "a true/false field"),
    "timestamp": _Kind(_ORDER, "a timestamp field"),
    "ip": _Kind(EQUALITY, "an IP address field"),
}
OPERATORS = {name: kind.operators for name, kind in _KINDS.items()}
LEVEL_OPERATORS = ("at_least", "at_most")  # only on severity
_SAME_BOUND = (
    ("at_least", "greater_than_or_equal", "both set the lowest severity"),
    ("at_most", "less_than", "both set the highest severity"),
)
# A finding always has a severity, so a condition that excludes all of them leaves nothing.
_ALWAYS = {"severity": (Criterion("severity", greater_than_or_equal=1),)}


def problems(where: Mapping[str, FieldConditions], action: Action) -> Iterator[Problem]:
    """What is wrong with conditions, as fields, operators and values; paths start at ``where``."""
    if len(where) > quotas.FIELDS_PER_FILTER:
        message = f"conditions on {len(where)} fields; a filter accepts at most {quotas.FIELDS_PER_FILTER}"
        yield Problem(("where",), "too-many-conditions", message)
    wrong = list(_wrong_conditions(where, action))
    yield from wrong
    if not any(problem.is_error for problem in wrong):
        yield from impossible_details(where)


def _wrong_conditions(where: Mapping[str, FieldConditions], action: Action) -> Iterator[Problem]:
    for name, conditions in where.items():
        unusable = field_problem(name, action)
        if unusable:
            yield unusable
        else:
            yield from _condition_problems(all_fields()[name], conditions)


def field_problem(name: str, action: Action) -> Problem | None:
    """What is wrong with a field that an entry with this action has a condition on."""
    path = ("where", Key(name))
    if name in REMOVED:
        message = f"GuardDuty removed the field {name!r} from filters on 29 May 2026"
        return Problem(path, "unknown-field", message, "remove the condition, or use another field")
    if name not in all_fields():
        usable = all_fields() if action is Action.ARCHIVE else fields_for_any_action()
        message = f"{name!r} is not a field that GuardDuty filters support"
        return Problem(path, "unknown-field", message, choice=suggest(name, usable))
    if action is not Action.ARCHIVE and all_fields()[name].archive_only:
        message = f"GuardDuty supports {name!r} only in suppressions, which hide findings"
        return Problem(path, "archive-only-field", message, "remove the condition, or use another field")
    return None


def _condition_problems(field: FilterField, conditions: FieldConditions) -> Iterator[Problem]:
    path: Path = ("where", field.name)
    written = [name for name in FieldConditions.model_fields if getattr(conditions, name) is not None]
    if not written:
        choice = Choice(_operators(field), noun="add one of")
        yield Problem(path, "missing-key", f"no condition on {field.name!r}", choice=choice)
    wrong = [name for name in written if name not in _operators(field)]
    for name in wrong:
        message = f"{name} cannot be used on {field.name!r}, {_KINDS[field.type].noun}"
        yield Problem((*path, Key(name)), "wrong-operator", message, choice=suggest(name, _operators(field)))
    usable = [name for name in written if name not in wrong]
    problems = [problem for name in usable for problem in _value_problems(field, conditions, name)]
    yield from problems
    if written and not wrong and not problems:
        yield from _contradictions(field, conditions)


def _value_problems(field: FilterField, conditions: FieldConditions, operator: str) -> Iterator[Problem]:
    written = getattr(conditions, operator)
    path: Path = ("where", field.name, operator)
    if isinstance(written, tuple):
        yield from (problem.below(path) for problem in _list_problems(field, operator, written))
        return
    problem = values.order_problem(field, operator, written)
    if problem:
        yield problem.below(path)


def _list_problems(field: FilterField, operator: str, written: tuple[Any, ...]) -> Iterator[Problem]:
    """What is wrong with a list of values, by their index."""
    if operator in _PATTERNS and len(written) > quotas.PATTERNS_PER_CONDITION:
        message = f"{len(written)} patterns; a condition accepts at most {quotas.PATTERNS_PER_CONDITION}"
        yield Problem((), "too-many-conditions", message)
    if operator == "not_equals" and len(written) > quotas.VALUES_PER_CONDITION:
        message = f"{len(written)} values; not_equals accepts at most {quotas.VALUES_PER_CONDITION}"
        yield Problem((), "too-many-conditions", message, "one pattern of not_matches can replace many of them")
    check = values.pattern_problem if operator in _PATTERNS else values.value_problem
    wrong = {index: problem for index, value in enumerate(written) if (problem := check(field, value))}
    yield from _merged(wrong)
    yield from (problem for problem in duplicates(written) if problem.path[0] not in wrong)


def _merged(wrong: Mapping[int, Problem]) -> Iterator[Problem]:
    """Problems by index; those with the same advice and no correction of their own become one."""
    alike: dict[object, list[tuple[int, Problem]]] = defaultdict(list)
    for index, problem in wrong.items():
        has_own_advice = problem.fix or (problem.choice and problem.choice.nearest)
        alike[index if has_own_advice else (problem.code, problem.help, problem.choice)].append((index, problem))
    for (index, first), *others in alike.values():
        more = f", and {len(others)} more in this list" if others else ""
        related = tuple(("this one too", (other,)) for other, _ in others[:_SHOWN])
        yield replace(first, path=(index, *first.path), message=f"{first.message}{more}", related=related)


def _contradictions(field: FilterField, conditions: FieldConditions) -> Iterator[Problem]:
    """Conditions on one field that no finding can meet."""
    for level, number, what in _SAME_BOUND:
        if getattr(conditions, level) is not None and getattr(conditions, number) is not None:
            message = f"{level} and {number} {what}"
            yield Problem(("where", field.name, Key(level)), "duplicate-value", message, "keep one of them")
    criterion = criterion_of(field, conditions, {})
    path: Path = ("where", field.name)
    has_levels = conditions.at_least is not None or conditions.at_most is not None
    if not has_levels and criterion.equals and set(criterion.equals) <= set(criterion.not_equals):
        yield Problem((*path, "not_equals"), "never-matches", "not_equals excludes every value that equals lists")
    elif (has_levels and not criterion.equals) or is_contradiction((criterion, *_ALWAYS.get(field.name, ()))):
        yield Problem(path, "never-matches", f"no finding can meet these conditions on {field.name!r} together")
    if field.name == "type":
        yield from unmatched_types(criterion)
    if field.name == "severity":
        yield from _partial_levels(conditions)


def _partial_levels(conditions: FieldConditions) -> Iterator[Problem]:
    """Whole numbers that are a part of a level: the console selects whole levels only (guardduty_filter-findings)."""
    for operator in EQUALITY:
        written = getattr(conditions, operator) or ()
        for level, numbers in LEVELS.items():
            listed = [number for number in numbers if number in written]
            if listed and level not in written and len(listed) < len(numbers):
                message = (
                    f"{_and(listed)} {'is' if len(listed) == 1 else 'are'} only a part of {level}: {_and(numbers)}"
                )
                help_ = f"write {level}; severity {listed[0]} means everything from {listed[0]}.0 to {listed[0]}.9"
                path = ("where", "severity", operator, written.index(listed[0]))
                yield Problem(path, "partial-severity", message, help_)


def _and(numbers: Sequence[int]) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _operators(field: FilterField) -> tuple[str, ...]:
    return (*_KINDS[field.type].operators, *(LEVEL_OPERATORS if field.name == "severity" else ()))
