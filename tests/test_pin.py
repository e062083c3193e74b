"""``watchspec:`` in the organization document: which versions may compile the specs, asked before all else."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.version import is_in_range, is_range
from tests.conftest import ORGANIZATION, ROOT, problems_of

Specs = Callable[..., Path]


@pytest.mark.parametrize(
    ("versions", "running", "expected"),
    [
        (">=0.2,<0.3", "0.2.0", True),
        (">=0.2,<0.3", "0.2.9", True),
        (">=0.2,<0.3", "0.3.0", False),
        (">= 0.3", "0.2.0", False),
        ("==0.2.*", "0.2.1", True),
        ("~=0.2.1", "0.2.0", False),
        (">=0.2", "0.3.0rc1", True),
        (">=0.3", "0.3.0rc1", False),
        (">=0.2", "0.2.0+build.7", True),
    ],
)
def test_ranges_are_those_of_pip(versions: str, running: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiler.version.version", lambda: running)
    assert is_range(versions)
    assert is_in_range(versions) is expected


@pytest.mark.parametrize("text", ["", " ", ",", "0.2", "^0.2", ">=0.2 <0.3", ">=x", "latest", f">={'9' * 10_000}"])
def test_what_is_no_range_is_refused_at_its_value(text: str, specs: Specs) -> None:
    (problem,) = problems_of(specs(f'{ORGANIZATION}watchspec: "{text}"\n'))
    assert (problem.code, problem.span.line, problem.span.column) == ("invalid-value", 5, 12)
    assert "'>=0.2,<0.3'" in (problem.help or "")


@pytest.mark.parametrize("text", ["1", "[1]", "{a: 1}", "", "true"])
def test_another_type_is_refused_at_its_value(text: str, specs: Specs) -> None:
    (problem,) = problems_of(specs(f"{ORGANIZATION}watchspec: {text}\n"))
    assert problem.code in ("invalid-value", "wrong-type", "needs-quotes")


@pytest.mark.parametrize(
    "other",
    ["team: [", "team: fraud\nx: 1\n", "organization: b\n", "team: fraud\naccounts: [{id: 012345678901}]\n", "a: b: c"],
)
def test_another_version_reports_nothing_else(other: str, specs: Specs) -> None:
    folder = specs(f'{ORGANIZATION}watchspec: ">=99"\nx: 1\n', team=other)
    (problem,) = problems_of(folder)
    assert problem.code == "wrong-version"
    assert str(problem.span) == f"{folder.as_posix()}/organization.yaml:5:12"


def test_a_range_without_quotes_is_helped(specs: Specs) -> None:
    (problem,) = problems_of(specs(f"{ORGANIZATION}watchspec: >=0.2,<0.3\n"))
    assert (problem.code, problem.help) == ("yaml-syntax", "put the text in quotes: it starts with a sign of YAML")


def test_the_key_belongs_to_the_organization_document(specs: Specs) -> None:
    (problem,) = problems_of(specs(team='team: fraud\nwatchspec: ">=99"\n'))
    assert problem.code == "unknown-key"


def test_a_range_with_a_hidden_character_is_reported_as_that(specs: Specs) -> None:
    problems = problems_of(specs(f'{ORGANIZATION}watchspec: ">=9\u200b9"\n'))
    assert [problem.code for problem in problems] == ["hidden-character"]


@pytest.mark.parametrize(("key", "is_loaded"), [("", False), ('watchspec: ">=0.1"\n', True)])
def test_what_reads_ranges_is_loaded_only_for_one(key: str, is_loaded: bool, specs: Specs) -> None:
    code = "import sys; from compiler.commands import run; run(sys.argv[1:]); print('packaging' in sys.modules)"
    command = [sys.executable, "-c", code, "validate", "--specs", str(specs(ORGANIZATION + key))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(is_loaded)
