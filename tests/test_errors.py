"""Folders of specs with mistakes, and what is said about them. ``pytest --accept`` writes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.diagnostics.codes import CODES
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.terminal import Screen
from tests.conftest import TESTS, problems_of

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
    seen = {problem.code for case in ERRORS for problem in problems_of(case / "specs")}
    # What takes thousands of entries or values is made in test_link.py, not kept in a folder; days are given there.
    elsewhere = {"too-many-members", "too-many-rules", "expired", "expires-soon", "expires-late"}
    assert seen == set(CODES) - elsewhere
