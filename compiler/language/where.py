"""`where`: the conditions of a filter or suppression. All have to hold; the values of one `equals` are alternatives.

Shape::

    where:
      type: {equals: ["Exfiltration:S3/AnomalousBehavior"]}
      severity: {at_least: high}
      accountId: {equals: [fraud-prod]}
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import Field, PlainValidator

from compiler.catalog import finding_types, quotas
from compiler.catalog.filter_fields import FilterField, all_fields, fields_for_any_action
from compiler.catalog.severity import LEVELS
from compiler.diagnostics import Key, Path, Problem, suggest
from compiler.language import values
from compiler.language.section import Reference
from compiler.language.spec import Spec, fault
from compiler.model.criteria import Criteria, Criterion, in_order
from compiler.model.program import Action

ACCOUNT_FIELD = "accountId"
REGION_FIELD = "region"


def _scalar(value: Any) -> str | int | float | bool:
    if not isinstance(value, str | int | float | bool):
        raise fault("wrong-type", "expected one value here", "text, a number, true or false")
    return value


Value = Annotated[str | int | float | bool, PlainValidator(_scalar, json_schema_input_type=str | int | float | bool)]
Values = Annotated[tuple[Value, ...], Field(min_length=1)]


class Conditions(Spec):
    """The conditions on one field."""

    equals: Values | None = None
    """One of these values."""
    not_equals: Values | None = None
    """None of these values."""
    matches: Values | None = None
    """One of these patterns: * is any text, ? one character."""
    not_matches: Values | None = None
    """None of these patterns."""
    greater_than: Value | None = None
    greater_than_or_equal: Value | None = None
    less_than: Value | None = None
    less_than_or_equal: Value | None = None
    at_least: str | None = Field(default=None, json_schema_extra={"enum": list(LEVELS)})
    """Only for severity: low, medium, high or critical, and what is above it."""


Where = Annotated[dict[str, Conditions], Field(min_length=1)]


class _Kind(NamedTuple):
    """What conditions a type of field can have."""

    operators: tuple[str, ...]
    noun: str


_EQUALITY = ("equals", "not_equals")
_PATTERNS = ("matches", "not_matches")
_ORDER = ("greater_than", "greater_than_or_equal", "less_than", "less_than_or_equal")
_KINDS = {
    "string": _Kind((*_EQUALITY, *_PATTERNS), "text"),
    "number": _Kind((*_EQUALITY, *_ORDER), "a number"),
    "boolean": _Kind(_EQUALITY, "true or false"),
    "timestamp": _Kind(_ORDER, "a time"),
    "ip": _Kind(_EQUALITY, "an IP address"),
}


def problems(where: Mapping[str, Conditions], action: Action) -> Iterator[Problem]:
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
    yield from _hidden_ai_findings(where)


def references(where: Mapping[str, Conditions]) -> Iterator[Reference]:
    """Accounts and Regions that conditions name."""
    for name, to in ((ACCOUNT_FIELD, "account"), (REGION_FIELD, "region")):
        for operator in _EQUALITY:
            written = _given(where[name], operator) if name in where else None
            for index, value in enumerate(written or ()):
                yield Reference(("where", name, operator, index), to, str(value))  # type: ignore[arg-type]


def criteria(where: Mapping[str, Conditions], accounts: Mapping[str, str]) -> Criteria:
    """The conditions as the model has them. Only for conditions without problems."""
    return in_order(*(_criterion(all_fields()[name], conditions, accounts) for name, conditions in where.items()))


def _hidden_ai_findings(where: Mapping[str, Conditions]) -> Iterator[Problem]:
    """AI Protection types under a severity that they never have."""
    types, severity = where.get("type"), where.get("severity")
    if types is None or severity is None:
        return
    low = max(LEVELS["low"])
    floor = LEVELS.get(severity.at_least or "", (severity.greater_than_or_equal,))[0]
    for index, name in enumerate(types.equals or ()):
        known = finding_types.all_types().get(str(name))
        if known and known.needs == finding_types.AI_PROTECTION and isinstance(floor, int) and floor > low:
            message = f"{name} is always Low, and severity here starts above that"
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
    given = [name for name in Conditions.model_fields if _given(conditions, name) is not None]
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
    written = _given(conditions, operator)
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
    criterion = _criterion(field, conditions, {})
    lowest, highest = values.bounds(field, criterion)
    path: Path = ("where", field.name)
    if lowest is not None and highest is not None and lowest > highest:
        yield Problem(path, "never-matches", f"no number meets these conditions on {field.name!r}")
    if criterion.equals and set(criterion.equals) <= set(criterion.not_equals):
        yield Problem((*path, "not_equals"), "never-matches", "not_equals excludes everything that equals asks for")
    if field.name == "type":
        yield from values.unmatched_types(criterion)


def _allowed(field: FilterField) -> tuple[str, ...]:
    return (*_KINDS[field.type].operators, *(("at_least",) if field.name == "severity" else ()))


def _given(conditions: Conditions, operator: str) -> Any:
    return getattr(conditions, operator)


def _criterion(field: FilterField, conditions: Conditions, accounts: Mapping[str, str]) -> Criterion:
    def texts(written: tuple[Any, ...] | None) -> tuple[str, ...]:
        names = accounts if field.name == ACCOUNT_FIELD else {}
        return tuple(text for value in written or () for text in values.texts(field, names.get(str(value), value)))

    def number(written: Any) -> int | None:
        return None if written is None else values.number(field, written)

    floor = number(conditions.greater_than_or_equal)
    if conditions.at_least is not None:
        floor = LEVELS[conditions.at_least][0]
    return Criterion(
        field=field.name,
        equals=texts(conditions.equals),
        not_equals=texts(conditions.not_equals),
        matches=texts(conditions.matches),
        not_matches=texts(conditions.not_matches),
        greater_than=number(conditions.greater_than),
        greater_than_or_equal=floor,
        less_than=number(conditions.less_than),
        less_than_or_equal=number(conditions.less_than_or_equal),
    )
