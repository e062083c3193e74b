"""Since when an entry mutes something: by the commits of a repository, whatever was moved, renamed or merged."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler import git
from compiler.commands import run
from compiler.evidence.since import Beginnings, Repository, Since, Walk, beginnings
from compiler.evidence.versions import Versions
from compiler.pipeline import compile_specs
from tests.conftest import TESTS

Capture = pytest.CaptureFixture[str]
Specs = dict[str, str | None]
"""The files that a commit writes, by name; None for those that it removes."""

ORGANIZATION = (TESTS / "golden" / "evidence" / "specs" / "organization.yaml").read_text("utf-8")
TEAM = """\
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: aws-prod@example.com, protections: {s3: false, reason: Tests}}
"""
OTHER = """\
team: research
accounts:
  - name: lab
    id: "345678901234"
    email: aws-lab@example.com
    accept: [{problem: unwatched-account, reason: Empty}]
"""
MUTES = "suppressions:\n"
MUTE = """\
  - name: scanner
    reason: Ours
    expires: 2026-12-31
    where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
"""
SECOND = MUTE.replace("scanner", "second")
MUTED = TEAM + MUTES + MUTE


@pytest.fixture
def commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a repository with a commit for each change, from 1 January 2026 on, one a day."""
    monkeypatch.chdir(tmp_path)
    shell("init", "--quiet", "--initial-branch", "main")
    (tmp_path / "specs").mkdir()

    def make(*changes: Specs) -> Path:
        for day, change in enumerate(changes, start=1):
            commit(day, **change)
        return tmp_path / "specs"

    return make


def shell(*arguments: str, day: int = 1, **more: str) -> str:
    person = {f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{role}_DATE": f"2026-01-{day:02}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
    environment = {**os.environ, **person, **dates, **more}
    return subprocess.run(["git", *arguments], env=environment, check=True, capture_output=True, text=True).stdout


def commit(day: int, **files: str | None) -> None:
    for name, text in {"organization": ORGANIZATION, **files}.items():
        path = Path("specs", f"{name}.yaml")
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", errors="surrogateescape")
    shell("add", "--all")
    shell("commit", "--quiet", "--allow-empty", "--message", str(day), day=day)


def began(folder: Path) -> Beginnings:
    return beginnings(compile_specs(folder).program, Repository(shell("rev-parse", "HEAD").strip(), folder, ""))


def mute(folder: Path, name: str = "fraud.scanner") -> tuple[str, str]:
    """The days since when it is there as it is, and by its name."""
    (row,) = (each for each in compile_specs(folder).program.filters if each.full_name == name)
    since = began(folder).of(row.origin.span)
    assert bool(since.since_commit) is ("or before" not in since.since)
    return since.since[-2:], since.named_since[-2:]


RENAMED = MUTE.replace("name: scanner", "name: scan\n    was: scanner")
LATER = MUTE.replace("2026-12-31", "2027-12-31")


OF_F = MUTED.replace("team: fraud", "team: f")
OF_FRAUD = MUTED.replace("team: fraud", "team: fraud\nwas: f")
BROKEN = MUTED.replace("suppressions:", "suppressions: [")
HISTORIES: dict[str, tuple[list[Specs], tuple[str, str]]] = {
    "added": ([{"fraud": TEAM}, {"fraud": MUTED}], ("02", "02")),
    "extended": ([{"fraud": MUTED}, {"fraud": TEAM + MUTES + LATER}], ("02", "01")),
    "changed and back": ([{"fraud": MUTED}, {"fraud": TEAM + MUTES + LATER}, {"fraud": MUTED}], ("03", "01")),
    "removed and added again": ([{"fraud": MUTED}, {"fraud": TEAM}, {"fraud": MUTED}], ("03", "03")),
    "a comment": ([{"fraud": MUTED}, {"fraud": MUTED.replace("  - name", "  # why\n  - name")}], ("01", "01")),
    "another entry": ([{"fraud": MUTED}, {"fraud": TEAM + MUTES + SECOND + MUTE}], ("01", "01")),
    "another file": ([{"fraud": MUTED}, {"research": OTHER}], ("01", "01")),
    "a renamed file": ([{"fraud": MUTED}, {"fraud": None, "a/b": MUTED}], ("01", "01")),
    "a renamed file with a change": (
        [{"fraud": MUTED}, {"fraud": None, "a/b": TEAM + MUTES + LATER}],
        ("02", "01"),
    ),
    "broken in between": ([{"fraud": MUTED}, {"fraud": BROKEN}, {"fraud": MUTED}], ("01", "01")),
    "added while broken": ([{"fraud": TEAM}, {"fraud": BROKEN}, {"fraud": MUTED}], ("02", "02")),
    "not even text": ([{"fraud": TEAM}, {"fraud": TEAM + "\udcff"}, {"fraud": MUTED}], ("03", "03")),
    "escaped": ([{"fraud": MUTED.replace("scanner", r'"s\x63anner"')}, {"fraud": MUTED}], ("01", "01")),
    "of another team": ([{"old": OF_F}, {"old": MUTED}], ("02", "02")),
    "of a renamed team": ([{"old": OF_F}, {"old": OF_FRAUD}], ("01", "01")),
}


@pytest.mark.parametrize(("changes", "expected"), HISTORIES.values(), ids=HISTORIES)
def test_a_suppression_began_where_no_version_before_has_it(
    changes: list[Specs], expected: tuple[str, str], commits: Callable[..., Path]
) -> None:
    assert mute(commits(*changes)) == expected


def test_a_rename_is_followed_also_when_was_is_gone(commits: Callable[..., Path]) -> None:
    """A new entry of the former name is another one."""
    renamed = TEAM + MUTES + RENAMED
    done = renamed.replace("    was: scanner\n", "")
    folder = commits({"fraud": MUTED}, {"fraud": renamed}, {"fraud": renamed + MUTE}, {"fraud": done + MUTE})
    assert mute(folder, "fraud.scan") == ("01", "01")
    assert mute(folder) == ("03", "03")


def test_overrides_and_acceptances_began_too(commits: Callable[..., Path]) -> None:
    folder = commits(
        {"fraud": TEAM.replace("Tests", "Test"), "research": OTHER.replace("Empty", "New")},
        {"fraud": TEAM},
        {"research": OTHER},
        {"organization": ORGANIZATION + "accept: [{problem: unused-protection, reason: Later}]\n"},
    )
    program, found = compile_specs(folder).program, began(folder)
    (account,) = (each for each in program.accounts if each.protections)
    days = [found.of(each.origin.span, each.problem) for each in program.acceptances]
    assert (found.of(account.origin.span).since, found.of(account.origin.span).named_since) == (
        "2026-01-02",
        "2026-01-01",
    )
    assert [(day.since, day.named_since) for day in days] == [
        ("2026-01-04", "2026-01-04"),
        ("2026-01-03", "2026-01-01"),
    ]


def test_what_a_branch_brought_began_on_the_branch(commits: Callable[..., Path]) -> None:
    """Whichever parent of the merge has it, and whichever commit of the two branches is newer."""
    folder = commits({"fraud": TEAM})
    shell("checkout", "--quiet", "-b", "branch")
    commit(2, fraud=MUTED)
    shell("checkout", "--quiet", "main")
    commit(3, research=OTHER)
    shell("merge", "--quiet", "--no-edit", "branch", day=4)
    assert mute(folder) == ("02", "02")
    shell("checkout", "--quiet", "branch")
    shell("merge", "--quiet", "--no-edit", "main", day=5)
    assert mute(folder) == ("02", "02")


def test_what_only_a_merge_has_began_there(commits: Callable[..., Path]) -> None:
    folder = commits({"fraud": TEAM})
    shell("checkout", "--quiet", "-b", "branch")
    commit(2, research=OTHER)
    shell("checkout", "--quiet", "main")
    commit(3, fraud=TEAM + "# main\n")
    shell("merge", "--quiet", "--no-commit", "branch", day=4)
    Path("specs/fraud.yaml").write_text(MUTED, "utf-8")
    shell("commit", "--quiet", "--all", "--message", "4", day=4)
    assert mute(folder) == ("04", "04")


def test_clocks_that_are_wrong_change_nothing(commits: Callable[..., Path]) -> None:
    """A parent that is newer than its child, beside a branch."""
    folder = commits({"fraud": TEAM})
    commit(20, fraud=MUTED)
    shell("checkout", "--quiet", "-b", "branch")
    commit(3, research=OTHER)
    shell("checkout", "--quiet", "main")
    commit(25, fraud=TEAM + MUTES + SECOND + MUTE)
    shell("merge", "--quiet", "--no-edit", "branch", day=4)
    assert mute(folder) == ("20", "20")


def test_the_specs_can_be_the_whole_repository(commits: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = commits({"fraud": TEAM}, {"fraud": MUTED})
    shell("mv", *[path.relative_to(folder.parent).as_posix() for path in sorted(folder.iterdir())], ".")
    shell("commit", "--quiet", "--message", "3", day=3)
    assert mute(folder.parent) == ("02", "02")


def test_git_is_run_as_often_for_any_history_and_reads_no_more_than_it_has_to(
    commits: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is older than the last beginning is not read, and a version without the name is not parsed."""
    short = [{"fraud": TEAM}, {"fraud": MUTED}]
    older: list[Specs] = [{"fraud": TEAM + f"# {number}\n"} for number in range(20)]
    folder = commits(*older, *short, *({"research": OTHER + f"# {number}\n"} for number in range(5)))
    calls = tmp_path / "calls"
    monkeypatch.setenv("GIT_TRACE", str(calls))
    (row,) = (each for each in compile_specs(folder).program.filters if each.justification)
    place = (row.origin.span.source.name, row.origin.span.line, row.origin.span.column, "")
    head = git.commit_of("HEAD", folder)
    calls.unlink()
    with git.Objects.of(folder) as objects, git.revisions(head, folder, ".") as revisions:
        versions = Versions(objects, "specs")
        walk = Walk(versions, {place})
        walk.follow(revisions)
    assert walk.since(place).since == "2026-01-22"
    assert calls.read_text("utf-8").count("trace: built-in: git") == 2
    assert versions.parsed == 3  # the three files of the newest commit, and no version before
    commit_and_folders, newer, version = 3, 6, 1
    assert objects.read == (commit_and_folders + 3) + newer * commit_and_folders + version


def test_history_is_read_up_to_a_bound(commits: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = commits({"fraud": MUTED}, *({"fraud": MUTED + f"# {number}\n"} for number in range(9)))
    monkeypatch.setattr("compiler.evidence.since.MOST_COMMITS", 4)
    (row,) = (each for each in compile_specs(folder).program.filters if each.justification)
    assert began(folder).of(row.origin.span) == Since("2026-01-07 or before", "", "2026-01-07 or before")


def since_of(report: Path) -> str:
    return (report / "mutes.csv").read_text("utf-8")


def test_a_shallow_clone_says_so_and_is_verified_as_such(
    commits: Callable[..., Path], capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever was fetched since; and a report with the whole history is not verified without it."""
    commits({"fraud": MUTED}, {"fraud": TEAM + MUTES + LATER})
    assert run(["evidence", "--out", "whole"]) == 0
    shell("clone", "--quiet", "--depth", "1", tmp_path.as_uri(), "clone", GIT_ALLOW_PROTOCOL="file")
    (tmp_path / "whole").rename(tmp_path / "clone" / "whole")
    monkeypatch.chdir(tmp_path / "clone")
    assert run(["evidence", "--out", "shallow"]) == 0
    assert "not known: the clone is shallow" in since_of(Path("shallow"))
    capsys.readouterr()
    assert run(["evidence", "--verify", "whole"]) == 2
    assert "fetch it with git fetch --unshallow" in capsys.readouterr().err
    shell("fetch", "--quiet", "--unshallow", GIT_ALLOW_PROTOCOL="file")
    assert run(["evidence", "--verify", "whole"]) == 0
    assert run(["evidence", "--verify", "shallow"]) == 0


def test_a_clone_without_old_files_says_so(
    commits: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commits({"fraud": MUTED}, {"fraud": TEAM + MUTES + LATER})
    shell("config", "uploadpack.allowFilter", "true")
    shell("clone", "--quiet", "--filter", "blob:none", tmp_path.as_uri(), "clone", GIT_ALLOW_PROTOCOL="file")
    monkeypatch.chdir(tmp_path / "clone")
    assert run(["evidence", "--out", "report"]) == 0
    assert "not known: the clone lacks a part of the history" in since_of(Path("report"))


def test_without_a_commit_it_is_not_known(
    commits: Callable[..., Path], capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commits({"fraud": MUTED})
    Path("specs/new.yaml").write_text("team: new\n", "utf-8")
    assert run(["evidence", "--out", "report", "--as-of", "2026-01-31"]) == 0
    assert "not known: the specs are not as they were committed" in since_of(Path("report"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / ".git").rename(tmp_path / "aside")
    assert run(["evidence", "--verify", "report"]) == 0
    assert run(["evidence", "--out", "report", "--as-of", "2026-01-31"]) == 0
    assert "not known: the specs are not in git" in since_of(Path("report"))


def test_a_file_that_is_a_link_has_no_history_of_its_own(commits: Callable[..., Path]) -> None:
    commits({"fraud": TEAM})
    Path("specs/muted.txt").write_text(MUTED, "utf-8")
    Path("specs/fraud.yaml").unlink()
    Path("specs/fraud.yaml").symlink_to("muted.txt")
    shell("add", "--all")
    shell("commit", "--quiet", "--message", "2", day=2)
    assert run(["evidence", "--out", "report"]) == 0
    assert "not known: its file is a link" in since_of(Path("report"))


def test_a_history_without_a_commit_is_no_statement_of_ours(commits: Callable[..., Path], capsys: Capture) -> None:
    commits({"fraud": MUTED})
    run(["evidence", "--out", "report"])
    path = Path("report/statement.intoto.json")
    data = json.loads(path.read_text("utf-8"))
    data["predicate"]["commit"] = None
    path.write_text(json.dumps(data), "utf-8")
    assert run(["evidence", "--verify", "report"]) == 2
