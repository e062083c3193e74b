"""What is written about the language is true: README, docstrings, the example specs, the JSON Schema."""

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

from compiler.commands import run
from compiler.diagnostics.codes import CODES
from compiler.language.team import SECTIONS
from compiler.load import load
from compiler.load.tree import plain
from compiler.schema import spec_schema
from tests.conftest import ORGANIZATION, ROOT, TESTS, compile_folder, problems_of

README = (ROOT / "README.md").read_text("utf-8")
MODULES = {
    *(model.__module__ for model in SECTIONS.values()),
    "compiler.language.base.accept",
    "compiler.language.where.model",
    *(
        f"compiler.language.organization.{name}"
        for name in ("document", "export", "lists", "protections", "routes", "rules", "terraform")
    ),
}


def examples(module: str) -> list[str]:
    text = inspect.getdoc(importlib.import_module(module)) or ""
    blocks = re.findall(r"^(?:Example|Shape)::\n\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    return [textwrap.dedent(block) for block in blocks]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_docstring_examples_compile(module: str, specs: Callable[..., Path]) -> None:
    (example,) = examples(module)
    if example.startswith("organization:"):
        folder = specs(organization=example)
    elif example.startswith(("export:", "lists:", "protections:", "routes:", "rules:", "terraform:")):
        folder = specs(organization=ORGANIZATION + example)
    elif example.startswith("where:"):
        accounts = 'accounts: [{name: fraud-prod, id: "123456789012", email: aws@example.com}]'
        indented = example.replace("\n", "\n    ")
        folder = specs(team=f"team: example\n{accounts}\nfilters:\n  - name: x\n    {indented}")
    else:
        organization = ORGANIZATION.replace("[us-east-1]", "[us-east-1, eu-west-1]")
        folder = specs(organization=organization, team=f"team: example\n{example}")
    # An example of one section says nothing of the protections that it needs.
    assert {problem.code for problem in problems_of(folder)} <= {"protection-off"}


def test_readme_yaml_compiles(specs: Callable[..., Path]) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 2
    organization = next(block for block in blocks if block.startswith("organization:"))
    for block in blocks:
        if block.startswith("team:"):
            assert problems_of(specs(organization=organization, team=block)) == ()


def test_readme_shows_the_output_as_it_is(specs: Callable[..., Path]) -> None:
    """Every JSON block of README is part of what its first specs give."""
    from compiler.terraform.synthesis import synthesize

    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    organization, team = (next(b for b in blocks if b.startswith(f"{kind}:")) for kind in ("organization", "team"))
    files = synthesize(compile_folder(specs(organization=organization, compliance=team)))
    stack = next(text for path, text in files.items() if path.endswith("cdk.tf.json"))
    shown = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    assert shown
    for block in shown:
        assert " ".join(block.split()) in " ".join(stack.split())


def test_readme_shows_what_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of text are problems of a case in tests/errors, or a command and what it prints."""
    problems = [path.read_text("utf-8") for path in TESTS.glob("errors/*/problems.txt")]
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"```text\n(.*?)```", README, re.DOTALL):
        command, _, printed = block.partition("\n")
        if command.startswith("$ .venv/bin/python main.py "):
            run(command.split()[3:])
            assert printed == capsys.readouterr().out
        else:
            shown = [part.partition(":")[2] for part in block.strip().split("\n\n") if "problems." not in part]
            assert all(any(part in text for text in problems) for part in shown)


def test_readme_lists_every_code() -> None:
    codes = README[README.index("\n## Codes\n") :]
    table = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (.+?) \|$", codes, re.MULTILINE))
    assert table == {code: entry.meaning for code, entry in CODES.items()}


def test_every_resource_is_in_readme_and_in_a_golden_stack() -> None:
    from compiler.terraform.kinds import KINDS

    table = README[README.index("| Terraform resource |") :].partition("\n\n")[0]
    stacks = [json.loads(path.read_text("utf-8"))["resource"] for path in TESTS.glob("golden/*/stacks/*/cdk.tf.json")]
    made = {kind.terraform_type for kind in KINDS.values()}
    assert set(re.findall(r"`(aws_\w+)`", table)) == made == {kind for stack in stacks for kind in stack}


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
