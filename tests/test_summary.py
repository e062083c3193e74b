"""What ``synth`` prints when it is done, whole: on a pipe, and on a terminal with colour."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.summary import summarize
from compiler.terminal import PIPE, Screen
from tests.conftest import ROOT, TESTS, compile_folder

CASES = {
    "example": ROOT / "specs",
    "delegation": TESTS / "golden" / "delegation" / "specs",
    "organization-policy": TESTS / "golden" / "organization-policy" / "specs",
    "regions-without-protection": TESTS / "golden" / "regions-without-protection" / "specs",
}
OUT = Path("cdktf.out")
Snapshot = Callable[[Path, str], None]


@pytest.mark.parametrize("name", CASES)
def test_the_summary_shows_stacks_protections_and_what_to_run_next(name: str, snapshot: Snapshot) -> None:
    text = summarize(compile_folder(CASES[name]), OUT, (), (), PIPE)
    snapshot(TESTS / "snapshots" / "summary" / f"{name}.txt", text)


def test_the_summary_shows_what_was_written_and_removed(snapshot: Snapshot) -> None:
    written, removed = ("manifest.json",), ("stacks/acme-ai-eu-west-2/cdk.tf.json",)
    text = summarize(compile_folder(ROOT / "specs"), OUT, written, removed, PIPE)
    snapshot(TESTS / "snapshots" / "summary" / "example-removed.txt", text)


def test_the_name_of_a_removed_folder_cannot_write_escape_codes() -> None:
    text = summarize(compile_folder(ROOT / "specs"), OUT, (), ("stacks/\x1b[2J/cdk.tf.json",), PIPE)
    assert "Removed  [2J." in text
    assert "\x1b" not in text


def test_the_summary_fits_a_terminal(snapshot: Snapshot) -> None:
    text = summarize(compile_folder(ROOT / "specs"), OUT, (), (), Screen(80, has_colour=True))
    snapshot(TESTS / "snapshots" / "summary" / "example-terminal.txt", text)
