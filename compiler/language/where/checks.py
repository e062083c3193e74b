"""Checks of the conditions under `where`: fields, operators, values, and whether anything can meet them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from compiler.catalog import finding_types, quotas
from compiler.catalog.filter_fields import FilterField, all_fields, fields_for_any_action
from compiler.catalog.severity import LEVELS
from compiler.diagnostics import Key, Path, Problem, suggest
from compiler.language.where import values
from compiler.language.where.model import EQUALITY, Conditions, criterion_of
from compiler.meaning.comparison import excludes, is_contradiction
from compiler.model.criteria import Criterion
from compiler.model.program import Action


class _Kind(NamedTuple):
    """What conditions a type of field can have."""

    operators: tuple[str, ...]
    noun: str


_PATTERNS = ("matches", "not_matches")
_ORDER = ("greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal")
_KINDS = {
    "string": _Kind((*EQUALITY, *_PATTERNS), "text"),
    "number": _Kind((*EQUALITY, *_ORDER), "a number"),
    "boolean": _Kind(EQUALITY, "true or false"),
    "timestamp": _Kind(_ORDER, "a time"),
    "ip": _Kind(EQUALITY, "an IP address"),
}
OPERATORS = {name: kind.operators for name, kind in _KINDS.items()}


def problems(where: Mapping[str, Conditions], action: Action, *, is_routed: bool = False) -> Iterator[Problem]:
    """What is wrong with conditions, as fields, operators and values; paths start at ``where``."""
    if len(where) > quotas.FIELDS_PER_FILTER:
        message = f"conditions on {len(where)} fields; GuardDuty takes {quotas.FIELDS_PER_FILTER}"
        yield Problem(("where",), "too-many-conditions", message)
    for name, conditions in where.items():
        unusable = _field_problem(name, action)
        if unusable:
            yield unusable
        else:
            yield from _condition_problems(all_fields()[name], conditions)
    yield from _hidden_ai_findings(where, is_routed)


def _hidden_ai_findings(where: Mapping[str, Conditions], is_routed: bool) -> Iterator[Problem]:
    """AI Protection types under a severity that they never have, and routes that leave them out unseen."""
    types, severity = where.get("type"), where.get("severity")
    if severity is None or list(_condition_problems(all_fields()["severity"], severity)):
        return
    low = Criterion("severity", equals=tuple(str(number) for number in LEVELS["low"]))
    if not excludes((criterion_of(all_fields()["severity"], severity, {}),), (low,)):
        return
    if types is None:
        if is_routed:
            message = "AI Protection findings are always Low: this severity keeps all of them from the route"
            help_ = "route the AI services, or a filter on these types, without a severity"
            yield Problem(("where", "severity"), "hides-ai-findings", message, help_)
        return
    for index, name in enumerate(types.equals or ()):
        known = finding_types.all_types().get(str(name))
        if known and known.needs == finding_types.AI_PROTECTION:
            message = f"{name} is always Low, and severity here leaves Low out"
            help_ = "watch it in a filter of its own, without the severity"
            yield Problem(("where", "type", "equals", index), "hides-ai-findings", message, help_)


def _field_problem(name: str, action: Action) -> Problem | None:
    path = ("where", Key(name))
    if name not in all_fields():
        usable = all_fields() if action is Action.ARCHIVE else fields_for_any_action()
        message = f"{name!r} is not a field of GuardDuty findings that filters know"
        return Problem(path, "unknown-field", message, suggest(name, usable))
    if action is not Action.ARCHIVE and all_fields()[name].archive_only:
        message = f"GuardDuty takes {name!r} only in filters that archive"
        return Problem(path, "archive-only-field", message, "use it in a suppression, or choose another field")
    return None


def _condition_problems(field: FilterField, conditions: Conditions) -> Iterator[Problem]:
    path: Path = ("where", field.name)
    given = [name for name in Conditions.model_fields if getattr(conditions, name) is not None]
    if not given:
        yield Problem(
            path, "missing-key", f"no condition on {field.name!r}", f"add one of: {', '.join(_allowed(field))}"
        )
    wrong = [name for name in given if name not in _allowed(field)]
    for name in wrong:
        message = f"{name} is no condition on {field.name!r}, which is {_KINDS[field.type].noun}"
        yield Problem((*path, Key(name)), "wrong-operator", message, f"allowed: {', '.join(_allowed(field))}")
    faults = [problem for name in given if name not in wrong for problem in _value_problems(field, conditions, name)]
    yield from faults
    if given and not wrong and not faults:
        yield from _contradictions(field, conditions)


def _value_problems(field: FilterField, conditions: Conditions, operator: str) -> Iterator[Problem]:
    written = getattr(conditions, operator)
    path: Path = ("where", field.name, operator)
    if not isinstance(written, tuple):
        found = values.order_fault(field, operator, written)
        if found:
            yield Problem(path, *found)
        return
    if operator in _PATTERNS and len(written) > quotas.PATTERNS_PER_CONDITION:
        message = f"{len(written)} patterns; GuardDuty takes {quotas.PATTERNS_PER_CONDITION} in a condition"
        yield Problem(path, "too-many-conditions", message)
    if operator == "not_equals" and len(written) > quotas.VALUES_PER_CONDITION:
        message = f"{len(written)} values; GuardDuty takes {quotas.VALUES_PER_CONDITION}, and all have to hold at once"
        yield Problem(path, "too-many-conditions", message, "not_matches with a pattern may say the same")
    for index, value in enumerate(written):
        found = values.pattern_fault(value) if operator in _PATTERNS else values.value_fault(field, value)
        if not found and value in written[:index]:
            found = ("duplicate-value", f"{value} is written twice", None)
        if found:
            yield Problem((*path, index), *found)


def _contradictions(field: FilterField, conditions: Conditions) -> Iterator[Problem]:
    """Conditions on one field that no finding can meet."""
    if conditions.at_least is not None and conditions.greater_than_or_equal is not None:
        message = "at_least and greater_than_or_equal are both a lowest severity"
        yield Problem(("where", field.name, Key("at_least")), "duplicate-value", message, "write one of them")
    criterion = criterion_of(field, conditions, {})
    path: Path = ("where", field.name)
    if criterion.equals and set(criterion.equals) <= set(criterion.not_equals):
        yield Problem((*path, "not_equals"), "never-matches", "not_equals excludes everything that equals asks for")
    elif is_contradiction((criterion,)):
        yield Problem(path, "never-matches", f"no finding meets these conditions on {field.name!r} together")
    if field.name == "type":
        yield from values.unmatched_types(criterion)


def _allowed(field: FilterField) -> tuple[str, ...]:
    return (*_KINDS[field.type].operators, *(("at_least",) if field.name == "severity" else ()))
