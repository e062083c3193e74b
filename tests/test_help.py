"""The command line describes itself: ``--help``, ``--version``, the codes of problems, and completion."""

import argparse
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest

from compiler.commands import run
from compiler.commands.options import base, values
from compiler.commands.parser import parse, parser
from compiler.commands.table import COMMANDS
from compiler.diagnostics.codes import CODES
from compiler.diagnostics.formats import Format
from tests.conftest import ROOT, TESTS

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(
    command: str, snapshot: Callable[[Path, str], None], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as ended:
        run([*command.split(), "--help"])
    assert ended.value.code == 0
    snapshot(TESTS / "snapshots" / "help" / f"{command or 'main'}.txt", capsys.readouterr().out)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_in_a_help_is_a_valid_command_line(name: str) -> None:
    line, _, _ = COMMANDS[name].example[0].partition(" > ")
    assert type(parse(shlex.split(line))) is COMMANDS[name].command


def test_every_command_is_in_the_table() -> None:
    assert {entry.command for entry in COMMANDS.values()} == {*commands_below(base.Command)}


def commands_below(kind: Any) -> Iterator[type[base.Command]]:
    """Those that no other is derived from."""
    for below in kind.__subclasses__():
        yield from commands_below(below) if below.__subclasses__() else (below,)


def test_every_field_of_every_command_is_an_argument_with_a_help() -> None:
    actions: list[argparse.Action] = []
    parser("watchspec", actions.append)
    assert all(action.help for action in actions)
    names = [item.name for entry in COMMANDS.values() for item in fields(entry.command) if item.metadata]
    assert len(names) <= len(actions)
    assert set(names) == {action.dest for action in actions}


def test_problems_have_the_formats_that_the_command_line_names() -> None:
    assert get_args(values.ProblemFormat) == tuple(map(str, Format))


def test_the_command_line_loads_only_what_parses() -> None:
    """Node starts when it is parsed, and nothing of the compiler has to be loaded before."""
    code = "import sys, compiler.commands; print(*(name for name in sys.modules if name.startswith('compiler.')))"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    outside = {name for name in loaded if not name.startswith("compiler.commands")}
    assert outside == {"compiler.environment", "compiler.installation"}


def test_the_version_is_the_one_in_pyproject(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--version"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert (ended.value.code, capsys.readouterr().out) == (0, f"watchspec {project['version']}\n")


def test_every_code_is_listed(capsys: Capture) -> None:
    assert run(["problems"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == ["code", *CODES]


def test_codes_are_explained_with_an_example_and_a_fix(capsys: Capture, snapshot: Callable[[Path, str], None]) -> None:
    assert run(["problems", "shadowed", "unknown-key", "too-many-rules"]) == 0
    snapshot(TESTS / "snapshots" / "problems.txt", capsys.readouterr().out)


def test_an_unknown_code_is_a_usage_error_with_the_nearest_code(capsys: Capture) -> None:
    assert run(["problems", "unkown-key"]) == 2
    assert capsys.readouterr().err == "watchspec: there is no code 'unkown-key'; did you mean 'unknown-key'?\n"


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("watchspec val", {"validate"}),
        ("watchspec validate --f", {"--format"}),
        ("watchspec validate --format ", {"text", "json", "github", "sarif"}),
        ("watchspec validate --specs spe", {"specs"}),
    ],
)
def test_bash_completes_commands_arguments_and_folders(
    words: str, completions: set[str], tmp_path: Path, capsys: Capture
) -> None:
    assert run(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    (tmp_path / "specs").mkdir()
    typed = words.split(" ")
    ask = (
        f"COMP_WORDS=({shlex.join(typed)}); COMP_CWORD={len(typed) - 1}\n"
        "_shtab_watchspec; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(["bash"], input=script + ask, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == completions


@pytest.mark.parametrize(("shell", "start"), [("zsh", "#compdef watchspec\n"), ("fish", "complete -c watchspec ")])
def test_other_shells_get_a_script_for_every_command(shell: str, start: str, capsys: Capture) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert start in script
    assert all(name in script for name in COMMANDS)
