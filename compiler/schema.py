"""The JSON Schema of the spec files, made from the models of ``language/``, for editors."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic.json_schema import models_json_schema

from compiler.catalog import finding_types
from compiler.catalog.filter_fields import FilterField, all_fields, fields_for_any_action
from compiler.catalog.severity import LEVELS
from compiler.language.base.spec import Spec
from compiler.language.organization.document import OrganizationSpec
from compiler.language.team import SECTIONS
from compiler.language.team.head import TeamSpec

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def spec_schema() -> dict[str, Any]:
    """A document with ``organization`` is checked as that, any other as a team: so a new file completes to a team."""
    models = [(model, "validation") for model in (OrganizationSpec, TeamSpec, *SECTIONS.values())]
    references, schema = models_json_schema(models, by_alias=True)  # type: ignore[arg-type]
    definitions = schema["$defs"]
    team = definitions["TeamSpec"]
    for name, model in SECTIONS.items():
        entries = references[model, "validation"]
        team["properties"][name] = {"type": "array", "items": entries, "description": _first_line(model.__doc__)}
    definitions["FilterSpec"]["properties"]["where"] = _where(fields_for_any_action())
    definitions["SuppressionSpec"]["properties"]["where"] = _where(all_fields())
    definitions |= _conditions(definitions["Conditions"])
    _describe(definitions)
    return {
        "$schema": _DIALECT,
        "title": "watchspec",
        "if": {"required": ["organization"]},
        "then": {"$ref": "#/$defs/OrganizationSpec"},
        "else": {"$ref": "#/$defs/TeamSpec"},
        "$defs": dict(sorted(definitions.items())),
    }


def _describe(definitions: dict[str, Any]) -> None:
    """Gives every key the docstring below its field in the model.

    Read from the source, and only for the schema: pydantic would do it at every start, which costs
    as much as a whole validation.
    """
    for model in _all_models(Spec):
        properties = definitions.get(model.__name__, {}).get("properties", {})
        for name, text in _field_docstrings(model):
            key = model.model_fields[name].alias or name
            if key in properties:
                properties[key]["description"] = text


def _all_models(base: type[Spec]) -> Iterator[type[Spec]]:
    for model in base.__subclasses__():
        yield model
        yield from _all_models(model)


def _field_docstrings(model: type[Spec]) -> Iterator[tuple[str, str]]:
    for base in (base for base in model.__mro__ if issubclass(base, Spec)):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0].body  # type: ignore[attr-defined]
        for field, text in pairwise(body):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                    yield name, " ".join(docstring.split())


def _where(fields: dict[str, FilterField]) -> dict[str, Any]:
    """Every field a filter may have a condition on."""
    properties = {name: _field(field) for name, field in fields.items()}
    return {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": properties}


def _field(field: FilterField) -> dict[str, Any]:
    special = {"type": "TypeConditions", "severity": "SeverityConditions"}
    reference = {"$ref": f"#/$defs/{special.get(field.name, 'Conditions')}"}
    return {**reference, **({"description": field.console_name} if field.console_name else {})}


def _conditions(general: dict[str, Any]) -> dict[str, Any]:
    """Conditions on finding types, completed from the catalog, and on severities."""
    without_level = {name: value for name, value in general["properties"].items() if name != "at_least"}
    types = {"type": "array", "minItems": 1, "items": {"enum": list(finding_types.live_types())}}
    severities = {"type": "array", "minItems": 1, "items": {"enum": [*LEVELS, *range(1, 11)]}}
    return {
        "Conditions": {**general, "properties": without_level},
        "TypeConditions": {**general, "properties": {**without_level, "equals": types, "not_equals": types}},
        "SeverityConditions": {**general, "properties": {**general["properties"], "equals": severities}},
    }


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]
