"""The JSON Schema of the spec files, made from the models of ``language/``, for editors."""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from ..catalog.filter_fields import all_fields, fields_for_any_action
from ..catalog.regions import REGIONS
from ..language.base.spec import Spec
from ..language.organization.document import OrganizationSpec
from ..language.team import SECTIONS
from ..language.team.head import TeamSpec
from .starters import new_document
from .texts import key_texts, models_below, module_example, parsed, summary
from .where import condition_definitions, where_schema
from .words import in_words

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REGIONS = sorted(REGIONS)


class _Untitled(GenerateJsonSchema):
    """Without the titles that pydantic makes of field names; those of the language's own types stay."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def spec_schema() -> dict[str, Any]:
    """A document with ``organization`` is checked as that, one with ``team`` as a team, any other as a new document."""
    models = [(model, "validation") for model in (OrganizationSpec, TeamSpec, *SECTIONS.values())]
    references, schema = models_json_schema(models, by_alias=True, schema_generator=_Untitled)  # type: ignore[arg-type]
    definitions = schema["$defs"]
    team = definitions["TeamSpec"]["properties"]
    for name, model in SECTIONS.items():
        team[name] = {"type": "array", "items": references[model, "validation"], "description": summary(model)}
    definitions["FilterSpec"]["properties"]["where"] = where_schema(fields_for_any_action())
    definitions["Where"] = where_schema(all_fields())
    for entry in (definitions["SuppressionSpec"], definitions["PackSpec"]):
        entry["properties"]["where"] = {"$ref": "#/$defs/Where"}
    for entry in (definitions["FilterSpec"], definitions["SuppressionSpec"]):
        entry["anyOf"] = [{"required": [key]} for key in ("where", "pack", "for")]
    del definitions["FieldConditions"]
    definitions |= condition_definitions()
    _add_texts(definitions)
    definitions = _tidied(definitions) | {"Region": {"title": "a Region", "enum": _REGIONS}}
    definitions["NewDocument"] = new_document(definitions["OrganizationSpec"], definitions["TeamSpec"])
    return {
        "$schema": _DIALECT,
        "title": "watchspec",
        **_branch("organization", "OrganizationSpec"),
        "else": {**_branch("team", "TeamSpec"), "else": {"$ref": "#/$defs/NewDocument"}},
        "$defs": dict(sorted(definitions.items())),
    }


def _branch(key: str, definition: str) -> dict[str, Any]:
    return {"if": {"type": "object", "required": [key]}, "then": {"$ref": f"#/$defs/{definition}"}}


def _add_texts(definitions: dict[str, Any]) -> None:
    """Gives every key its description and its example, and every section the example of its module."""
    for model in models_below(Spec):
        properties = definitions.get(model.__name__, {}).get("properties", {})
        for key, text in key_texts(model).items():
            if key in properties:
                properties[key] |= {"description": text.description, "examples": [text.value]}
    for name, model in SECTIONS.items():
        definitions["TeamSpec"]["properties"][name]["examples"] = [parsed(module_example(model))[name]]


def _tidied(definitions: Mapping[str, Any]) -> dict[str, Any]:
    """With titles that can be shown, and with ``name`` first, ``was`` and ``accept`` last in every definition."""
    return {name: _definition(name, schema) for name, schema in definitions.items()}


def _definition(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    tidied = {key: _node(value) for key, value in schema.items()} | {"title": in_words(name.removesuffix("Spec"))}
    if "properties" in tidied:
        tidied["properties"] = dict(sorted(tidied["properties"].items(), key=lambda item: _PLACES.get(item[0], 1)))
    return tidied


_PLACES = {"name": 0, "was": 2, "accept": 3}


def _node(node: Any) -> Any:
    """Without defaults that say nothing, with one definition of the Regions, and without null: no key can be empty."""
    if isinstance(node, list):
        return [_node(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _node(value) for key, value in node.items() if key != "default" or isinstance(value, bool | str)}
    if node.get("enum") == _REGIONS:
        node = {key: value for key, value in node.items() if key not in ("enum", "type", "title")}
        node["$ref"] = "#/$defs/Region"
    match node.get("anyOf"):
        case [dict(value), {"type": "null"}]:
            del node["anyOf"]
            node = {**value, **node}
    return node
