"""Every problem has an example that shows it and nothing else, or the reason why it has none."""

from pathlib import Path

import pytest

from compiler.diagnostics.codes import CODES
from compiler.diagnostics.examples import WITHOUT_EXAMPLE, example, files
from tests.conftest import problems_of
from tests.examples import codes_of_checks

EXAMPLES = [code for code in CODES if example(code)]
OF_CHECKS = set().union(*codes_of_checks().values())  # the docstring of the check has the example


def test_every_code_has_an_example_or_a_reason() -> None:
    assert {*EXAMPLES, *WITHOUT_EXAMPLE, *OF_CHECKS} == set(CODES)


def test_no_example_is_of_a_code_that_does_not_exist() -> None:
    folder = Path(__file__).parents[1] / "compiler" / "diagnostics" / "examples"
    assert {path.stem for path in folder.iterdir()} == set(EXAMPLES)
    assert not set(EXAMPLES) & set(WITHOUT_EXAMPLE)
    assert set(WITHOUT_EXAMPLE) <= set(CODES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_shows_its_problem_and_nothing_else(code: str, tmp_path: Path) -> None:
    for name, text in files(example(code) or "").items():
        (tmp_path / name).write_text(text, "utf-8")
    assert [problem.code for problem in problems_of(tmp_path)] == [code]
