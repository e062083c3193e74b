"""The JSON Schema of `where`: every field that a filter may have a condition on, with the conditions of its type."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..catalog import finding_types, quotas
from ..catalog.filter_fields import FilterField
from ..catalog.severity import LEVELS
from ..language.where.checks import LEVEL_OPERATORS
from ..language.where.checks import OPERATORS as BY_FIELD_TYPE
from .words import path_in_words

Schema = dict[str, Any]


class Operator(NamedTuple):
    """``text`` is what the field has; ``operand`` is a key of :attr:`Kind.operands`, ``most`` the longest list."""

    text: str
    operand: str
    is_list: bool = False
    most: int | None = None


class Operand(NamedTuple):
    """The schema of one value, and an example."""

    schema: Schema
    example: Any


class Kind(NamedTuple):
    """What conditions a type of field has; ``noun`` is the type in words."""

    noun: str
    operators: tuple[str, ...]
    operands: Mapping[str, Operand]


_VALUES, _PATTERNS = quotas.VALUES_PER_CONDITION, quotas.PATTERNS_PER_CONDITION
OPERATORS = {
    "equals": Operator("One of these values.", "value", is_list=True),
    "not_equals": Operator(f"None of these values, at most {_VALUES}.", "value", is_list=True, most=_VALUES),
    "matches": Operator(
        f"A value that fits one of these patterns, at most {_PATTERNS}: `*` is any text, `?` is one character.",
        "pattern",
        is_list=True,
        most=_PATTERNS,
    ),
    "not_matches": Operator(
        f"No value that fits one of these patterns, at most {_PATTERNS}.", "pattern", is_list=True, most=_PATTERNS
    ),
    "greater_than": Operator("A number above this one, or a time after it.", "bound"),
    "greater_than_or_equal": Operator("This number or one above it, or this time or one after it.", "bound"),
    "less_than": Operator("A number below this one, or a time before it.", "bound"),
    "less_than_or_equal": Operator("This number or one below it, or this time or one before it.", "bound"),
    "at_least": Operator("This level of severity or a higher one.", "level"),
    "at_most": Operator("This level of severity or a lower one.", "level"),
}

_WHOLE = Operand({"type": "integer", "minimum": 1}, 7)
_TIME = Operand(
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}, "2026-01-31T00:00:00Z"
)
_PATTERN = Operand(
    {
        "type": "string",
        "maxLength": quotas.PATTERN_LENGTH,
        "pattern": "[*?]",
        "patternErrorMessage": "a pattern has at least one * or ?; use equals for an exact value",
    },
    "prod-*",
)
_TYPE = Operand({"$ref": "#/$defs/FindingType"}, "Exfiltration:S3/AnomalousBehavior")
_TYPE_PATTERN = Operand(_PATTERN.schema, "Exfiltration:S3/*")
_SEVERITY = Operand({"enum": [*LEVELS, *range(1, 11)]}, "high")
_LEVEL = Operand(
    {"enum": list(LEVELS), "enumDescriptions": [f"from {low} to {high}" for low, *_, high in LEVELS.values()]}, "high"
)


def _text(schema: Schema, example: str) -> Kind:
    operands = {"value": Operand(schema, example), "pattern": _PATTERN}
    return Kind("text", BY_FIELD_TYPE["string"], operands)


# By the type of the field, or by its name where the field has conditions of its own.
KINDS = {
    "string": _text({"type": "string", "minLength": 1}, "prod-1"),
    "number": Kind("a number", BY_FIELD_TYPE["number"], {"value": Operand({"type": "number"}, 8080), "bound": _WHOLE}),
    "boolean": Kind("true or false", BY_FIELD_TYPE["boolean"], {"value": Operand({"type": "boolean"}, True)}),
    "timestamp": Kind("a time in UTC", BY_FIELD_TYPE["timestamp"], {"bound": _TIME}),
    "ip": Kind("an IP address", BY_FIELD_TYPE["ip"], {"value": Operand({"type": "string"}, "198.51.100.7")}),
    "type": Kind("a finding type", BY_FIELD_TYPE["string"], {"value": _TYPE, "pattern": _TYPE_PATTERN}),
    "severity": Kind(
        "a level, or a number from 1 to 10",
        (*BY_FIELD_TYPE["number"], *LEVEL_OPERATORS),
        {"value": _SEVERITY, "bound": _WHOLE, "level": _LEVEL},
    ),
}


def kind_of(field: FilterField) -> str:
    """The key of the field's conditions in :data:`KINDS`."""
    return field.name if field.name in KINDS else field.type


def field_title(field: FilterField) -> str:
    """What the field is: its name in the console, or its path in words."""
    return field.console_name or path_in_words(field.name)


def where_schema(fields: Mapping[str, FilterField]) -> Schema:
    """The conditions by field."""
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": quotas.FIELDS_PER_FILTER,
        "additionalProperties": False,
        "properties": {name: _field(field) for name, field in fields.items()},
    }


def condition_definitions() -> dict[str, Schema]:
    """The definitions that :func:`where_schema` refers to."""
    conditions = {_definition(name): _conditions(kind) for name, kind in KINDS.items()}
    return {**conditions, "FindingType": _finding_types()}


def _field(field: FilterField) -> Schema:
    kind = kind_of(field)
    limits = [KINDS[kind].noun]
    if field.in_list:
        limits.append("can have several values")
    if field.archive_only:
        limits.append("only in suppressions")
    description = {"description": f"{field_title(field)}: {', '.join(limits)}."}
    if field.values:
        return _conditions(_text({"enum": list(field.values)}, field.values[0])) | description
    return {"$ref": f"#/$defs/{_definition(kind)}", **description}


def _definition(kind: str) -> str:
    return f"{kind.capitalize()}Conditions"


def _conditions(kind: Kind) -> Schema:
    properties = {name: _operator(OPERATORS[name], kind) for name in kind.operators}
    first = kind.operators[0]
    return {
        "type": "object",
        "description": f"Conditions on a field that is {kind.noun}; a finding has to meet all of them.",
        "examples": [{first: properties[first]["examples"][0]}],
        "minProperties": 1,
        "additionalProperties": False,
        "properties": properties,
    }


def _operator(operator: Operator, kind: Kind) -> Schema:
    schema, example = kind.operands[operator.operand]
    text = {"description": operator.text}
    if not operator.is_list:
        return {**schema, **text, "examples": [example]}
    most = {"maxItems": operator.most} if operator.most else {}
    return {"type": "array", "minItems": 1, **most, "items": schema, **text, "examples": [[example]]}


def _finding_types() -> Schema:
    live = finding_types.live_types()
    texts = [f"{kind.severity or 'Severity varies'}; needs {kind.needs}" for kind in live.values()]
    return {"description": "A finding type that GuardDuty produces.", "enum": list(live), "enumDescriptions": texts}
