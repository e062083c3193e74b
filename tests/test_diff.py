"""``diff`` as a user has it: versions out of git and folders, exit codes, acceptances, findings, every format."""

import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from compiler.commands import run
from compiler.commands.parser import parse
from compiler.review.change import Change, Level, Subject
from compiler.review.markdown import LONGEST, MARKER, code, render_markdown
from compiler.review.report import Report, Version
from compiler.review.revision import NoRevision, commit_of, export, folder_of, obstacle
from tests.conftest import ORGANIZATION, ROOT
from tests.samples import finding, lines

ACCOUNTS = 'accounts: [{name: prod, id: "123456789012", email: aws@example.com}]\n'
TEAM = f"""\
team: fraud
{ACCOUNTS}filters:
  - {{name: severe, where: {{severity: {{at_least: high}}}}}}
  - {{name: stolen, where: {{type: {{matches: ["Exfiltration:*"]}}}}}}
"""
NARROWER = TEAM.replace("at_least: high", "at_least: critical")
WIDER = TEAM.replace("at_least: high", "at_least: medium")
SUPPRESSING = f"""{TEAM}suppressions:
  - {{name: scanner, reason: Ours, expires: 2027-01-31, where: {{accountId: {{equals: [prod]}}}}}}
"""

EVIL = "`@all <img src=x> [a](http://x) #1"
WITH_S3 = f"{ORGANIZATION}protections: {{s3: true}}\n"

Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose branch ``main`` has the company; it is the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    git("init", "--quiet", "--initial-branch=main")
    write(TEAM)
    commit()
    return tmp_path


@pytest.fixture
def diff(repository: Path, capsys: pytest.CaptureFixture[str]) -> Diff:
    def compare(*arguments: str, after: str | None = None) -> tuple[int, str, str]:
        if after is not None:
            write(after)
        result = run(["diff", *arguments])
        out, err = capsys.readouterr()
        return result, out, err

    return compare


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com")
    subprocess.run(["git", *identity, *arguments], check=True)


def commit(message: str = "specs") -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)


def write(team: str, organization: str = ORGANIZATION) -> None:
    Path("specs").mkdir(exist_ok=True)
    Path("specs/organization.yaml").write_text(organization, "utf-8")
    Path("specs/fraud.yaml").write_text(team, "utf-8")


def fingerprints(out: str) -> dict[str, str]:
    """By rule, from JSON."""
    return {change["rule"]: change["fingerprint"] for change in json.loads(out)["changes"]}


def test_nothing_changes(diff: Diff) -> None:
    assert diff("main") == (0, "nothing changes in what is watched, routed, scanned, exported or protected\n", "")
    assert diff("main", "--format", "markdown") == (0, "", "")


def test_the_working_tree_is_compared_with_a_revision(diff: Diff) -> None:
    result, out, _ = diff("main", after=NARROWER)
    assert result == 1
    assert "blind    filter fraud.severe no longer matches findings that fail: severity must be from 9 to 10\n" in out
    assert "specs/fraud.yaml:4, before main:specs/fraud.yaml:4  [filter-narrowed] " in out


def test_two_revisions_are_compared_whatever_is_in_the_working_tree(diff: Diff) -> None:
    write(WIDER)
    commit()
    write("team: fraud\n")
    result, out, _ = diff("main~1", "main")
    assert (result, "[filter-widened]" in out, "[filter-removed]" in out) == (0, True, False)
    assert "main:specs/fraud.yaml:4, before main~1:specs/fraud.yaml:4" in out


def test_the_id_of_a_commit_is_shortened(diff: Diff, repository: Path) -> None:
    commit_id = commit_of("main", repository / "specs") or ""
    assert len(commit_id) == 40
    assert f"before {commit_id[:12]}:specs/fraud.yaml:4 " in diff(commit_id, after=NARROWER)[1]


def test_two_folders_are_compared(diff: Diff) -> None:
    Path("specs").rename("old")
    write(NARROWER)
    result, out, _ = diff("old", "specs")
    assert (result, "specs/fraud.yaml:4, before old/fraud.yaml:4" in out) == (1, True)


def test_a_folder_cannot_take_the_place_of_a_branch(diff: Diff) -> None:
    write(NARROWER)
    Path("specs").rename("main")
    write(NARROWER)
    assert diff("main")[0] == 1
    assert diff("./main")[0] == 0


@pytest.mark.parametrize("name", ["nothing", "--output=x", "-", "main:specs", "\0", "", "specs/fraud.yaml"])
def test_what_is_no_version_is_wrong_usage(diff: Diff, name: str) -> None:
    assert diff("--", name) == (2, "", f"watchspec: {name} is neither a git revision nor a folder\n".replace("\0", " "))


@pytest.mark.parametrize(
    ("level", "after", "expected"),
    [
        ("blind", WIDER, 0),
        ("review", WIDER, 0),
        ("blind", NARROWER, 1),
        ("never", NARROWER, 0),
        ("blind", ORGANIZATION.replace("acme", "x"), 1),
    ],
)
def test_the_exit_code_depends_on_the_worst_level(diff: Diff, level: str, after: str, expected: int) -> None:
    if after.startswith("organization"):
        write(TEAM, ORGANIZATION.replace("us-east-1", "eu-west-1"))
        assert diff("main", "--fail-on", level)[0] == expected
    else:
        assert diff("main", "--fail-on", level, after=after)[0] == expected


def test_replace_fails_only_where_it_is_asked_for(diff: Diff) -> None:
    renamed = TEAM.replace("severe", "grave")
    assert diff("main", after=renamed)[0] == 0
    result, out, _ = diff("main", "--fail-on", "replace")
    assert (result, "Terraform destroys aws_guardduty_filter.fraud__severe in acme-us-east-1" in out) == (1, True)


def test_specs_that_do_not_compile_are_reported_as_validate_does(diff: Diff) -> None:
    result, out, err = diff("main", after=TEAM.replace("at_least", "atleast"))
    assert (result, out) == (1, "")
    assert "specs/fraud.yaml:4:" in err
    assert "unknown" in err


def test_problems_of_the_version_after_are_printed_in_the_format_if_it_is_one_of_problems(diff: Diff) -> None:
    broken = TEAM.replace("at_least", "atleast")
    assert json.loads(diff("main", "--format", "json", after=broken)[1])["problems"][0]["line"] == 4
    assert diff("main", "--format", "markdown")[1] == ""


def test_specs_that_need_another_version_of_watchspec_are_not_judged(diff: Diff) -> None:
    write(NARROWER, f"{ORGANIZATION}watchspec: '>=99'\n")
    result, out, err = diff("main")
    assert result == 1
    assert "[wrong-version]" in out + err
    assert "filter-narrowed" not in out


def test_a_base_that_needs_another_version_is_compared_all_the_same(diff: Diff) -> None:
    write(TEAM, f"{ORGANIZATION}watchspec: '>=99'\n")
    commit()
    write(NARROWER)
    result, out, _ = diff("main")
    assert result == 1
    assert "[filter-narrowed]" in out
    assert "[versions-changed]" in out


def test_a_version_after_without_specs_is_an_error(diff: Diff) -> None:
    Path("empty").mkdir()
    result, _, err = diff("main", "empty")
    assert (result, "there are no specs in this folder" in err) == (1, True)


def test_a_broken_base_is_history_and_the_rest_is_judged(diff: Diff) -> None:
    write(TEAM.replace("at_least", "atleast").replace("Exfiltration:*", "*"))
    commit()
    result, out, _ = diff("main", "--fail-on", "review", after=TEAM)
    assert result == 1
    assert "review   main has 1 error: what only its unreadable parts declare is not compared\n" in out
    assert "filter fraud.stolen no longer matches" in out


def test_a_base_without_specs_is_an_empty_company(diff: Diff) -> None:
    git("rm", "-r", "--quiet", "specs")
    git("commit", "--quiet", "--message", "none")
    result, out, _ = diff("main", after=TEAM)
    assert (result, "acme-us-east-1 (new): " in out) == (0, True)


def accept(*entries: dict[str, Any]) -> None:
    Path("watchspec-accepted.yaml").write_text(json.dumps({"accepted": [*entries]}), "utf-8")


def test_a_change_is_accepted_by_its_fingerprint_and_stays_visible(diff: Diff) -> None:
    prints = fingerprints(diff("main", "--format", "json", after=NARROWER)[1])
    accept({"fingerprint": prints["filter-narrowed"], "reason": "Too many", "by": "ciso@example.com"})
    result, out, _ = diff("main")
    assert result == 0
    assert "accepted blind: filter fraud.severe no longer matches" in out
    assert "by ciso@example.com: Too many" in out
    assert "1 change: 1 accepted" in out


def test_a_fingerprint_survives_another_place_and_another_wording(diff: Diff) -> None:
    before = fingerprints(diff("main", "--format", "json", after=NARROWER)[1])
    moved = "# a comment\n\n" + NARROWER.replace("{name: severe,", "{name: severe, description: Other words,")
    assert fingerprints(diff("main", "--format", "json", after=moved)[1]) == before
    lower = NARROWER.replace("at_least: critical", "equals: [critical]")
    assert fingerprints(diff("main", "--format", "json", after=lower)[1]) == before


def test_another_change_of_the_same_filter_has_another_fingerprint(diff: Diff) -> None:
    before = fingerprints(diff("main", "--format", "json", after=NARROWER)[1])
    other = TEAM.replace("at_least: high", "equals: [8]")
    assert fingerprints(diff("main", "--format", "json", after=other)[1]) != before


def test_acceptances_belong_to_the_version_after(diff: Diff) -> None:
    prints = fingerprints(diff("main", "--format", "json", after=NARROWER)[1])
    accept({"fingerprint": prints["filter-narrowed"], "reason": "Too many", "by": "ciso@example.com"})
    commit()
    Path("watchspec-accepted.yaml").unlink()
    assert diff("main~1", "main")[0] == 0
    assert diff("main~1")[0] == 1
    assert diff("main~1", "main", "--accepted", "none.yaml")[0] == 1


def test_an_acceptance_that_nothing_needs_is_reported(diff: Diff) -> None:
    accept({"fingerprint": "0" * 24, "reason": "Old", "by": "ciso@example.com"})
    _, out, _ = diff("main", after=WIDER)
    assert f"watchspec-accepted.yaml:1: nothing has the fingerprint {'0' * 24}: remove the entry\n" in out


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("accepted: [{fingerprint: a, reason: b}]", "by is required [missing-key]"),
        ("accepted: [{fingerprint: a, reason: b, by: c, until: d}]", "unknown key 'until' [unknown-key]"),
        ("accepted: [{fingerprint: a, reason: '', by: c}]", "reason is not text [wrong-type]"),
        ("accepted: [a]", "not an accepted change [wrong-type]"),
        ("- a", "not a list of accepted changes [wrong-type]"),
        ("a: !x", "YAML tag"),
    ],
)
def test_a_wrong_acceptance_is_a_problem_at_its_place(diff: Diff, text: str, problem: str) -> None:
    Path("watchspec-accepted.yaml").write_text(text, "utf-8")
    result, out, err = diff("main")
    assert (result, out) == (1, "")
    assert err.startswith("watchspec-accepted.yaml:1:")
    assert problem in err


def test_a_missing_file_of_acceptances_is_a_problem_only_if_it_is_named(diff: Diff) -> None:
    result, _, err = diff("main", "--accepted", "none.yaml")
    assert (result, "none.yaml:1:1: cannot be read: No such file or directory" in err) == (1, True)


def test_past_findings_are_judged_by_both_versions(diff: Diff) -> None:
    mild = finding(accountId="123456789012", severity=2, type="Discovery:S3/MaliciousIPCaller")
    severe = finding(accountId="123456789012", severity=8)
    Path("export.jsonl").write_bytes(lines(mild, severe, severe))
    write(TEAM, WITH_S3)
    commit()
    write(SUPPRESSING, WITH_S3)
    _, out, _ = diff("main", "--findings", "export.jsonl")
    assert "  of 3 findings, 3 would be archived, 2 of them High or Critical\n" in out
    title = "Exfiltration:S3/MaliciousIPCaller, severity 8 (high), account 123456789012, us-east-1"
    assert f"    export.jsonl:2: {title}\n" in out
    data = json.loads(diff("main", "--findings", "export.jsonl", "--format", "json")[1])
    assert data["findings"]["lost"]["archived"]["severe"] == 2
    assert diff("main", "--findings", "none.jsonl") == (2, "", "watchspec: none.jsonl does not exist\n")


@pytest.mark.parametrize("form", ["json", "gitlab", "sarif"])
def test_formats_for_machines_are_json(diff: Diff, form: str) -> None:
    assert json.loads(diff("main", "--format", form, after=NARROWER)[1])


def test_github_annotations_are_at_the_line(diff: Diff) -> None:
    _, out, _ = diff("main", "--format", "github", after=NARROWER)
    assert out.startswith("::error file=specs/fraud.yaml,line=4,col=12,title=blind%3A filter-narrowed::filter fraud")


def test_gitlab_shows_what_is_gone_at_the_file_that_it_was_in(diff: Diff) -> None:
    _, out, _ = diff("main", "--format", "gitlab", after=f"team: fraud\n{ACCOUNTS}")
    (first, *_) = json.loads(out)
    assert (first["severity"], first["location"]["path"]) == ("critical", "specs/fraud.yaml")


def test_markdown_has_the_verdict_first_and_nothing_of_a_spec_outside_of_code(diff: Diff) -> None:
    evil = NARROWER.replace(
        'type: {matches: ["Exfiltration:*"]}', f"resource.s3BucketDetails.tags.value: {{equals: ['{EVIL}']}}"
    )
    _, out, _ = diff("main", "--format", "markdown", after=evil)
    assert out.startswith(f"{MARKER}\n**watchspec** `3 changes: 2 blind, 1 safe`\n")
    assert EVIL.replace("`", "'") in out
    for line in out.splitlines():
        assert "@all" not in "".join(line.split("`")[::2])
        assert line.count("`") % 2 == 0


def test_code_cannot_be_ended_by_a_value() -> None:
    assert code("a ` b\n``` c") == "`a ' b ''' c`"


def test_markdown_is_never_too_long_and_names_all_that_is_blind(diff: Diff) -> None:
    filters = "".join(
        f"  - {{name: f{n}, where: {{severity: {{at_least: high}}, id: {{equals: [a{n}]}}}}}}\n" for n in range(90)
    )
    write(f"team: fraud\n{ACCOUNTS}filters:\n{filters}")
    commit()
    _, out, _ = diff("main", "--format", "markdown", after=f"team: fraud\n{ACCOUNTS}")
    assert len(out) < LONGEST
    assert all(f"`filter fraud.f{n} is gone`" in out for n in range(90))


def test_markdown_of_a_company_that_is_gone_is_cut_at_a_line_and_says_so() -> None:
    subject = Subject("filters", "f")
    texts = (f"filter fraud.f{number} is gone" for number in range(5_000))
    blind = [Change(Level.BLIND, "filter-removed", subject, text, None, None, "", "") for text in texts]
    nothing = Version(None, "specs", None, None)
    out = render_markdown(Report(nothing, nothing, tuple(blind), (), (), {}, ()))
    named = out.count("is gone`")
    assert LONGEST - 200 < len(out) <= LONGEST
    assert out.endswith(f"- and {5_000 - named:,} more, which the output of the command lists\n")


def test_a_revision_is_written_as_it_is_in_git_whatever_its_attributes(repository: Path, tmp_path: Path) -> None:
    """``git archive`` would leave out and rewrite files as the tree itself says."""
    Path("specs/.gitattributes").write_text("*.yaml export-ignore\n*.yml text eol=crlf\n", "utf-8")
    Path("specs/deep").mkdir()
    Path("specs/deep/b.yml").write_bytes(b"team: b\n")
    Path("specs/.hidden.yaml").write_text("x", "utf-8")
    commit()
    target = tmp_path / "target"
    target.mkdir()
    assert export("HEAD", Path("specs"), target) == ()
    written = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert written == {"organization.yaml", "fraud.yaml", "deep/b.yml"}
    assert (target / "deep/b.yml").read_bytes() == b"team: b\n"


@pytest.mark.parametrize("specs", ["specs", "."])
def test_nothing_is_written_outside_of_the_target(specs: str, repository: Path, tmp_path: Path) -> None:
    """A name in a folder of a commit that git itself would not make can start with a slash."""

    def stored(*arguments: str, data: bytes) -> str:
        command = ["git", "hash-object", "-w", "--stdin", *arguments]
        return subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode().strip()

    def tree(mode: str, name: str, of: str) -> str:
        member = f"{mode} {name}\0".encode() + bytes.fromhex(of)
        return stored("-t", "tree", "--literally", data=member)

    outside = tmp_path / "outside.yaml"
    folder = tree("100644", str(outside), stored(data=b"team: x\n"))
    target = tmp_path / "target"
    target.mkdir()
    export(folder if specs == "." else tree("40000", "specs", folder), Path(specs), target)
    assert not outside.exists()


def test_links_of_a_revision_are_left_out_and_said(diff: Diff, repository: Path) -> None:
    Path("specs/link.yaml").symlink_to("fraud.yaml")
    commit()
    Path("specs/link.yaml").unlink()
    assert "review   main has 1 error" in diff("main")[1]


def test_a_version_with_links_is_not_judged(diff: Diff) -> None:
    Path("specs/link.yaml").symlink_to("fraud.yaml")
    commit()
    assert diff("main~1", "main") == (
        2,
        "",
        "watchspec: main has a link, link.yaml: check it out, and compare with its folder\n",
    )


def test_a_revision_with_too_much_is_refused_before_it_is_read(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.review.revision.MAX_TOTAL_BYTES", 10)
    with pytest.raises(NoRevision, match="it has 2 files, "):
        export("HEAD", Path("specs"), tmp_path)
    assert not (tmp_path / "fraud.yaml").exists()


def test_outside_of_a_repository_only_folders_are_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert commit_of("HEAD", tmp_path) is None
    with pytest.raises(NoRevision):
        folder_of(tmp_path)
    assert "not a git repository" in (obstacle(tmp_path) or "")


WORKFLOWS = sorted((ROOT / "docs" / "workflows").glob("*.yaml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_commands_of_the_workflows_are_accepted(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)
    commands = re.findall(r"watchspec (diff \"[^>\n]*)", text)
    assert commands
    for command in commands:
        parse(shlex.split(command))


def test_a_workflow_that_may_write_reads_nothing_of_a_pull_request_but_the_specs_in_git() -> None:
    """No checkout of it, no artifact, and no expression in a script, where a name of a branch could be a command."""
    (path,) = (path for path in WORKFLOWS if "pull-requests: write" in path.read_text("utf-8"))
    (job,) = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    for step in job["steps"]:
        assert "ref" not in step.get("with", {})
        assert "download-artifact" not in step.get("uses", "")
        assert "${{" not in step.get("run", "")
    assert MARKER in path.read_text("utf-8")
