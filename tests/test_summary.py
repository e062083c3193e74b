"""What ``synth`` prints when it is done, whole: on a pipe, and on a terminal with colour."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.output.changes import Changes
from compiler.summary import summarize
from compiler.terminal import PIPE, Screen
from tests.conftest import EXAMPLE, ORGANIZATION, TESTS, compile_folder, program_of

CASES = {
    "example": EXAMPLE,
    "delegation": TESTS / "golden" / "delegation" / "specs",
    "organization-policy": TESTS / "golden" / "organization-policy" / "specs",
    "protections-by-region": TESTS / "golden" / "protections-by-region" / "specs",
    "renamed": TESTS / "golden" / "renamed" / "specs",
    "regions-without-protection": TESTS / "golden" / "regions-without-protection" / "specs",
}
OUT = Path("cdktf.out")
UNCHANGED = Changes((), (), (), is_mixed=False)
Snapshot = Callable[[Path, str], None]


@pytest.mark.parametrize("name", CASES)
def test_the_summary_shows_stacks_protections_and_what_to_run_next(name: str, snapshot: Snapshot) -> None:
    text = summarize(compile_folder(CASES[name]), OUT, UNCHANGED, PIPE)
    snapshot(TESTS / "snapshots" / "summary" / f"{name}.txt", text)


def test_the_summary_shows_the_protections_that_members_do_not_get() -> None:
    text = summarize(compile_folder(TESTS / "golden" / "auto-enable" / "specs"), OUT, UNCHANGED, PIPE)
    assert "\nNot turned on in accounts that are members already (auto_enable is new): runtime\n" in text
    assert "\nNot turned on in member accounts that do not override it (auto_enable is none): rds\n" in text


@pytest.mark.parametrize("membership", ["{mode: invitation}", "{mode: organization, auto_enable: all}"])
def test_the_summary_says_nothing_of_members_that_get_protections_or_decide(
    membership: str, specs: Callable[..., Path]
) -> None:
    organization = ORGANIZATION.replace("{mode: invitation}", membership) + "protections: {s3: true}\n"
    text = summarize(compile_folder(specs(organization)), OUT, UNCHANGED, PIPE)
    assert "Protections on: s3\n" in text
    assert "Not turned on" not in text


def test_the_summary_shows_what_was_written_removed_and_left_alone(snapshot: Snapshot) -> None:
    changes = Changes(("manifest.json",), ("acme-ai-eu-west-2",), ("strange\n::error::",), is_mixed=True)
    text = summarize(compile_folder(EXAMPLE), OUT, changes, PIPE)
    snapshot(TESTS / "snapshots" / "summary" / "example-removed.txt", text)


def test_the_summary_counts_assets_by_how_far_they_can_be_named() -> None:
    program = program_of(TESTS / "golden" / "models" / "specs")
    text = summarize(compile_folder(EXAMPLE), OUT, UNCHANGED, PIPE, program.assets)
    assert "Assets: 4 named, 3 routed, 1 account, 1 inventory\n" in text
    assert "No finding is about assistant.base: declared only for the inventory\n" in text


def test_the_name_of_a_removed_folder_cannot_write_escape_codes() -> None:
    changes = Changes((), ("\x1b[2J",), ("\x1b[3J",), is_mixed=False)
    text = summarize(compile_folder(EXAMPLE), OUT, changes, PIPE)
    assert "Stack  [2J is no longer" in text
    assert "cdktf.out/stacks/ [3J is not" in text
    assert "\x1b" not in text


def test_the_summary_fits_a_terminal(snapshot: Snapshot) -> None:
    text = summarize(compile_folder(EXAMPLE), OUT, UNCHANGED, Screen(80, has_colour=True))
    snapshot(TESTS / "snapshots" / "summary" / "example-terminal.txt", text)
