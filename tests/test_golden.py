"""The main suite: a folder of specs in, its plan and the JSON of its stacks out. ``pytest --accept`` rewrites them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.terraform.synthesis import synthesize
from tests.conftest import TESTS, compile_folder
from tests.plan_text import plan_text

GOLDEN = sorted(path.parent for path in (TESTS / "golden").glob("*/specs"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_the_specs_give_this_plan(case: Path, snapshot: Callable[[Path, str], None]) -> None:
    snapshot(case / "plan.txt", plan_text(compile_folder(case / "specs")))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_the_specs_give_these_stacks(case: Path, snapshot: Callable[[Path, str], None]) -> None:
    files = synthesize(compile_folder(case / "specs"))
    stacks = {path: text for path, text in files.items() if path != "manifest.json"}
    for path, text in stacks.items():
        snapshot(case / path, text)
    assert {path.relative_to(case).as_posix() for path in case.glob("stacks/*/*")} == set(stacks)
