"""Checks of the conditions under `where`: fields, operators, values, and whether a finding can meet them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from compiler.catalog import finding_types, quotas
from compiler.catalog.filter_fields import FilterField, all_fields, fields_for_any_action
from compiler.catalog.severity import LEVELS
from compiler.diagnostics import Choice, Key, Path, Problem, suggest
from compiler.language.base.spec import duplicates
from compiler.language.where import values
from compiler.language.where.impossible import impossible_details
from compiler.language.where.model import EQUALITY, FieldConditions, criterion_of
from compiler.meaning.comparison import excludes, is_contradiction
from compiler.model.criteria import Criterion
from compiler.model.program import Action


class _Kind(NamedTuple):
    """Which conditions a type of field supports, and the type in words."""

    operators: tuple[str, ...]
    noun: str


_PATTERNS = ("matches", "not_matches")
_ORDER = ("greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal")
_KINDS = {
    "string": _Kind((*EQUALITY, *_PATTERNS), "a text field"),
    "number": _Kind((*EQUALITY, *_ORDER), "a numeric field"),
    "boolean": _Kind(EQUALITY, "a true/false field"),
    "timestamp": _Kind(_ORDER, "a timestamp field"),
    "ip": _Kind(EQUALITY, "an IP address field"),
}
OPERATORS = {name: kind.operators for name, kind in _KINDS.items()}


def problems(where: Mapping[str, FieldConditions], action: Action, *, is_routed: bool = False) -> Iterator[Problem]:
    """What is wrong with conditions, as fields, operators and values; paths start at ``where``."""
    if len(where) > quotas.FIELDS_PER_FILTER:
        message = f"conditions on {len(where)} fields; a filter accepts at most {quotas.FIELDS_PER_FILTER}"
        yield Problem(("where",), "too-many-conditions", message)
    wrong = list(_wrong_conditions(where, action))
    yield from wrong or impossible_details(where)
    yield from _hidden_ai_findings(where, is_routed)


def _wrong_conditions(where: Mapping[str, FieldConditions], action: Action) -> Iterator[Problem]:
    for name, conditions in where.items():
        unusable = _field_problem(name, action)
        if unusable:
            yield unusable
        else:
            yield from _condition_problems(all_fields()[name], conditions)


def _hidden_ai_findings(where: Mapping[str, FieldConditions], is_routed: bool) -> Iterator[Problem]:
    """AI Protection types under a severity that they never have, and routes that exclude all of them."""
    types, severity = where.get("type"), where.get("severity")
    if severity is None or list(_condition_problems(all_fields()["severity"], severity)):
        return
    low = Criterion("severity", equals=tuple(str(number) for number in LEVELS["low"]))
    if not excludes((criterion_of(all_fields()["severity"], severity, {}),), (low,)):
        return
    if types is None:
        if is_routed:
            message = "AI Protection findings are always Low: this severity excludes all of them from the route"
            help_ = "route the AI services, or a filter on these types without a severity condition"
            yield Problem(("where", "severity"), "hides-ai-findings", message, help_)
        return
    for index, name in enumerate(types.equals or ()):
        known = finding_types.all_types().get(str(name))
        if known and known.needs == finding_types.AI_PROTECTION:
            message = f"{name} is always Low, but the severity condition excludes Low"
            help_ = "put it in a filter of its own, without a severity condition"
            yield Problem(("where", "type", "equals", index), "hides-ai-findings", message, help_)


def _field_problem(name: str, action: Action) -> Problem | None:
    path = ("where", Key(name))
    if name not in all_fields():
        usable = all_fields() if action is Action.ARCHIVE else fields_for_any_action()
        message = f"{name!r} is not a field that GuardDuty filters support"
        return Problem(path, "unknown-field", message, choice=suggest(name, usable))
    if action is not Action.ARCHIVE and all_fields()[name].archive_only:
        message = f"GuardDuty supports {name!r} only in filters that archive"
        return Problem(path, "archive-only-field", message, "use it in a suppression, or choose another field")
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
    invalid = set()
    for index, value in enumerate(written):
        problem = values.pattern_problem(value) if operator in _PATTERNS else values.value_problem(field, value)
        if problem:
            invalid.add(index)
            yield problem.below((index,))
    yield from (problem for problem in duplicates(written) if problem.path[0] not in invalid)


def _contradictions(field: FilterField, conditions: FieldConditions) -> Iterator[Problem]:
    """Conditions on one field that no finding can meet."""
    if conditions.at_least is not None and conditions.greater_than_or_equal is not None:
        message = "at_least and greater_than_or_equal both set the lowest severity"
        yield Problem(("where", field.name, Key("at_least")), "duplicate-value", message, "keep one of them")
    criterion = criterion_of(field, conditions, {})
    path: Path = ("where", field.name)
    if criterion.equals and set(criterion.equals) <= set(criterion.not_equals):
        yield Problem((*path, "not_equals"), "never-matches", "not_equals excludes every value that equals lists")
    elif is_contradiction((criterion,)):
        yield Problem(path, "never-matches", f"no finding can meet these conditions on {field.name!r} together")
    if field.name == "type":
        yield from values.unmatched_types(criterion)


def _operators(field: FilterField) -> tuple[str, ...]:
    return (*_KINDS[field.type].operators, *(("at_least",) if field.name == "severity" else ()))
