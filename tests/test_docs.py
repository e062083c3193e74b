"""What is written about the language is true: docstrings, the example specs, the JSON Schema."""

import importlib
import inspect
import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from compiler.load import load
from compiler.load.tree import plain
from compiler.schema import spec_schema
from tests.conftest import ORGANIZATION, ROOT, TESTS, problems_of

LANGUAGE = ROOT / "compiler" / "language"
KEY_MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("organization", "team")
    for path in sorted((LANGUAGE / package).glob("*.py"))
    if path.name != "__init__.py"
]
MODULES = [*KEY_MODULES, "compiler.language.base.accept", "compiler.language.where.model"]


def examples(module: str) -> list[str]:
    text = inspect.getdoc(importlib.import_module(module)) or ""
    blocks = re.findall(r"^(?:Example|Shape)::\n\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    return [textwrap.dedent(block) for block in blocks]


def organization_with(example: str) -> str:
    """The example as an organization document: completed by those keys of the tests' document that it lacks."""
    written = {line.partition(":")[0] for line in example.splitlines()}
    lines = ORGANIZATION.splitlines(keepends=True)
    return "".join(line for line in lines if line.partition(":")[0] not in written) + example


@pytest.mark.parametrize("module", MODULES)
def test_docstring_examples_compile(module: str, specs: Callable[..., Path]) -> None:
    (example,) = examples(module)
    if module.startswith("compiler.language.organization."):
        folder = specs(organization=organization_with(example))
    elif example.startswith("where:"):
        accounts = 'accounts: [{name: fraud-prod, id: "123456789012", email: aws@example.com}]'
        indented = example.replace("\n", "\n    ")
        folder = specs(team=f"team: example\n{accounts}\nfilters:\n  - name: x\n    {indented}")
    else:
        organization = ORGANIZATION.replace("[us-east-1]", "[us-east-1, eu-west-1]")
        head = "" if example.startswith("team:") else "team: example\n"
        folder = specs(organization=organization, team=head + example)
    # An example of one section does not show the protections that it needs.
    assert {problem.code for problem in problems_of(folder)} <= {"protection-off"}


def test_every_resource_is_in_a_golden_stack() -> None:
    from compiler.terraform.kinds import KINDS

    stacks = [json.loads(path.read_text("utf-8"))["resource"] for path in TESTS.glob("golden/*/stacks/*/cdk.tf.json")]
    made = {kind.terraform_type for kind in KINDS.values()}
    assert made == {kind for stack in stacks for kind in stack}


def test_every_guardduty_resource_of_the_bindings_is_reachable() -> None:
    import cdktf_cdktf_provider_aws

    from compiler.terraform.kinds import KINDS

    modules = [path.name for place in cdktf_cdktf_provider_aws.__path__ for path in Path(place).glob("guardduty_*")]
    assert {f"aws_{name}" for name in modules} <= {kind.terraform_type for kind in KINDS.values()}


def test_the_schema_in_specs_is_the_one_we_make() -> None:
    assert json.loads((ROOT / "specs" / "schema.json").read_text("utf-8")) == json.loads(json.dumps(spec_schema()))


def good_documents() -> list[tuple[str, Any]]:
    folders = [ROOT / "specs", *sorted((TESTS / "golden").glob("*/specs"))]
    return [(str(document.source.path), plain(document.root)) for f in folders for document in load(f).documents]


def test_the_schema_takes_what_the_compiler_takes() -> None:
    validator = jsonschema.Draft202012Validator(spec_schema())
    validator.check_schema(spec_schema())
    for path, document in good_documents():
        assert [f"{path}: {error.message}" for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize("name", ["unknown-keys", "original-mistakes", "fields", "finding-types", "watch"])
def test_the_schema_marks_mistakes_too(name: str) -> None:
    validator = jsonschema.Draft202012Validator(spec_schema())
    bad = [yaml.safe_load(path.read_text("utf-8")) for path in (TESTS / "errors" / name / "specs").glob("team.yaml")]
    assert all(list(validator.iter_errors(document)) for document in bad)


def test_the_example_specs_point_to_the_schema() -> None:
    for path in (ROOT / "specs").glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n"), path.name
