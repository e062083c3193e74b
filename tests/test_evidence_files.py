"""The files of a report: as they were accepted, the same on every run, read by what reads such files, recomputable."""

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from benchmarks.scale import write_datasets
from compiler.commands import run
from compiler.evidence.basis import Basis, Commit, spec_digests
from compiler.evidence.build import build
from compiler.evidence.framework_files import frameworks
from compiler.evidence.report import Report
from compiler.evidence.requirements import answered
from compiler.evidence.since import History, Since
from compiler.evidence.tables import tables
from tests.conftest import ROOT, TESTS
from tests.test_evidence import CASE, DAY, facts
from tests.work import calls

Capture = pytest.CaptureFixture[str]
COMMIT = Commit("0123456789abcdef0123456789abcdef01234567", datetime(2026, 11, 26, 9, 30, tzinfo=UTC))


def report() -> Report:
    """That of the golden company, from a made-up commit, history and version."""
    whole = facts(CASE)
    changed, unchanged = (
        Since("2026-11-02", COMMIT.id[:12], "2025-10-31"),
        Since("2026-01-31", "89abcdef0123", "2026-01-31"),
    )
    known = replace(
        whole,
        mutes=tuple(replace(row, since=changed) for row in whole.mutes),
        overrides=tuple(replace(row, since=unchanged) for row in whole.overrides),
        acceptances=tuple(replace(row, since=unchanged) for row in whole.acceptances),
    )
    basis = Basis(COMMIT, DAY, "0.0.0", spec_digests(CASE), (), (), History.WHOLE)
    return Report(known, basis, answered(frameworks(CASE), known))


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", build(report()))
def test_the_golden_company_gives_this_file(name: str, snapshot: Callable[[Path, str], None]) -> None:
    snapshot(CASE.parent / "report" / name, build(report())[name])


@pytest.mark.parametrize("case", sorted((TESTS / "golden").glob("*/specs")), ids=lambda case: case.parent.name)
def test_every_company_has_a_report(case: Path) -> None:
    """Also those without assets, views, routes or protections of their own; every reason is one that a person reads."""
    known = facts(case)
    files = build(
        Report(known, Basis(None, DAY, "0.0.0", (), (), (), History.NO_GIT), answered(frameworks(case), known))
    )
    assert files.keys() == build(report()).keys()
    assert not [row.about for row in (*known.assets, *known.accounts) if bool(row.gaps) is (row.coverage == "covered")]


def test_two_runs_are_byte_identical(repository: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "main.py", "evidence", "--out"]
    for name, seed in {"one": "1", "two": "2"}.items():
        subprocess.run([*command, name], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    assert content(repository / "one") == content(repository / "two")


def test_no_other_command_loads_jinja(repository: Path) -> None:
    code = "import sys; from compiler.commands import run; run(['validate']); assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)


def test_the_day_is_that_of_the_commit(repository: Path, capsys: Capture) -> None:
    assert run(["evidence", "--out", "report"]) == 0
    assert "as of 2026-11-26, from commit " in capsys.readouterr().out
    predicate = json.loads((repository / "report" / "statement.intoto.json").read_text("utf-8"))["predicate"]
    assert predicate["commit"]["time"] == "2026-11-26T12:00:00+00:00"


def test_without_a_commit_the_day_has_to_be_named(repository: Path, capsys: Capture) -> None:
    (repository / "specs" / "new.yaml").write_text("team: new\n", encoding="utf-8")
    assert run(["evidence", "--out", "report"]) == 2
    assert "commit them, or name the day with --as-of" in capsys.readouterr().err
    assert not (repository / "report").exists()
    assert run(["evidence", "--out", "report", "--as-of", "2026-11-26"]) == 0
    assert "from specs that are not committed" in capsys.readouterr().out
    assert run(["evidence", "--verify", "report"]) == 0


def test_a_report_is_verified_from_its_commit(repository: Path, capsys: Capture) -> None:
    """Whatever is in the working folder since."""
    run(["evidence", "--out", "report"])
    shutil.rmtree(repository / "specs")
    (repository / "specs").mkdir()
    assert run(["evidence", "--verify", "report"]) == 0
    assert "all as the specs give them" in capsys.readouterr().out


def test_links_in_the_specs_stay_links(repository: Path, capsys: Capture) -> None:
    (repository / "specs" / "notes.txt").symlink_to("/etc/hostname")
    (repository / "specs" / "aside").mkdir()
    (repository / "specs" / "research.yaml").rename(repository / "specs" / "aside" / "research.txt")
    (repository / "specs" / "research.yaml").symlink_to("aside/research.txt")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "two")
    assert run(["evidence", "--out", "report"]) == 0
    assert run(["evidence", "--verify", "report"]) == 0
    assert "from commit" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["accounts.csv", "evidence.html", "statement.intoto.json"])
def test_the_first_file_that_differs_is_named(name: str, repository: Path, capsys: Capture) -> None:
    run(["evidence", "--out", "report"])
    path = repository / "report" / name
    path.write_text(path.read_text("utf-8") + " ", encoding="utf-8")
    assert run(["evidence", "--verify", "report"]) == 1
    assert capsys.readouterr().err == f"report: {name} differs\n"


def test_a_changed_spec_is_named_before_the_reports(repository: Path, capsys: Capture) -> None:
    (repository / "specs" / "new.yaml").write_text("team: new\n", encoding="utf-8")
    run(["evidence", "--out", "report", "--as-of", "2026-11-26"])
    (repository / "specs" / "new.yaml").write_text("team: newer\n", encoding="utf-8")
    assert run(["evidence", "--verify", "report"]) == 1
    assert capsys.readouterr().err == "report: spec new.yaml differs\n"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"predicate": {"commit": {"id": "--help"}, "asOf": "2026-01-01"}}'])
def test_what_is_no_statement_is_refused(text: str, repository: Path, capsys: Capture) -> None:
    (repository / "report").mkdir()
    (repository / "report" / "statement.intoto.json").write_text(text, encoding="utf-8")
    assert run(["evidence", "--verify", "report"]) == 2
    assert "cannot verify report: " in capsys.readouterr().err


def test_a_commit_that_is_not_there_is_no_bug(repository: Path, capsys: Capture) -> None:
    run(["evidence", "--out", "report"])
    path = repository / "report" / "statement.intoto.json"
    data = json.loads(path.read_text("utf-8"))
    data["predicate"]["commit"]["id"] = "f" * 40
    path.write_text(json.dumps(data), encoding="utf-8")
    assert run(["evidence", "--verify", "report"]) == 2
    assert "git has no commit" in capsys.readouterr().err


def test_no_link_is_followed(repository: Path, capsys: Capture) -> None:
    (repository / "elsewhere").mkdir()
    (repository / "report").symlink_to("elsewhere")
    assert run(["evidence", "--out", "report"]) == 2
    assert "report is a link" in capsys.readouterr().err
    (repository / "report").unlink()
    (repository / "report").mkdir()
    (repository / "precious").write_text("precious", encoding="utf-8")
    (repository / "report" / "mutes.csv").symlink_to("../precious")
    assert run(["evidence", "--out", "report"]) == 0
    assert (repository / "precious").read_text("utf-8") == "precious"


def test_one_folder_is_named(repository: Path, capsys: Capture) -> None:
    assert run(["evidence"]) == 2
    assert run(["evidence", "--out", "a", "--verify", "b"]) == 2
    assert capsys.readouterr().err.count("name a folder") == 2


def test_the_statement_has_the_checksum_of_everything(repository: Path) -> None:
    run(["evidence", "--out", "report"])
    data = json.loads((repository / "report" / "statement.intoto.json").read_text("utf-8"))
    assert set(data) == {"_type", "subject", "predicateType", "predicate"}
    reports = {each["name"]: each["digest"]["sha256"] for each in data["subject"]}
    written = {name: sha256(text).hexdigest() for name, text in content(repository / "report").items()}
    assert reports == {name: digest for name, digest in written.items() if name != "statement.intoto.json"}
    stack = sha256((repository / "cdktf.out/stacks/acme-ai-us-east-1/cdk.tf.json").read_bytes()).hexdigest()
    assert {"name": "acme-ai-us-east-1", "digest": {"sha256": stack}} in data["predicate"]["stacks"]
    assert [each["name"] for each in data["predicate"]["specs"]] == [
        "findings/exfiltration.json",
        "fraud.yaml",
        "organization.yaml",
        "research.yaml",
    ]


@pytest.mark.parametrize(("name", "text"), tables(report()).items(), ids=list(tables(report())))
def test_tables_are_read_by_the_csv_module(name: str, text: str) -> None:
    head, *rows = csv.reader(StringIO(text))
    assert len(set(head)) == len(head)
    assert rows
    assert {len(row) for row in rows} == {len(head)}


def test_what_shows_nothing_for_a_requirement_has_no_state_there() -> None:
    """A bucket is compiled; without a scan of it, it is no scan that is."""
    rows = csv.DictReader(StringIO(tables(report())["requirements.csv"]))
    scans = {row["about"]: (row["state"], row["gaps"]) for row in rows if row["facts"] == "malware_scans"}
    missing = ("", "no malware_scan of the bucket")
    assert scans == {"fraud.transactions": ("tested", ""), "fraud.labels": missing, "research.corpus": missing}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    whole = report()
    mutes = tuple(replace(row, reason=f'{start}HYPERLINK("x")', ticket=f"{start}1") for row in whole.facts.mutes)
    (row, *_) = csv.DictReader(StringIO(tables(replace(whole, facts=replace(whole.facts, mutes=mutes)))["mutes.csv"]))
    assert row["reason"] == f'\'{start}HYPERLINK("x")'
    assert row["ticket"] == f"'{start}1"
    assert row["days"] == "-26"


def test_a_thousand_assets_are_a_small_page(tmp_path: Path) -> None:
    """At most 1 MB, with everything on it by name. The time is measured by ``benchmarks/scale.py``."""
    write_datasets(tmp_path, 1_000)
    known = facts(tmp_path)
    files = build(
        Report(known, Basis(None, DAY, "0.0.0", (), (), (), History.NO_GIT), answered(frameworks(tmp_path), known))
    )
    text = files["evidence.html"]
    assert len(text.encode()) <= 1_000_000
    assert all(f"<th>{row.name}<i>" in text for row in known.assets)


def test_nothing_that_a_repository_names_is_run_or_hides_a_file(repository: Path, capsys: Capture) -> None:
    """Programs in its settings, hooks, attributes that change or leave out what git would export, and replacements."""
    program = repository / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{repository / 'has-run'}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    (repository / "specs" / ".gitattributes").write_text("* filter=x diff=x\nfraud.yaml export-ignore\n", "utf-8")
    git(repository, "add", "--all")
    git(repository, "-c", "commit.gpgSign=false", "commit", "--quiet", "--message", "two")
    for name in PROGRAMS:
        git(repository, "config", name, str(program))
    git(repository, "config", "log.showSignature", "true")
    assert run(["evidence", "--out", "report"]) == 0
    assert run(["evidence", "--verify", "report"]) == 0
    assert run(["stacks", "--changed", "HEAD~1"]) == 0
    assert run(["diff", "HEAD~1", "HEAD"]) == 0
    capsys.readouterr()
    assert not (repository / "has-run").exists()


PROGRAMS = (
    "core.fsmonitor",
    "core.hooksPath",
    "core.pager",
    "core.sshCommand",
    "diff.external",
    "diff.x.command",
    "diff.x.textconv",
    "filter.x.clean",
    "filter.x.process",
    "filter.x.smudge",
    "gpg.program",
    "tar.tar.command",
)


def test_committed_stacks_are_compiled_again(repository: Path, capsys: Capture) -> None:
    """Those of the commit, whose checksums alone show only that nobody has changed them since."""
    run(["synth"])
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "two")
    run(["evidence", "--out", "report"])
    capsys.readouterr()
    assert run(["evidence", "--verify", "report"]) == 0
    assert "stacks: 3 stacks compiled again, byte for byte the same" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("acme-ai-us-east-1/cdk.tf.json", "stack acme-ai-us-east-1 differs"),
        ("other/cdk.tf.json", "other is among the stacks, and the specs do not give it"),
    ],
)
def test_stacks_that_the_specs_do_not_give_are_found(path: str, said: str, repository: Path, capsys: Capture) -> None:
    """Whoever committed them, and made the report from them."""
    run(["synth"])
    changed = repository / "cdktf.out" / "stacks" / path
    changed.parent.mkdir(exist_ok=True)
    changed.write_text("{}\n", encoding="utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "two")
    run(["evidence", "--out", "report"])
    capsys.readouterr()
    assert run(["evidence", "--verify", "report"]) == 1
    assert capsys.readouterr().err == f"report: {said}\n"


def test_without_stacks_nothing_is_proved_of_them(repository: Path, capsys: Capture) -> None:
    shutil.rmtree(repository / "cdktf.out")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "two")
    run(["evidence", "--out", "report"])
    assert run(["evidence", "--verify", "report"]) == 0
    assert "stacks: none was there when the report was made" in capsys.readouterr().out


def test_without_cdktf_only_checksums_are_compared(repository: Path) -> None:
    run(["synth"])
    run(["evidence", "--out", "report", "--as-of", "2026-11-26"])
    code = "import sys; from compiler.commands import run; sys.modules['cdktf'] = None; sys.modules['jsii'] = None; "
    code += "sys.exit(run(['evidence', '--verify', 'report']))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    assert b"stacks: checksums only; to prove that the specs give them, verify with 'watchspec[synth]'" in done.stdout


def test_a_report_is_work_in_proportion_to_the_company(tmp_path: Path) -> None:
    """Counted in calls of functions; ``benchmarks/scale.py`` measures the time."""

    def work(datasets: int) -> int:
        folder = tmp_path / str(datasets)
        folder.mkdir(exist_ok=True)
        write_datasets(folder, datasets)
        known = facts(folder)
        basis = Basis(None, DAY, "0.0.0", (), (), (), History.NO_GIT)
        report = Report(known, basis, answered(frameworks(folder), known))
        return calls(lambda: build(report))

    work(20)  # fills the caches
    assert work(400) < 4.5 * work(100)
