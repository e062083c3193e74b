"""The JSON Schema of the spec files: it accepts what the compiler accepts, and it teaches."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import Field, TypeAdapter

from compiler.language.base.spec import Spec
from compiler.language.where.model import FieldConditions
from compiler.load import load
from compiler.load.tree import plain
from compiler.schema import spec_schema
from compiler.schema.texts import key_texts, models_below
from tests.conftest import ROOT, TESTS, problems_of

SCHEMA = spec_schema()
DEFINITIONS = SCHEMA["$defs"]
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def keys() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every definition, and of the conditions on each field, with its schema."""
    for name, definition in DEFINITIONS.items():
        for key, schema in definition.get("properties", {}).items():
            yield f"{name}.{key}", schema
            for field, conditions in schema.get("properties", {}).items() if key == "where" else ():
                yield f"{name}.{key}.{field}", conditions


def examples(schema: dict[str, Any]) -> list[Any]:
    referred = DEFINITIONS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else {}
    found: list[Any] = schema.get("examples") or referred.get("examples", [])
    return found


def test_the_schema_in_specs_is_up_to_date() -> None:
    assert json.loads((ROOT / "specs" / "schema.json").read_text("utf-8")) == json.loads(json.dumps(SCHEMA))


def good_documents() -> Iterator[tuple[str, Any]]:
    for folder in sorted((TESTS / "golden").glob("*/specs")):
        for document in load(folder).documents:
            yield str(document.source.path), plain(document.root)


def test_the_schema_accepts_what_the_compiler_accepts() -> None:
    VALIDATOR.check_schema(SCHEMA)
    problems = [f"{path}: {error.message}" for path, doc in good_documents() for error in VALIDATOR.iter_errors(doc)]
    assert problems == []


@pytest.mark.parametrize(
    "name",
    [
        "account-ids",
        "fields",
        "finding-types",
        "original-mistakes",
        "services-and-keys",
        "shapes",
        "suppressions",
        "texts",
        "unknown-keys",
        "values",
        "watch",
    ],
)
def test_the_schema_marks_the_mistakes_of_this_case(name: str) -> None:
    documents = load(TESTS / "errors" / name / "specs").documents
    marked = [not VALIDATOR.is_valid(plain(document.root)) for document in documents if "team" in document.source.name]
    assert marked
    assert all(marked)


def test_every_key_has_a_description() -> None:
    assert [path for path, schema in keys() if not schema.get("description")] == []


def test_every_key_has_an_example() -> None:
    assert [path for path, schema in keys() if not examples(schema)] == []


def test_every_example_fits_the_schema_of_its_key() -> None:
    for path, schema in keys():
        validator = jsonschema.Draft202012Validator({**schema, "$defs": DEFINITIONS})
        for example in examples(schema):
            assert [f"{path}: {error.message}" for error in validator.iter_errors(example)] == []


MODELS = [model for model in models_below(Spec) if model is not FieldConditions and model.__name__ in DEFINITIONS]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_example_passes_the_checks_of_its_key(model: type[Spec]) -> None:
    for name, field in model.model_fields.items():
        example = key_texts(model)[field.alias or name].value
        kind: Any = Annotated[(field.annotation, Field(), *field.metadata)]
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        adapter.validate_json(json.dumps(example), strict=True)


def test_every_word_of_an_enumeration_is_described_or_none() -> None:
    assert [schema for schema in enumerations(SCHEMA) if len(schema["enum"]) != len(schema["enumDescriptions"])] == []


def enumerations(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict) and "enumDescriptions" in node:
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from enumerations(child)


def test_a_new_file_offers_both_kinds_of_document() -> None:
    new = DEFINITIONS["NewDocument"]
    assert [name for name, key in new["properties"].items() if key["description"]] == ["organization", "team"]
    assert VALIDATOR.is_valid(None)
    assert not VALIDATOR.is_valid({})
    assert not VALIDATOR.is_valid({"regions": ["us-east-1"]})


def test_the_starter_documents_of_the_editor_compile_together(specs: Callable[..., Path]) -> None:
    organization, team = (snippet["body"] for snippet in DEFINITIONS["NewDocument"]["defaultSnippets"])
    assert problems_of(specs(organization=organization, team=team)) == ()
