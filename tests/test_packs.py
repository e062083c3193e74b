"""Packs: every one compiles, can match findings, and is shown with what to know about it."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compiler.catalog.filter_fields import all_fields, fields_for_any_action
from compiler.catalog.finding_types import all_types, live_types
from compiler.catalog.packs import PACKS
from compiler.commands import run
from compiler.review.report import changes_between
from tests.conftest import ORGANIZATION, TESTS, problems_of, program_of
from tests.samples import finding

USED = TESTS / "golden" / "packs" / "specs"
VALUES = {"resource.instanceDetails.imageId": "ami-0123456789abcdef0", "accountId": "123456789012"}
REMOTE = "service.action.awsApiCallAction.remoteAccountDetails.accountId"


def entry(name: str) -> str:
    """An entry that uses a pack, with a condition on each field that it needs."""
    pack = PACKS[name]
    where = {field: {"equals": [VALUES.get(field, "123456789012" if field == REMOTE else "x")]} for field in pack.needs}
    where["accountId"] = {"equals": [VALUES["accountId"]]}
    more = {"reason": "Needed", "expires": "2027-01-31"} if pack.suppresses else {}
    section = "suppressions" if pack.suppresses else "filters"
    account = {"name": "prod", "id": VALUES["accountId"], "email": "aws@example.com"}
    return json.dumps(
        {"team": "ml", "accounts": [account], section: [{"name": "used", "pack": name, "where": where, **more}]}
    )


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_no_mistakes(name: str, specs: Callable[..., Path]) -> None:
    folder = specs(ORGANIZATION, team=entry(name))
    assert [problem for problem in problems_of(folder) if problem.is_error] == []
    (declared,) = program_of(folder).filters
    assert {criterion.field for criterion in declared.criteria} == {"accountId", *PACKS[name].where, *PACKS[name].needs}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_fields_that_its_section_accepts(name: str) -> None:
    usable = all_fields() if PACKS[name].suppresses else fields_for_any_action()
    assert {*PACKS[name].where, *PACKS[name].needs} <= set(usable)
    assert not set(PACKS[name].where) & set(PACKS[name].needs)


def test_a_suppression_by_a_pack_always_needs_a_condition_of_its_own() -> None:
    assert all(pack.needs for pack in PACKS.values() if pack.suppresses)


def test_the_command_lists_packs_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs"]) == 0
    listed = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(PACKS)
    assert run(["packs", "own-scanner"]) == 0
    assert capsys.readouterr().out == (
        "own-scanner, for suppressions: port scans by a vulnerability scanner of the company\n"
        "Before you rely on it: Whoever takes over an instance with this image can scan unseen.\n"
        "The entry adds conditions on: resource.instanceDetails.imageId, in where or with for\n"
        'where:\n  type: {"equals": ["Recon:EC2/Portscan"]}\n'
    )
    assert run(["packs", "own-scaner"]) == 2
    assert "did you mean 'own-scanner'?" in capsys.readouterr().err


def test_what_to_know_is_printed_where_a_pack_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(USED)]) == 0
    assert f"ml.compilers  jit-compilers       {PACKS['jit-compilers'].caveat}" in capsys.readouterr().out
    assert run(["filters", "--specs", str(USED), "--format", "json"]) == 0
    packs = json.loads(capsys.readouterr().out)["packs"]
    assert {row["name"]: row["caveat"] for row in packs}["ml.blinded"] == PACKS["blinded"].caveat


# What each caveat says of severities, by how many of the types have each.
SEVERITIES = {
    "ai": ("All of them are Low", {"Low": 3}),
    "blinded": ("Two of the three are Low", {"Low": 2, "Medium": 1}),
    "exposed": ("Two of the types are Low", {"Low": 2, "Medium": 2, "High": 2}),
    "coredns-duplicates": ("Six of the types are High", {"Low": 1, "Medium": 4, "High": 6}),
    "hub-egress": ("The types are High by default", {"High": 2}),
}


@pytest.mark.parametrize("name", PACKS)
def test_what_a_caveat_says_of_severities_is_what_the_catalog_says(name: str) -> None:
    pack = PACKS[name]
    text, counts = SEVERITIES.get(name, ("", {}))
    assert text in pack.caveat
    assert text or not re.search(r"\b(Low|Medium|High)\b", pack.caveat)
    if text:
        assert Counter(all_types()[kind].severity for kind in pack.where["type"]["equals"]) == counts


def test_every_attack_sequence_is_critical_and_no_finding_of_ai_protection() -> None:
    critical = {name for name, kind in live_types().items() if kind.severity == "Critical"}
    assert critical == {name for name, kind in live_types().items() if kind.purpose == "AttackSequence"}
    assert not any(kind.severity_varies for kind in map(all_types().__getitem__, PACKS["ai"].where["type"]["equals"]))


def company(packs: dict[str, Any], **more: Any) -> str:
    """An organization document with packs."""
    return f"{ORGANIZATION}packs: {json.dumps(packs)}\n" + "".join(f"{k}: {json.dumps(v)}\n" for k, v in more.items())


def user(pack: str, section: str = "filters") -> str:
    """A team with an entry that uses a pack."""
    why = {"reason": "Needed", "expires": "2027-01-31"} if section == "suppressions" else {}
    entry = {"name": "used", "pack": pack, "where": {"accountId": {"equals": [VALUES["accountId"]]}}, **why}
    return json.dumps(
        {"team": "ml", "accounts": [{"name": "prod", "id": "123456789012", "email": "a@example.com"}], section: [entry]}
    )


SCANS = {"about": "port scans", "caveat": "All of them.", "where": {"type": {"equals": ["Recon:EC2/Portscan"]}}}
KEYS = {"about": "keys", "caveat": "Read the runbook.", "where": {"type": {"matches": ["CredentialAccess:*"]}}}


def test_a_pack_of_the_company_compiles_like_its_conditions(specs: Callable[..., Path]) -> None:
    (declared,) = program_of(specs(company({"keys": KEYS}), team=user("keys"))).filters
    assert [(c.field, c.equals, c.matches) for c in declared.criteria] == [
        ("accountId", (VALUES["accountId"],), ()),
        ("type", (), ("CredentialAccess:*",)),
    ]


@pytest.mark.parametrize(
    ("pack", "section", "help_"),
    [
        ("kyes", "filters", "did you mean 'keys'?"),
        ("expsoed", "filters", "did you mean 'exposed'?"),
        ("scans", "filters", "it is a pack for suppressions"),
        ("scan-failed", "filters", "results: [access_denied, failed, unsupported]"),
        ("own-scaner", "suppressions", "did you mean 'own-scanner'?"),
    ],
)
def test_an_unknown_pack_is_compared_with_those_of_the_company_too(
    pack: str, section: str, help_: str, specs: Callable[..., Path]
) -> None:
    packs = {"keys": KEYS, "scans": {**SCANS, "section": "suppressions"}}
    (problem,) = (p for p in problems_of(specs(company(packs), team=user(pack, section))) if p.is_error)
    assert problem.code == "invalid-value"
    assert help_ in (problem.choice.text(problem.help) if problem.choice else problem.help or "")


def test_a_region_of_a_pack_has_to_be_one_of_the_organization(specs: Callable[..., Path]) -> None:
    where = {"severity": {"at_least": "high"}, "region": {"equals": ["us-east-1", "eu-west-1"]}}
    (problem,) = problems_of(specs(company({"here": {**KEYS, "where": where}})))
    assert (problem.code, problem.span.line) == ("unknown-reference", 5)


def test_a_suppression_by_a_pack_of_the_company_obeys_the_rules(specs: Callable[..., Path]) -> None:
    rules = {"suppressions": {"max_severity": "low", "never_mute": ["ai"], "require": ["ticket"]}}
    injections = {"type": {"equals": ["Recon:EC2/Portscan", "Impact:IAMUser/PromptInjection.Direct"]}}
    packs = {"wide": {**SCANS, "section": "suppressions", "where": injections}}
    folder = specs(company(packs, rules=rules), team=user("wide", "suppressions"))
    breaches = [problem.message for problem in problems_of(folder) if problem.code == "rule-breach"]
    assert len(breaches) == 3


def test_a_change_of_a_pack_is_a_change_of_what_uses_it(specs: Callable[..., Path]) -> None:
    where = {"type": {"matches": ["CredentialAccess:IAMUser/*"]}}
    before = program_of(specs(company({"keys": KEYS}), team=user("keys")))
    after = program_of(specs(company({"keys": {**KEYS, "where": where}}), team=user("keys")))
    assert [change.rule for change in changes_between(before, after)] == ["filter-narrowed"]
    assert changes_between(before, before) == []


def test_the_command_lists_packs_of_the_company(specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(specs(company({"keys": {**KEYS, "caveat": "Read\u001b[31m it."}})))
    assert run(["packs", "--specs", folder]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[-1][:3] == ["keys", "acme", "filters"]
    assert run(["packs", "keys", "--specs", folder]) == 0
    printed = capsys.readouterr().out
    assert "Before you rely on it: Read" in printed
    assert "\u001b" not in printed
    assert run(["packs", "keys", "--specs", folder, "--format", "json"]) == 0
    (pack,) = json.loads(capsys.readouterr().out)
    assert (pack["of"], pack["where"]) == ("acme", KEYS["where"])


def test_the_command_says_why_packs_of_the_company_are_left_out(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(specs(company({"keys": {**KEYS, "where": {"typ": {"equals": ["x"]}}}})))
    assert run(["packs", "--specs", folder]) == 0
    printed = capsys.readouterr()
    assert [line.split()[0] for line in printed.out.splitlines()[1:]] == list(PACKS)
    assert "has no organization document without errors" in printed.err


def test_explain_prints_what_to_know_about_the_pack_that_archives(
    tmp_path: Path, specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    packs = {"scans": {**SCANS, "section": "suppressions"}}
    folder = str(specs(company(packs), team=user("scans", "suppressions")))
    found = tmp_path / "finding.json"
    found.write_text(json.dumps(finding(type="Recon:EC2/Portscan", severity=5)), encoding="utf-8")
    assert run(["explain", str(found), "--specs", folder]) == 0
    assert re.search(r"by pack +scans: All of them\.", capsys.readouterr().out)
    assert run(["explain", str(found), "--specs", folder, "--format", "json"]) == 0
    assert '"pack": {"name": "scans", "caveat": "All of them."}' in capsys.readouterr().out


@pytest.mark.parametrize("name", PACKS)
def test_the_command_shows_everything_about_a_pack(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs", name]) == 0
    shown = capsys.readouterr().out
    pack = PACKS[name]
    assert all(text in shown for text in (pack.about, pack.caveat, pack.inferred, *pack.needs))
    assert [json.loads(line.split(": ", 1)[1]) for line in shown.splitlines() if line.startswith("  ")] == [
        *pack.where.values()
    ]


def test_the_evidence_has_what_to_know_about_the_pack_of_a_suppression(tmp_path: Path) -> None:
    assert run(["evidence", "--specs", str(USED), "--out", str(tmp_path), "--as-of", "2026-12-01"]) == 0
    rows = {row["name"]: row for row in csv.DictReader((tmp_path / "mutes.csv").read_text("utf-8").splitlines())}
    assert (rows["ml.dns"]["pack"], rows["ml.dns"]["caveat"]) == (
        "coredns-duplicates",
        PACKS["coredns-duplicates"].caveat,
    )
    assert rows["ml.builds"]["caveat"] == "Whoever can start a build can run anything unseen."
    pages = [path.read_text("utf-8") for path in tmp_path.glob("*.html")]
    assert any("pack build-agents: Whoever can start a build can run anything unseen." in page for page in pages)
