"""Where colour and progress appear: on a terminal, and nowhere else."""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from compiler.terminal import PIPE, Column, Screen, count_of
from tests.conftest import EXAMPLE, ROOT
from tests.samples import finding, lines

NAME = Column("name", folds=True)
ESCAPE = "\x1b["


def on_a_terminal(*arguments: str, **environment: str) -> tuple[str, str]:
    """What a command prints to a terminal on stdout and stderr."""
    ends = [os.openpty(), os.openpty()]
    texts = ["", ""]

    def read(number: int) -> None:
        with suppress(OSError):  # how a terminal ends on Linux
            while data := os.read(ends[number][0], 4096):
                texts[number] += data.decode()

    readers = [threading.Thread(target=read, args=(number,)) for number in (0, 1)]
    for reader in readers:
        reader.start()
    command = [sys.executable, str(ROOT / "main.py"), *arguments]
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", **environment}
    subprocess.run(command, cwd=EXAMPLE.parent, env=environment, stdout=ends[0][1], stderr=ends[1][1], check=True)
    for _, slave in ends:
        os.close(slave)
    for reader, (master, _) in zip(readers, ends, strict=True):
        reader.join()
        os.close(master)
    return texts[0].replace("\r\n", "\n"), texts[1]


@pytest.mark.parametrize(
    ("environment", "has_colour"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "NO_COLOR", "dumb terminal"],
)
def test_colour_is_for_terminals_that_want_it(environment: dict[str, str], has_colour: bool) -> None:
    for arguments in (["test"], ["filters"], ["explain", "specs/findings/red-team.json"]):
        out, _ = on_a_terminal(*arguments, **environment)
        assert (ESCAPE in out) is has_colour
        assert out


def test_progress_is_shown_on_a_terminal_and_removed_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_bytes(lines(*[finding()] * 20_000))
    out, err = on_a_terminal("explain", "--format", "json", str(tmp_path))
    assert "20,000 findings" in err
    assert err.rstrip("\r\n").endswith("\x1b[2K")
    assert json.loads(out)["findings"] == 20_000
    _, err = on_a_terminal("explain", "--format", "json", str(tmp_path), TERM="dumb")
    assert err == ""


def test_a_table_on_a_pipe_has_one_line_a_row_whatever_its_length() -> None:
    table = PIPE.table((NAME, Column("findings", is_number=True)), [("x" * 300, "1"), ("[bold]y", "22")])
    assert table.splitlines() == [
        f"  name{' ' * 296}  findings",
        f"  {'x' * 300}         1",
        f"  [bold]y{' ' * 293}        22",
    ]


def test_a_table_on_a_terminal_fits_its_width() -> None:
    table = Screen(100).table((NAME, Column("owner")), [("x" * 90, "y" * 30)])
    assert all(len(line) <= 100 for line in table.splitlines())
    assert table.count("x") == 90
    assert "y" * 30 in table


def test_counts_of_one_are_singular() -> None:
    assert [count_of(number, "test") for number in (0, 1, 1_000)] == ["0 tests", "1 test", "1,000 tests"]
