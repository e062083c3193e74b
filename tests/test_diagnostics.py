"""How problems are printed; what they say stands in tests/errors."""

import json
from collections.abc import Callable

import pytest

from compiler.diagnostics import Diagnostic, Key, nearest, suggest
from compiler.diagnostics.machine import render_github, render_json, render_sarif
from compiler.diagnostics.text import render
from compiler.source import Source, Span


def problem(line: str, column: int, width: int, message: str = "wrong") -> Diagnostic:
    source = Source("specs/a b.yaml", "a b.yaml", line)
    return Diagnostic("invalid-value", message, Span(source, 1, column, 1, column + width))


@pytest.mark.parametrize(
    ("line", "column", "width", "caret"),
    [
        ("team: fraud", 7, 5, "      ^~~~~"),
        ("名前: x", 5, 1, "      ^"),  # wide characters take two columns
        ("x: y", 4, 40, "   ^"),  # never beyond the line
        ("a\tb: c", 3, 1, "  ^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(line: str, column: int, width: int, caret: str) -> None:
    printed = render([problem(line, column, width)]).splitlines()
    assert printed[2] == f"       | {caret}"


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line = "x" * 1000 + "HERE" + "y" * 1000
    printed = render([problem(line, 1001, 4)]).splitlines()
    assert len(printed[1]) < 200
    assert printed[1][printed[2].index("^") :].startswith("HERE")


@pytest.mark.parametrize("form", [render, render_json, render_github, render_sarif])
def test_no_text_moves_the_cursor_or_fills_the_screen(form: Callable[[list[Diagnostic]], str]) -> None:
    printed = form([problem("a: \x1b[2Jb", 4, 6, "\x1b[31m" + "x" * 10_000 + "\n::error::injected")])
    assert "\x1b" not in printed
    assert len(printed) < 3_000
    assert not any(text.startswith("::error::") for text in printed.splitlines())


def test_sarif_names_files_as_addresses() -> None:
    log = json.loads(render_sarif([problem("a: b", 4, 1)]))
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "specs/a%20b.yaml"


def test_a_code_that_is_not_in_the_table_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not in the table"):
        Diagnostic("no-such-code", "", Span(Source("", "", ""), 1, 1, 1, 1))


@pytest.mark.parametrize(
    ("written", "allowed", "near"),
    [
        ("frod-prod", ["fraud-prod", "copilot-prod"], "fraud-prod"),
        ("us-esat-1", ["us-west-1", "us-east-1"], "us-east-1"),
        ("EQUALS", ["equals", "matches"], "equals"),
        ("xyz", ["fraud-prod"], None),
    ],
)
def test_nearest(written: str, allowed: list[str], near: str | None) -> None:
    assert nearest(written, allowed) == near


def test_suggest() -> None:
    assert suggest("emial", ["email", "id"]) == "did you mean 'email'? allowed: email, id"
    assert suggest("x", [str(number) for number in range(100)]) == ""
    assert Key("a") == "a"
