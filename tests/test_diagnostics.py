"""How problems are printed; what they say is in tests/errors."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog.finding_types import live_types
from compiler.diagnostics import Choice, Diagnostic, Fix, Key, nearest, suggest
from compiler.diagnostics.capped import FOR_PEOPLE
from compiler.diagnostics.choice import closest
from compiler.diagnostics.codes import CODES
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.diagnostics.machine import render_json, render_sarif
from compiler.diagnostics.text import render
from compiler.source import Source, Span
from compiler.terminal import Screen
from tests.conftest import ROOT


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
def test_the_caret_is_under_what_is_meant(line: str, column: int, width: int, caret: str) -> None:
    printed = render([problem(line, column, width)]).splitlines()
    assert printed[2] == f"       | {caret}"


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    line = "x" * 1000 + "HERE" + "y" * 1000
    printed = render([problem(line, 1001, 4)]).splitlines()
    assert len(printed[1]) < 200
    assert printed[1][printed[2].index("^") :].startswith("HERE")


@pytest.mark.parametrize("form", RENDERERS.values())
def test_no_text_moves_the_cursor_or_fills_the_screen(form: Callable[[list[Diagnostic]], str]) -> None:
    printed = form([problem("a: \x1b[2Jb", 4, 6, "\x1b[31m##[error]" + "x" * 10_000 + "\n::error::injected")])
    assert "\x1b" not in printed
    assert "##[" not in printed
    assert len(printed) < 3_000
    assert not any(text.startswith("::error::") for text in printed.splitlines())


CONTROL = re.compile(r"\x1b\[[0-9;]*m")


coloured = renderer(Format.TEXT, Screen(80, has_colour=True))


def test_a_terminal_gets_the_same_text_in_colour_with_the_command_that_explains_each_problem() -> None:
    items = [problem("x: " + "y" * 300, 4, 6, "[red]wrong[/red] :smile:"), problem("a: b", 4, 1)]
    printed = coloured(items)
    without = CONTROL.sub("", printed).replace("   more: watchspec problems invalid-value\n", "")
    assert without == render(items)
    assert printed.count("watchspec problems invalid-value") == 2
    assert CONTROL.search(printed)
    assert "\x1b" not in render(items)


def test_no_control_sequence_of_a_spec_reaches_a_terminal() -> None:
    printed = coloured([problem("a: \x1b[2Jb", 4, 6, "\x1b[31m\x9b2J")])
    assert "\x1b" not in CONTROL.sub("", printed)
    assert "[2J" in CONTROL.sub("", printed)
    assert "\x9b" not in printed


def test_no_colour_where_none_is_wanted() -> None:
    printed = renderer(Format.TEXT, Screen(80))([problem("a: b", 4, 1)])
    assert "\x1b" not in printed
    assert "watchspec problems invalid-value" in printed


def test_only_text_depends_on_the_screen() -> None:
    screen = Screen(80, has_colour=True)
    assert all(renderer(form, screen) is RENDERERS[form] for form in Format if form is not Format.TEXT)
    assert set(RENDERERS) == set(Format)


def test_plain_text_and_no_problems_load_no_rich() -> None:
    code = """
import sys
from compiler.diagnostics import Diagnostic
from compiler.diagnostics.formats import RENDERERS, Format, renderer
from compiler.source import Source, Span
from compiler.terminal import Screen
item = Diagnostic("secret", "m", Span(Source("a", "a", "a"), 1, 1, 1, 2))
printed = [RENDERERS[form]([item]) for form in Format] + [renderer(Format.TEXT, Screen(80, has_colour=True))([])]
sys.exit("rich" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_many_problems_in_one_long_line_read_the_line_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def redact(text: str) -> str:
        read.append(text)
        return text

    monkeypatch.setattr("compiler.diagnostics.text.redact", redact)
    source = Source("a.yaml", "a.yaml", "[" + "x, " * 2_000 + "]")
    items = [Diagnostic("invalid-value", "wrong", Span(source, 1, at, 1, at + 1)) for at in range(2, 6_000, 3)]
    assert render(items).count("^") == FOR_PEOPLE
    assert len(read) == 1


def test_machines_get_every_field() -> None:
    source = Source("a.yaml", "a.yaml", "a: lwo")
    span = Span(source, 1, 4, 1, 7)
    choice = Choice(("low", "high"), "low")
    item = Diagnostic("invalid-value", "wrong", span, "or a number", (), choice, "lwo", Fix(span, "low"))
    (printed,) = json.loads(render_json([item]))["problems"]
    place = {"file": "a.yaml", "line": 1, "column": 4, "end_line": 1, "end_column": 7}
    assert printed == {
        "code": "invalid-value",
        "level": "error",
        "message": "wrong",
        "help": "did you mean 'low'? allowed: low, high; or a number",
        "subject": "lwo",
        "allowed": ["low", "high"],
        "nearest": "low",
        **place,
        "fix": {**place, "replacement": "low"},
        "related": [],
    }
    (run,) = json.loads(render_sarif([item]))["runs"]
    region = {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 7}
    (fix,) = run["results"][0]["fixes"]
    assert fix["artifactChanges"] == [
        {
            "artifactLocation": {"uri": "a.yaml"},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": "low"}}],
        }
    ]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["help"]["text"] == f"{CODES['invalid-value'].fix} An example: watchspec problems invalid-value"


def test_every_code_says_what_is_wrong_and_how_to_fix_it() -> None:
    for code, entry in CODES.items():
        assert not entry.meaning.endswith("."), code
        assert entry.fix.endswith("."), code
        assert not (entry.is_error and entry.is_acceptable), code


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
    choice = suggest("emial", ["email", "id"])
    assert choice == Choice(("email", "id"), "email", is_certain=True)
    assert choice.text() == "did you mean 'email'? allowed: email, id"
    assert suggest("x", [str(number) for number in range(100)]).text() == ""
    assert suggest("usr", ["user"], "keys").text("or add it") == "did you mean 'user'? keys: user; or add it"
    assert Key("a") == "a"


WORDS = st.text(alphabet="abc:/", max_size=8)


@given(WORDS, st.lists(WORDS, max_size=12, unique=True))
def test_the_closest_words_are_those_of_difflib(word: str, options: list[str]) -> None:
    assert closest(word, options) == get_close_matches(word, options, n=5, cutoff=0.6)


def test_the_closest_finding_types_are_those_of_difflib() -> None:
    options = [name.lower() for name in live_types()]
    for name in options[::10]:
        word = f"{name[:-3]}x"
        assert closest(word, options) == get_close_matches(word, options, n=5, cutoff=0.6)
