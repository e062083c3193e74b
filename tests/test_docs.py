"""What is written about the language is true: docstrings and the example company."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.docstrings import examples
from tests.conftest import EXAMPLE, ORGANIZATION, ROOT, problems_of
from tests.examples import spec_modules

SPECS = ROOT / "specs"


def files_of(folder: Path) -> set[str]:
    """What is in a folder of specs, but the schema, which is generated."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")} - {"schema.json"}


def is_in_specs() -> bool:
    """Whether ``specs/`` still has a team of the example company."""
    return bool(files_of(SPECS) & files_of(EXAMPLE) - {"organization.yaml"})


def organization_with(example: str) -> str:
    """The example as an organization document: completed by those keys of the tests' document that it lacks."""
    written = {line.partition(":")[0] for line in example.splitlines()}
    lines = ORGANIZATION.splitlines(keepends=True)
    return "".join(line for line in lines if line.partition(":")[0] not in written) + example


@pytest.mark.parametrize("module", sorted(spec_modules()))
def test_docstring_examples_compile(module: str, specs: Callable[..., Path]) -> None:
    (example,) = examples(importlib.import_module(module))
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
    # An example of one section shows neither the protections and the route that it needs, nor a finding to read.
    assert {problem.code for problem in problems_of(folder)} <= {
        "protection-off",
        "protection-off-in-part",
        "unscanned-bucket",
        "missing-finding",
        "needs-route",
    }


def test_the_example_company_points_to_the_schema() -> None:
    for path in EXAMPLE.glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=schema.json\n"), path.name


@pytest.mark.skipif(not is_in_specs(), reason="specs/ has another company than the example")
@pytest.mark.parametrize("name", sorted(files_of(SPECS) | files_of(EXAMPLE)))
def test_the_example_company_is_the_one_in_specs(name: str, snapshot: Callable[[Path, str], None]) -> None:
    """The tests read a copy of their own, so that whoever puts another company into ``specs/`` breaks none of them."""
    snapshot(EXAMPLE / name, (SPECS / name).read_text("utf-8"))
