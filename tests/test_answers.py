"""What ``explain`` says about a finding beside what matches it, and about many; its JSON is as the schema says."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from compiler.commands import counts as printed
from compiler.commands import run
from compiler.findings import distinct
from compiler.findings.answer import data
from compiler.findings.distinct import Distinct
from compiler.findings.place import Place
from compiler.findings.read import Item
from compiler.findings.replay import count
from compiler.findings.report import lines as lines_of
from compiler.findings.verdict import Judge
from compiler.terminal import Screen
from tests.conftest import EXAMPLE, ORGANIZATION, ROOT, program_of
from tests.samples import finding

SCHEMA = json.loads((ROOT / "docs" / "explain.schema.json").read_text("utf-8"))
JUDGE = Judge(program_of(EXAMPLE))
SEQUENCE = {
    "type": "AttackSequence:S3/CompromisedData",
    "service": {
        "detection": {
            "sequence": {
                "actors": [
                    {"id": "1", "user": {"name": "x", "type": "IAMUser", "credentialUid": "AKIAIOSFODNN7EXAMPLE"}},
                    "no actor",
                ],
                "resources": [
                    {"uid": "arn:aws:s3:::acme-fraud-transactions", "resourceType": "S3_BUCKET", "accountId": "1"},
                    {"uid": "2", "data": {"accessKey": {"userName": "svc-copilot-ingest"}}},
                ],
                "signals": [{"name": "Odd calls", "type": "CLOUD_TRAIL", "count": 3}, {"uid": 5}],
            }
        }
    },
}


RED_TEAM = {"title": "x", "type": "PenTest:S3/KaliLinux", "accountId": "345678901234"}


def texts(sample: dict[str, Any], label: str, judge: Judge = JUDGE) -> list[str]:
    return [line.text for line in lines_of(Item(Place("x"), sample), judge) if line.label == label]


@pytest.mark.parametrize(
    ("changes", "account"),
    [
        ({"accountId": "123456789012"}, "fraud-prod of team fraud-detection, fraud-ml@example.com"),
        ({"accountId": "999988887777"}, "the administrator account"),
        ({"accountId": "111122223333"}, "no account of these specs"),
        ({"accountId": None}, "no account of these specs"),
        ({"accountId": ["x"]}, "no account of these specs"),
    ],
)
def test_the_account_is_named(changes: dict[str, Any], account: str) -> None:
    assert texts(finding(**changes), "account") == [account]


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({"title": "x"}, []),
        ({"title": "[SAMPLE] x"}, ["a sample finding, not an activity"]),
        ({"title": "x", "service": {"additionalInfo": {"sample": True}}}, ["a sample finding, not an activity"]),
        (
            {"title": "x", "type": "CryptoCurrency:EC2/BitcoinTool.A"},
            ["its type is retired; today it is CryptoCurrency:EC2/BitcoinTool.B"],
        ),
        ({"title": "x", "type": "Recon:EC2/Something"}, ["its type is unknown to this version"]),
        (
            {"title": "x", "service": {"archived": True}},
            ["archived in GuardDuty already, but by no suppression of these specs"],
        ),
        (
            {"title": "x", "type": "PenTest:S3/KaliLinux", "accountId": "345678901234", "service": {"archived": True}},
            [],
        ),
    ],
)
def test_what_is_odd_about_a_finding_is_said(changes: dict[str, Any], notes: list[str]) -> None:
    assert texts(finding(**{"service": {}, **changes}), "note") == notes


def test_an_attack_sequence_is_shown_with_the_assets_that_are_declared() -> None:
    sample = finding(**SEQUENCE)
    assert texts(sample, "actor") == [
        "x (IAMUser, key AKIAIOSFODNN7EXAMPLE), declared for fraud-detection.trainer",
    ]
    assert texts(sample, "resource") == [
        "arn:aws:s3:::acme-fraud-transactions (S3_BUCKET, account 1), declared for fraud-detection.transactions",
        "2 (user svc-copilot-ingest), declared for support-copilot.ingest",
    ]
    assert texts(sample, "signal") == ["Odd calls (CLOUD_TRAIL, 3 times)", "5"]


def test_a_topic_of_the_specs_is_named_by_its_e_mail(specs: Callable[..., Path]) -> None:
    organization = ORGANIZATION + "routes: {soc: {create: {sns: {emails: [soc@example.com]}}}}\n"
    team = "team: a\nfilters: [{name: all, route: soc, where: {severity: {at_least: low}}}]\n"
    judge = Judge(program_of(specs(organization, team=team)))
    assert texts(finding(), "sent to", judge) == ["soc, for a.all: a topic of its own, with e-mail to soc@example.com"]


def team_with(*wheres: str) -> str:
    filters = "".join(f"  - {{name: f{n}, where: {{{where}}}}}\n" for n, where in enumerate(wheres))
    return f"team: a\nfilters:\n{filters}"


def test_the_nearest_miss_is_first_and_what_is_left_out_is_counted(specs: Callable[..., Path]) -> None:
    others = [f"type: {{equals: ['Recon:EC2/Portscan']}}, severity: {{at_least: {level}}}" for level in ("low", "high")]
    severe = "severity: {at_least: critical}, type: {matches: ['*:S3/*']}"
    near = f"{severe}, resource.s3BucketDetails.name: {{equals: [acme-fraud-transactions]}}"
    judge = Judge(program_of(specs(team=team_with(*others * 3, severe, near))))
    misses = texts(finding(), "near miss", judge)
    assert [miss.partition(":")[0] for miss in misses] == [
        "a.f7",
        "a.f6",
        "a.f0",
        "a.f1",
        "a.f2",
        "3 more with --format json",
    ]


@pytest.mark.parametrize("changes", [{}, {"severity": None, "accountId": 1, "id": 2}, SEQUENCE, {"region": "x"}])
def test_the_answer_is_as_the_schema_says(changes: dict[str, Any]) -> None:
    jsonschema.validate(data(Item(Place("x", line=1), finding(**changes)), JUDGE), SCHEMA)


def test_all_answers_on_the_examples_are_as_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    findings = EXAMPLE / "findings"
    for mode in ("--each", "--count"):
        assert run(["explain", str(findings), mode, "--format", "json", "--specs", str(EXAMPLE)]) == 0
        for line in capsys.readouterr().out.splitlines():
            jsonschema.validate(json.loads(line), SCHEMA)


def test_many_findings_are_summed_up() -> None:
    months = ["2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "?", None]
    stray = {
        "type": "Recon:EC2/Portscan",
        "accountId": "111122223333",
        "region": "ap-south-1",
        "id": "x",
        "resource": {},
    }
    samples = [finding(**stray, updatedAt=month) for month in months]
    counts = count((Item(Place("x"), sample) for sample in [*samples, finding(id="y", updatedAt=1)]), JUDGE)
    answer = printed.data(counts)
    jsonschema.validate(answer, SCHEMA)
    assert (answer["ids"], answer["updates"], answer["without_detector"], answer["is_exact"]) == (2, 4, 5, True)
    assert answer["unwatched_types"] == [{"type": "Recon:EC2/Portscan", "findings": 5}]
    assert answer["unwatched_accounts"] == [{"account_id": "111122223333", "findings": 5}]
    assert answer["months"] == [{"month": "2026-09", "findings": 1}, {"month": "2026-10", "findings": 2}]
    *_, on_pipe = printed.text(counts, program_of(EXAMPLE), Screen())
    *_, on_terminal = printed.text(counts, program_of(EXAMPLE), Screen(80))
    assert ("█" in on_pipe, on_terminal.count("█")) == (False, 60)


@pytest.mark.parametrize("number", [0, 1, 50, 199, 5_000])
def test_ids_are_counted_in_bounded_memory(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "KEPT", 100)
    chance = Random(1)
    parts = [Distinct(), Distinct()]
    for _ in range(number):
        text = f"{chance.getrandbits(128):032x}" if chance.random() < 0.5 else str(chance.random())
        for part in chance.choices(parts, k=2):
            part.add(text)
    parts[0].merge(parts[1])
    assert len(parts[0].kept) < 200
    assert parts[0].is_exact is (number < 200)
    assert abs(len(parts[0]) - number) <= (0 if number < 200 else number * 0.2)
