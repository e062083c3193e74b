"""``watchspec stacks``: in which order stacks are applied and destroyed, and which differ from a git revision."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.commands import run
from compiler.environment import EnvironmentFailure
from compiler.plan.waves import backwards, waves
from tests.conftest import TESTS, compile_folder

SPECS = TESTS / "golden" / "delegation" / "specs"
ADMINISTRATOR, MANAGEMENT = (
    ["acme-eu-west-1", "acme-us-east-1"],
    ["acme-management-eu-west-1", "acme-management-us-east-1"],
)
Capture = pytest.CaptureFixture[str]
Repository = Callable[[Mapping[str, str]], Path]

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="no git")
IDENTITY = {f"GIT_{role}_{key}": "t@example.com" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


@st.composite
def orders(draw: st.DrawFn) -> dict[str, list[str]]:
    """Stacks, each after some of those drawn before it."""
    names = draw(st.lists(st.text("abc", min_size=1), unique=True, max_size=8))
    return {name: draw(st.lists(st.sampled_from(names[:n]), unique=True)) if n else [] for n, name in enumerate(names)}


@given(orders())
def test_a_stack_is_in_the_first_wave_after_all_that_it_needs(after: dict[str, list[str]]) -> None:
    wave_of = waves(after)
    assert wave_of == {name: 1 + max((wave_of[other] for other in after[name]), default=0) for name in after}
    back = waves(backwards(after))
    assert all(back[other] > back[name] for name in after for other in after[name])
    assert backwards(backwards(after)).keys() == after.keys()


def listed(capsys: Capture, *options: str) -> dict[str, Any]:
    assert run(["stacks", "--specs", str(SPECS), "--format", "json", *options]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_stacks_are_listed_by_waves(capsys: Capture) -> None:
    assert run(["stacks", "--specs", str(SPECS)]) == 0
    assert (
        capsys.readouterr().out
        == """\
4 stacks; apply one wave after the other
  wave  stack                      account       region
     1  acme-management-eu-west-1  111111111111  eu-west-1
     1  acme-management-us-east-1  111111111111  us-east-1
     2  acme-eu-west-1             999988887777  eu-west-1
     2  acme-us-east-1             999988887777  us-east-1
"""
    )


@pytest.mark.parametrize("case", ["accepted-invitation", "delegation", "malware-scan"])
def test_the_order_of_the_plan_is_one_of_the_waves(case: str) -> None:
    stacks = compile_folder(TESTS / "golden" / case / "specs").stacks
    wave_of = waves({stack.name: stack.after for stack in stacks})
    assert all(wave_of[other] < wave_of[stack.name] for stack in stacks for other in stack.after)


def test_destroying_goes_the_other_way_round(capsys: Capture) -> None:
    rows = listed(capsys, "--destroy")["stacks"]
    assert [row["stack"] for row in rows] == [*ADMINISTRATOR, *MANAGEMENT]
    assert [row["wave"] for row in rows] == [1, 1, 2, 2]


def test_a_matrix_is_one_line_with_the_stacks_of_a_wave(capsys: Capture) -> None:
    assert run(["stacks", "--specs", str(SPECS), "--out", "out", "--format", "matrix", "--wave", "2"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    first, second = json.loads(line)["include"]
    expected = {"stack": "acme-eu-west-1", "folder": "out/stacks/acme-eu-west-1", "account": "999988887777"}
    assert first == {**expected, "region": "eu-west-1", "wave": 2}
    assert second["stack"] == "acme-us-east-1"


def test_a_wave_that_is_not_there_is_an_empty_matrix(capsys: Capture) -> None:
    assert run(["stacks", "--specs", str(SPECS), "--format", "matrix", "--wave", "3"]) == 0
    assert capsys.readouterr().out == '{"include": []}\n'


def test_problems_leave_nothing_where_a_matrix_is_read(specs: Callable[..., Path], capsys: Capture) -> None:
    assert run(["stacks", "--specs", str(specs(team="team: fraud\nx: 1")), "--format", "matrix"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "unknown key 'x'" in printed.err


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Makes a commit of which ``cdktf.out`` has these files, and no other, in the folder to which it changes."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)  # a hook of git has some, which name its repository
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")

    def write(files: Mapping[str, str]) -> Path:
        out = tmp_path / "cdktf.out"
        shutil.rmtree(out, ignore_errors=True)
        for path, text in files.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_text(text, encoding="utf-8")
        git("add", "--all")
        git("commit", "--quiet", "--allow-empty", "--message", "x")
        return out

    return write


def git(*arguments: str) -> None:
    environment = {**os.environ, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *arguments], env=environment, check=True)


def out_of(stacks: Mapping[str, str], after: Mapping[str, list[str]] | None = None) -> dict[str, str]:
    manifest = {"stacks": {name: {"dependencies": (after or {}).get(name, [])} for name in stacks}}
    files = {f"stacks/{name}/cdk.tf.json": text for name, text in stacks.items()}
    return {**files, "manifest.json": json.dumps(manifest)}


ALL = dict.fromkeys((*ADMINISTRATOR, *MANAGEMENT), "{}")


@needs_git
def test_a_stack_is_changed_if_its_committed_file_is(commit: Repository, capsys: Capture) -> None:
    commit(out_of({name: text for name, text in ALL.items() if name != MANAGEMENT[0]}))
    commit(out_of({**ALL, ADMINISTRATOR[1]: '{"a": 1}'}))
    changed = listed(capsys, "--changed", "HEAD~1")
    assert [row["stack"] for row in changed["stacks"]] == [MANAGEMENT[0], ADMINISTRATOR[1]]
    assert [row["wave"] for row in changed["stacks"]] == [1, 2]
    assert changed["removed"] == []
    assert listed(capsys, "--changed", "HEAD")["stacks"] == []


@needs_git
def test_files_that_terraform_writes_beside_a_stack_do_not_change_it(commit: Repository, capsys: Capture) -> None:
    commit(out_of(ALL))
    commit({**out_of(ALL), f"stacks/{ADMINISTRATOR[0]}/.terraform.lock.hcl": "x"})
    assert listed(capsys, "--changed", "HEAD~1")["stacks"] == []


@needs_git
def test_a_folder_below_the_repository_is_found(
    commit: Repository, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = commit({f"company/{path}": text for path, text in out_of(ALL).items()})
    monkeypatch.chdir(out)
    assert listed(capsys, "--changed", "HEAD", "--out", "company")["stacks"] == []
    assert len(listed(capsys, "--changed", "HEAD", "--out", "other")["stacks"]) == len(ALL)


@needs_git
def test_stacks_that_are_gone_are_listed_in_the_order_of_destroying(commit: Repository, capsys: Capture) -> None:
    old = {"old-eu": "{}", "old-123456789012-eu": "{}"}
    commit(out_of({**ALL, **old}, {"old-123456789012-eu": ["old-eu"]}))
    commit(out_of(ALL))
    removed = listed(capsys, "--changed", "HEAD~1")["removed"]
    assert [(gone["stack"], gone["wave"]) for gone in removed] == [("old-123456789012-eu", 1), ("old-eu", 2)]
    assert removed[0]["folder"] == "cdktf.out/stacks/old-123456789012-eu"
    assert run(["stacks", "--specs", str(SPECS), "--changed", "HEAD~1"]) == 0
    assert (
        capsys.readouterr().out
        == """\
0 stacks changed since HEAD~1
2 stacks of HEAD~1 no longer in the specs; to destroy, check out HEAD~1:
  wave  stack
     1  old-123456789012-eu
     2  old-eu
"""
    )


@needs_git
@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[" * 100_000,
        "[]",
        '{"stacks": 1}',
        '{"stacks": {"old": {"dependencies": 1}}}',
        '{"stacks": {"old": {"dependencies": [["old"]]}}}',
        '{"stacks": {"old": {"dependencies": ["older"]}, "older": {"dependencies": ["old"]}}}',
        '{"stacks": {"old": {"dependencies": ["nowhere"]}}}',
    ],
)
def test_a_manifest_without_an_order_gives_none(manifest: str, commit: Repository, capsys: Capture) -> None:
    commit({**out_of({"old": "{}", "older": "{}"}), "manifest.json": manifest})
    assert [(gone["stack"], gone["wave"]) for gone in listed(capsys, "--changed", "HEAD")["removed"]] == [
        ("old", 1),
        ("older", 1),
    ]


@needs_git
def test_what_is_gone_is_said_beside_a_matrix_without_what_moves_a_cursor(commit: Repository, capsys: Capture) -> None:
    commit(out_of({**ALL, "old\x1b[2Jeu": "{}"}))
    assert run(["stacks", "--specs", str(SPECS), "--changed", "HEAD", "--format", "matrix"]) == 0
    printed = capsys.readouterr()
    assert printed.out == '{"include": []}\n'
    assert "old [2Jeu" in printed.err


@needs_git
def test_a_link_is_no_stack(commit: Repository, capsys: Capture) -> None:
    out = commit(out_of({name: "{}" for name in ALL if name != "acme-eu-west-1"}))
    (out / "stacks" / "acme-eu-west-1").mkdir()
    (out / "stacks" / "acme-eu-west-1" / "cdk.tf.json").symlink_to("../acme-us-east-1/cdk.tf.json")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    assert [row["stack"] for row in listed(capsys, "--changed", "HEAD")["stacks"]] == ["acme-eu-west-1"]


@needs_git
@pytest.mark.parametrize("base", ["nowhere", "-x", "--all", "", "HEAD~9", "HEAD:cdktf.out", "a\x1b[2Jb"])
def test_a_revision_that_git_does_not_know_is_a_usage_error(base: str, commit: Repository, capsys: Capture) -> None:
    commit(out_of(ALL))
    assert run(["stacks", "--specs", str(SPECS), f"--changed={base}"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("watchspec: --changed: git has no commit ")
    assert printed.err.count("\n") == 1
    assert "\x1b" not in printed.err


@needs_git
def test_outside_a_repository_the_words_of_git_are_shown(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for out in (tmp_path / "out", tmp_path / "missing" / "out"):
        assert run(["stacks", "--specs", str(SPECS), "--changed", "HEAD", "--out", str(out)]) == 2
        error = capsys.readouterr().err
        assert error.startswith(f"watchspec: --changed: {out.parent.as_posix()} is not in a git repository")
        assert error.count("\n") == 1


def test_without_git_it_is_a_failure_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentFailure, match="git cannot be run: No such file or directory"):
        run(["stacks", "--specs", str(SPECS), "--changed", "HEAD"])


@needs_git
def test_a_damaged_repository_is_a_failure_of_the_machine(commit: Repository, tmp_path: Path) -> None:
    commit(out_of(ALL))
    tree = subprocess.check_output(["git", "rev-parse", "HEAD^{tree}"], text=True).strip()
    (tmp_path / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(EnvironmentFailure, match="git ls-tree has failed: "):
        run(["stacks", "--specs", str(SPECS), "--changed", "HEAD"])


@pytest.mark.parametrize("wave", ["0", "-1", "x"])
def test_a_wave_is_a_number_from_1_up(wave: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["stacks", f"--wave={wave}"])
    assert ended.value.code == 2
    assert "is not a number from 1 up" in capsys.readouterr().err
