"""Folders of specs with mistakes, and what is printed about them. ``pytest --accept`` rewrites the snapshots."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.diagnostics.codes import CODES
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.terminal import Screen
from tests.conftest import TESTS, problems_of
from tests.examples import codes_of_checks

ERRORS = sorted(path.parent for path in (TESTS / "errors").glob("*/specs"))
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.name)
def test_the_mistakes_give_these_problems(
    case: Path, snapshot: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    snapshot(case / "problems.txt", RENDERERS[Format.TEXT](problems_of(Path("specs"))))


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.TEXT])
@pytest.mark.parametrize("name", ["duplicates", "unknown-keys", "warnings"])
def test_machines_get_the_same(
    name: str, form: Format, snapshot: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = TESTS / "errors" / name
    monkeypatch.chdir(case)
    snapshot(case / f"problems.{form}", RENDERERS[form](problems_of(Path("specs"))))


@pytest.mark.parametrize("render", [*RENDERERS.values(), renderer(Format.TEXT, Screen(80, has_colour=True))])
def test_a_secret_is_never_echoed(render: Callable[..., str]) -> None:
    printed = render(problems_of(TESTS / "errors" / "secrets" / "specs"))
    assert "this looks like an AWS secret access key" in printed
    assert SECRET not in printed


def test_every_code_has_a_case() -> None:
    """A folder here, or an example in the docstring of a check."""
    in_folders = {problem.code for case in ERRORS for problem in problems_of(case / "specs")}
    in_examples = set().union(*codes_of_checks().values())
    elsewhere = {
        "too-many-rules",
        "too-many-entries",
        "failed-test",
    }  # in test_checks.py, test_lists.py, test_findings.py
    assert in_folders | in_examples | elsewhere == set(CODES)
