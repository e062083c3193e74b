"""docs/problems.md: a section for each code, with an example that is compiled and what it prints."""

from compiler.diagnostics.codes import CODES
from compiler.problem_pages import markdown, page_of
from tests.conftest import ROOT


def test_the_pages_in_docs_are_up_to_date() -> None:
    text = markdown(map(page_of, CODES))
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == text


def test_every_page_shows_its_problem() -> None:
    for page in map(page_of, CODES):
        assert page.example is None or f"[{page.code}]" in page.printed, page.code
