"""What is handed in beside the specs: findings say what happened, plans whether AWS agrees. Both are untrusted."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compiler.commands import run
from compiler.evidence.agreement import AGREES, Agreement, NotAPlan, agreement
from compiler.evidence.build import build
from compiler.evidence.happened import Archived, Happened, Monthly, Unseen, happened
from compiler.evidence.page import page
from compiler.findings.read import read
from tests.conftest import TESTS, program_of
from tests.samples import lines
from tests.test_evidence import CASE
from tests.test_evidence_files import report

Capture = pytest.CaptureFixture[str]
EXFILTRATION = json.loads((CASE / "findings" / "exfiltration.json").read_text("utf-8"))
PENTEST = {
    "schemaVersion": "2.0",
    "accountId": "123456789012",
    "region": "eu-west-1",
    "type": "PenTest:S3/KaliLinux",
    "severity": 5,
    "updatedAt": "2026-10-03T10:00:00Z",
    "resource": {"resourceType": "S3Bucket", "s3BucketDetails": [{"name": "acme-labels"}]},
}
UNSEEN = {**PENTEST, "type": "Recon:EC2/PortProbeUnprotectedPort", "accountId": "345678901234", "resource": {}}
STACK = "acme-ai-eu-west-1"
FILTER = "aws_guardduty_filter.fraud__labels"


def of(tmp_path: Path, *findings: Any) -> Happened:
    export = tmp_path / "export.jsonl"
    export.write_bytes(lines(*findings))
    return happened(program_of(CASE), read([export.as_posix()]))


def plan(path: Path, actions: dict[str, list[str]], **keys: Any) -> Path:
    changes = [{"address": address, "change": {"actions": each}} for address, each in actions.items()]
    path.write_text(json.dumps({"resource_changes": changes, **keys}), encoding="utf-8")
    return path


def test_findings_are_counted_by_month_and_filter(tmp_path: Path) -> None:
    found = of(tmp_path, EXFILTRATION, PENTEST, UNSEEN, {**PENTEST, "severity": 2, "updatedAt": "2026-11-01T00:00:00Z"})
    month = EXFILTRATION["updatedAt"][:7]
    assert found.findings == 4
    assert Monthly("2026-10", "suppression", "fraud.pentest", 1) in found.monthly
    assert Monthly(month, "filter", "fraud.transactions", 1) in found.monthly
    assert Monthly(month, "route", "soc", 1) in found.monthly
    assert ("2026-10", 1, 1) in found.totals


def test_what_a_suppression_archived_has_its_most_severe_finding(tmp_path: Path) -> None:
    found = of(tmp_path, PENTEST, {**PENTEST, "severity": 2})
    assert Archived("fraud.pentest", 2, 5.0, "medium") in found.archived
    assert Archived("research.public-lab", 0, 0.0, "") in found.archived


def test_findings_that_no_filter_shows_are_named_by_type(tmp_path: Path) -> None:
    found = of(tmp_path, UNSEEN, {**UNSEEN, "type": "Recon:EC2/Unheard"})
    assert found.unseen == (
        Unseen("Recon:EC2/PortProbeUnprotectedPort", 1, 5.0, "medium"),
        Unseen("types that are not known", 1, 5.0, "medium"),
    )


@pytest.mark.parametrize("severity", [None, True, "8", -1, 99, float("inf"), [], {}])
def test_a_severity_that_is_none_counts_as_zero(severity: Any, tmp_path: Path) -> None:
    found = of(tmp_path, {**PENTEST, "severity": severity})
    assert Archived("fraud.pentest", 1, 0.0, "") in found.archived


@pytest.mark.parametrize("time", [None, 5, "yesterday", "9999-99-99", "<script>", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_has_no_month(time: Any, tmp_path: Path) -> None:
    assert of(tmp_path, {**PENTEST, "updatedAt": time}).totals == (("no month", 1, 0),)


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    assert of(tmp_path, PENTEST, "no finding").skipped == 1


def test_the_page_and_the_tables_say_what_happened(tmp_path: Path, snapshot: Callable[[Path, str], None]) -> None:
    found = of(tmp_path, EXFILTRATION, PENTEST, UNSEEN)
    files = build(replace(report(), happened=found))
    for name in ("monthly.csv", "archived.csv", "unseen.csv"):
        snapshot(TESTS / "golden" / "evidence" / "happened" / name, files[name])
    assert "3 findings were handed in" in files["evidence.html"]
    assert 'id="happened"' not in build(report())["evidence.html"]


def test_aws_agrees_where_a_plan_changes_nothing_of_all_resources(tmp_path: Path) -> None:
    (labels, trainer) = [row for row in report().facts.assets if row.name in ("labels", "trainer")]
    known = agreement({STACK: plan(tmp_path / "p.json", {FILTER: ["no-op"], trainer.resources[0].address: ["no-op"]})})
    assert known.of(labels) == AGREES
    assert known.of(trainer) == "", "the stack of its other Region has no plan"


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ({FILTER: ["update"]}, f"AWS does not agree: {FILTER} (update)"),
        ({FILTER: ["delete", "create"]}, f"AWS does not agree: {FILTER} (delete, create)"),
        ({FILTER: ["<b>"]}, f"AWS does not agree: {FILTER} (something else)"),
        ({}, f"AWS does not agree: {FILTER} (not in the plan)"),
    ],
    ids=str,
)
def test_aws_does_not_agree_where_a_plan_changes_something(
    actions: dict[str, list[str]], expected: str, tmp_path: Path
) -> None:
    (labels,) = [row for row in report().facts.assets if row.name == "labels"]
    assert agreement({STACK: plan(tmp_path / "p.json", actions)}).of(labels) == expected


def test_what_is_only_declared_never_agrees() -> None:
    assert {Agreement({STACK: {}}).of(row) for row in report().facts.acceptances} == {""}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resource_changes": [{}]}', "[" * 100_000])
def test_what_is_no_plan_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotAPlan, match="is no plan as JSON"):
        agreement({STACK: tmp_path / "p.json"})


@pytest.mark.parametrize("keys", [{"errored": True}, {"complete": False}], ids=str)
def test_a_plan_of_a_run_that_failed_shows_nothing(keys: dict[str, bool], tmp_path: Path) -> None:
    with pytest.raises(NotAPlan, match="failed or left something out"):
        agreement({STACK: plan(tmp_path / "p.json", {FILTER: ["no-op"]}, **keys)})


def test_the_page_says_where_aws_agrees(tmp_path: Path) -> None:
    known = agreement({STACK: plan(tmp_path / "p.json", {FILTER: ["no-op"]})})
    assert AGREES in page(replace(report(), agreement=known))
    assert AGREES not in page(report())


def test_a_report_with_inputs_is_verified_with_them(repository: Path, capsys: Capture) -> None:
    (repository / "export.jsonl").write_bytes(lines(PENTEST, UNSEEN))
    plan(repository / "plan.json", {FILTER: ["no-op"]})
    inputs = ["--findings", "export.jsonl", "--plan", f"{STACK}=plan.json"]
    assert run(["evidence", "--out", "report", *inputs]) == 0
    assert run(["evidence", "--verify", "report"]) == 2
    assert "also made from export.jsonl, plan.json: name them" in capsys.readouterr().err
    assert run(["evidence", "--verify", "report", *inputs]) == 0
    (repository / "export.jsonl").write_bytes(lines(PENTEST))
    assert run(["evidence", "--verify", "report", *inputs]) == 1
    assert capsys.readouterr().err == "report: input export.jsonl differs\n"
    assert run(["evidence", "--out", "report"]) == 0
    assert not (repository / "report" / "monthly.csv").exists(), "what an earlier run has left"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--findings", "nowhere"], "nowhere does not exist"),
        (["--plan", f"{STACK}=nowhere.json"], "nowhere.json does not exist"),
        (
            ["--plan", "acme-ai-eu-west=specs/fraud.yaml"],
            "there is no stack acme-ai-eu-west: did you mean acme-ai-eu-west-1?",
        ),
        (["--plan", f"{STACK}=specs/fraud.yaml"], "is no plan as JSON"),
    ],
    ids=str,
)
def test_inputs_that_are_not_there_are_named(
    arguments: list[str],
    expected: str,
    repository: Path,
    capsys: Capture,
) -> None:
    assert run(["evidence", "--out", "report", *arguments]) == 2
    assert expected in capsys.readouterr().err
    assert not (repository / "report").exists()
