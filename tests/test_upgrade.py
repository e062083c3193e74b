"""Changelog and ``upgrade-notes``: what a new version changes for everybody, and for these specs."""

import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from compiler.changelog import RELEASES, Effect, markdown, releases_since
from compiler.commands import run
from compiler.output.blocks import block_changes
from compiler.output.changes import Changes
from compiler.terraform.kinds import READERS
from compiler.version import version
from tests.conftest import ROOT, TESTS

GOLDEN = TESTS / "golden" / "malware-scan"
STACK = "stacks/acme-us-east-1/cdk.tf.json"
OLDEST = RELEASES[-1].version
Capture = pytest.CaptureFixture[str]


def test_the_changelog_is_made_from_the_releases(snapshot: Callable[[Path, str], None]) -> None:
    snapshot(ROOT / "CHANGELOG.md", markdown())


def test_the_newest_release_is_the_running_version() -> None:
    assert RELEASES[0].version == version()
    numbers = [tuple(map(int, release.version.split("."))) for release in RELEASES]
    assert all(newer > older for newer, older in pairwise(numbers))


def test_every_type_of_the_changelog_is_one_that_is_written() -> None:
    subjects = {subject for release in RELEASES for change in release.changes for subject in change.subjects}
    assert {subject for subject in subjects if subject.startswith("aws_")} <= set(READERS)


def test_no_change_is_lost_on_the_way_to_its_effect() -> None:
    for release in RELEASES:
        by_effect = [change for _, changes in release.by_effect() for change in changes]
        assert sorted(by_effect, key=release.changes.index) == list(release.changes)


def test_releases_since_one_are_those_after_it() -> None:
    assert releases_since(OLDEST) == RELEASES[:-1]
    assert releases_since(version()) == ()


def changes_of(before: Any, after: Any, out: Path) -> list[tuple[Any, ...]]:
    """Block, kind and keys of what differs in a stack between two files."""
    path = out / "stacks" / "s" / "cdk.tf.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(before), "utf-8")
    files = {"stacks/s/cdk.tf.json": json.dumps(after), "manifest.json": "{}"}
    changes = Changes((*files,), (), (), is_mixed=False)
    return [change[1:] for change in block_changes(files, changes, out)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"resource": {"a": {"x": {"k": 1}}}}, {"resource": {"a": {"x": {"k": 1}}}}, []),
        (
            {"resource": {"a": {"x": {"k": 1, "l": 1, "m": 1}}}},
            {"resource": {"a": {"x": {"k": 2, "m": 1, "n": 1}}}},
            [("a.x", "changed", ("k", "l", "n"))],
        ),
        ({}, {"resource": {"a": {"x": {}}}}, [("a.x", "added", ())]),
        ({"resource": {"a": {"x": {}}}}, {"resource": {}}, [("a.x", "removed", ())]),
        ({"resource": {"a": {"x": {"//": 1}}}, "//": 1}, {"resource": {"a": {"x": {"//": 2}}}, "//": 2}, []),
        ({"output": {"o": {"value": 1}}}, {"output": {"o": {"value": 2}}}, [("output.o", "changed", ("value",))]),
        ({"locals": {"l": [1]}}, {"locals": {"l": [2]}}, [("locals.l", "changed", ())]),
        ({"moved": [{"to": "a.x", "i": 1}]}, {"moved": [{"to": "a.x", "i": 2}]}, [("moved.a.x", "changed", ("i",))]),
        ({"terraform": {"backend": {}}}, {}, [("terraform.backend", "removed", ())]),
        # what a file could have that nobody wrote with watchspec
        ({"resource": 1, "output": [1], "import": 1}, {}, []),
        ({"resource": {"a": None, "b": {"x": None}}}, {"resource": {"b": {"x": {}}}}, [("b.x", "added", ())]),
    ],
)  # fmt: skip
def test_blocks_are_compared_by_address(before: Any, after: Any, expected: Any, tmp_path: Path) -> None:
    assert changes_of(before, after, tmp_path) == expected


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output of the golden case, as it is committed."""
    folder = tmp_path / "cdktf.out"
    shutil.copytree(GOLDEN / "stacks", folder / "stacks")
    names: dict[str, Any] = {path.name: {} for path in (folder / "stacks").iterdir()}
    (folder / "manifest.json").write_text(json.dumps({"organization": "acme", "stacks": names}), "utf-8")
    return folder


def notes(out: Path, *options: str) -> int:
    return run(["upgrade-notes", OLDEST, "--specs", str(GOLDEN / "specs"), "--out", str(out), *options])


def edit(path: Path, change: Callable[[Any], None]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def test_output_that_is_the_same_has_no_block_that_differs(out: Path, capsys: Capture) -> None:
    assert notes(out) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"{version()}: ")
    assert f"\n{Effect.UPDATED}:\n  aws_" in printed
    assert printed.endswith(f"has the same blocks as this version writes for {(GOLDEN / 'specs').as_posix()}.\n")


def test_blocks_that_differ_are_counted_and_listed(out: Path, capsys: Capture) -> None:
    def as_before(stack: Any) -> None:
        detector = stack["resource"]["aws_guardduty_detector"]
        del detector["detector"]["lifecycle"]
        detector["old\x1b[2J"] = {}
        del stack["output"]["detector_id"]
        stack["//"] = {}

    edit(out / STACK, as_before)
    assert notes(out) == 0
    _, _, printed = capsys.readouterr().out.partition("This version")
    assert (
        printed.replace(out.as_posix(), "OUT")
        == f"""\
 writes 3 blocks of 1 stack differently from OUT:
  type                    added  changed  removed
  aws_guardduty_detector      0        1        1
  output                      1        0        0

  stack           block                            change   in
  acme-us-east-1  aws_guardduty_detector.detector  changed  lifecycle
  acme-us-east-1  aws_guardduty_detector.old [2J   removed
  acme-us-east-1  output.detector_id               added

If the specs have changed since OUT was written, their changes are among these.
To see only the upgrade, run synth of {OLDEST} first.
"""
    )


def test_a_stack_that_is_gone_has_only_blocks_that_are_removed(out: Path, capsys: Capture) -> None:
    shutil.copytree(out / "stacks" / "acme-us-east-1", out / "stacks" / "acme-gone")
    edit(out / "manifest.json", lambda manifest: manifest["stacks"].update({"acme-gone": {}}))
    assert notes(out, "--format", "json") == 0
    blocks = json.loads(capsys.readouterr().out)["blocks"]
    assert {(block["stack"], block["kind"]) for block in blocks} == {("acme-gone", "removed")}


def test_json_has_the_changes_too(out: Path, capsys: Capture) -> None:
    assert notes(out, "--format", "json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["old"], printed["new"], printed["blocks"]) == (OLDEST, version(), [])
    assert printed["releases"][0]["changes"][0].keys() == {"effect", "subjects", "text"}


def test_a_long_list_is_cut(out: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compiler.commands.upgrade_notes._MOST_ROWS", 1)
    (out / STACK).write_text("{}", "utf-8")
    assert notes(out) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  acme-us-east-1  ")]
    assert len(rows) == 1


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, "x"])
def test_a_stack_that_cannot_be_read_is_a_usage_error(text: str, out: Path, capsys: Capture) -> None:
    (out / STACK).write_text(text, "utf-8")
    assert notes(out) == 2
    assert capsys.readouterr().err.endswith(f": {STACK} is not the JSON of a stack\n")


def test_links_are_not_followed(out: Path, capsys: Capture) -> None:
    (out / STACK).unlink()
    (out / STACK).symlink_to(ROOT / "cdktf.json")
    assert notes(out) == 2
    assert "is a link" in capsys.readouterr().err


def test_the_running_version_has_no_notes(out: Path, capsys: Capture) -> None:
    assert run(["upgrade-notes", version(), "--specs", str(GOLDEN / "specs"), "--out", str(out)]) == 0
    assert f"nothing has changed since {version()}" in capsys.readouterr().out


def test_a_version_that_never_was_is_a_usage_error(capsys: Capture) -> None:
    assert run(["upgrade-notes", "9.9.9"]) == 2
    assert capsys.readouterr().err.startswith("watchspec: there is no version '9.9.9'; allowed: ")
