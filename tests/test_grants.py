"""Grants: which files a pattern covers, which accounts a team can reach, and how its share of filters is counted."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compiler.meaning.evaluation import predicate
from compiler.model.limits import Grant
from compiler.model.resources.guardduty import MalwareProtectionPlan
from tests.asset_entries import ENTRIES, Entry
from tests.conftest import ORGANIZATION as TEXT
from tests.conftest import problems_of
from tests.test_checks import calls
from tests.test_reach import archiving, compiled

ORGANIZATION = {
    "organization": "acme",
    "administrator": {"account": "999988887777"},
    "membership": {"mode": "invitation"},
    "regions": ["us-east-1"],
}


@pytest.mark.parametrize(
    ("pattern", "covered", "not_covered"),
    [
        (
            "fraud.yaml",
            ["fraud.yaml"],
            ["Fraud.yaml", "fraud_yaml", "x/fraud.yaml", "fraud.yaml/x.yaml", "fraud.yaml\n"],
        ),
        ("fraud*.yaml", ["fraud.yaml", "fraud-2.yaml"], ["fraud/a.yaml", "x-fraud.yaml"]),
        ("fraud/**", ["fraud/a.yaml", "fraud/x/y/a.yaml"], ["fraud", "fraud/", "fraudulent/a.yaml", "x/fraud/a.yaml"]),
        ("fraud/*", ["fraud/a.yaml"], ["fraud/x/a.yaml"]),
        ("**/fraud.yaml", ["fraud.yaml", "a/b/fraud.yaml"], ["a/fraud.yml", "afraud.yaml"]),
        ("teams/**/fraud/*.yaml", ["teams/fraud/a.yaml", "teams/x/y/fraud/a.yaml"], ["teams/fraud/x/a.yaml"]),
        ("**", ["a.yaml", "x/a.yaml"], []),
        ("frau?.yaml", ["fraud.yaml", "frauß.yaml"], ["frau.yaml", "frau/.yaml"]),
    ],
)
def test_a_pattern_covers_these_files(pattern: str, covered: list[str], not_covered: list[str]) -> None:
    files = Grant("fraud", pattern, None)
    assert [name for name in (*covered, *not_covered) if files.covers(name)] == covered


@pytest.mark.parametrize("pattern", ["", "/fraud/**", "fraud/", "../fraud/**", "./a.yaml", "a//b", "a**", "[ab].yaml"])
def test_what_is_no_pattern_is_refused(pattern: str, tmp_path: Path) -> None:
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": {"fraud": {"files": pattern}}})
    (problem,) = problems_of(tmp_path)
    assert problem.code == "invalid-path"


@pytest.mark.parametrize("asset", [each for each in ENTRIES if not each.refers], ids=lambda asset: asset.name)
def test_an_asset_in_an_account_that_is_not_granted_is_refused(asset: Entry, tmp_path: Path) -> None:
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": {"fraud": {"files": "**"}}})
    region = {"region": "us-east-1"} if asset.is_regional else {}
    entry = {"name": "x", "account": "administrator", **region, **yaml.safe_load(f"{{{asset.text}}}")}
    write(tmp_path, "fraud.yaml", {"team": "fraud", asset.section: [entry]})
    assert [problem.code for problem in problems_of(tmp_path) if problem.is_error] == ["not-granted"]


def test_a_file_that_two_teams_may_write_speaks_for_neither(tmp_path: Path) -> None:
    """A wide pattern of one team does not let the owners of another team's files speak for it."""
    teams = {"security": {"files": "**"}, "fraud": {"files": "fraud/**"}}
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": teams})
    filters = [{"name": "severe", "where": {"severity": {"at_least": "high"}}}]
    for name, team in (("fraud/as-security", "security"), ("fraud/own", "fraud"), ("security/own", "security")):
        write(tmp_path, f"{name}.yaml", {"team": team, "filters": [filters[0] | {"name": name.replace("/", "-")}]})
    refused = [problem.span.source.name for problem in problems_of(tmp_path) if problem.code == "not-granted"]
    assert refused == ["fraud/as-security.yaml", "fraud/own.yaml"]


def write(folder: Path, name: str, document: dict[str, Any]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_link_does_not_speak_for_the_team_of_its_folder(tmp_path: Path) -> None:
    """Its own name would fit, but another team writes what is read."""
    teams = {"fraud": {"files": "fraud/**"}, "research": {"files": "research/**"}}
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": teams})
    filters = [{"name": "severe", "where": {"severity": {"at_least": "high"}}}]
    target = write(tmp_path, "research/more.yaml", {"team": "fraud", "filters": filters})
    (tmp_path / "fraud").mkdir()
    (tmp_path / "fraud" / "link.yaml").symlink_to(target)
    refused = [problem for problem in problems_of(tmp_path) if problem.code == "not-granted"]
    assert [problem.span.source.name for problem in refused] == ["fraud/link.yaml", "research/more.yaml"]


ADMINISTRATOR = "999988887777"
ACCOUNT_IDS = ["111111111111", "222222222222", "333333333333", ADMINISTRATOR]
ids = st.lists(st.sampled_from(ACCOUNT_IDS), max_size=3, unique=True)


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]]]:
    """What a team is granted, and documents in which it uses any account in every way that there is."""
    declared = [id_ for id_ in draw(ids) if id_ != ADMINISTRATOR or draw(st.booleans())]
    granted = draw(ids | ids.map(lambda more: sorted({*declared, *more})))
    names = [*declared, *granted, *ACCOUNT_IDS, "administrator"]
    role = "arn:aws:iam::{}:role/deployer"
    accounts = [{"name": f"a{id_}", "id": id_, "email": "a@example.com", "role": role.format(id_)} for id_ in declared]
    buckets = enumerate(draw(st.lists(st.sampled_from(names), max_size=1)))
    datasets = [
        {"name": f"d{n}", "bucket": f"acme-{n}", "account": name, "region": "us-east-1", "malware_scan": {}}
        for n, name in buckets
    ]
    where = {"severity": {"equals": ["low"]}} | draw(
        st.sampled_from([{}, *({"accountId": {"equals": [name]}} for name in names)])
    )
    suppressions = [{"name": "s", "reason": "Ours", "expires": "2027-01-31", "where": where}]
    grant = {"files": "**", **({"accounts": granted} if granted else {})}
    mal = {"team": "mal", "accounts": accounts, "datasets": datasets, "suppressions": suppressions}
    return granted, [{**ORGANIZATION, "teams": {"mal": grant}}, mal]


@given(companies())
def test_a_team_reaches_only_accounts_that_it_is_granted(company: tuple[list[str], list[dict[str, Any]]]) -> None:
    granted, documents = company
    plan = compiled(documents)
    for stack in plan.stacks if plan else ():
        for _ in stack.of(MalwareProtectionPlan):
            assert stack.provider.account_id in granted
    for body in archiving(plan) if plan else ():
        muted = {id_ for id_ in ACCOUNT_IDS if predicate(body.criteria)({"accountId": id_, "severity": 2})}
        assert muted <= set(granted)


@pytest.mark.parametrize(("pack", "share", "codes"), [("asset", 3, []), ("asset", 2, ["not-granted"]), ("team", 2, [])])
def test_a_share_counts_the_filters_of_a_region_merged_and_split(
    pack: str, share: int, codes: list[str], tmp_path: Path
) -> None:
    """60 users need two filters, and a user beside them a third, unless all are merged into two."""
    teams = {"fraud": {"files": "**", "filters": share}}
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": teams, "filters": {"pack": pack}})
    field = "resource.accessKeyDetails.userName"
    users = [f"user-{n}" for n in range(60)]
    filters = [
        {"name": "all", "where": {field: {"equals": users}}},
        {"name": "one", "where": {field: {"equals": ["u"]}}},
    ]
    write(tmp_path, "fraud.yaml", {"team": "fraud", "filters": filters})
    assert [problem.code for problem in problems_of(tmp_path)] == codes


def test_teams_without_an_entry_are_not_left_out_teams(tmp_path: Path) -> None:
    without: tuple[dict[str, str] | None, ...] = ({}, None)
    for teams in without:
        write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": teams})
        assert [problem.code for problem in problems_of(tmp_path)] == ["invalid-value"]


def test_an_account_is_granted_to_one_team(tmp_path: Path) -> None:
    teams = {name: {"files": "**", "accounts": ["111111111111"]} for name in ("fraud", "research")}
    write(tmp_path, "organization.yaml", {**ORGANIZATION, "teams": teams})
    assert [problem.code for problem in problems_of(tmp_path)] == ["duplicate-account"]


def many_teams(number: int) -> dict[str, str]:
    """Teams with files and accounts of their own, half of them listed with the names of others."""
    granted = "".join(
        f'  t{n}: {{files: "t{n}.yaml", accounts: ["{n:012}"], filters: 2}}\n' for n in range(number // 2, number)
    )
    team = "team: t{0}{1}\naccounts: [{{name: a, id: '{0:012}', email: a@example.com}}]\n"
    documents = {f"t{n}": team.format(n, "" if n % 3 else "x") for n in range(number)}
    return {"organization": TEXT + f"teams:\n{granted}", **documents}


def test_twice_the_teams_are_twice_the_work(specs: Callable[..., Path]) -> None:
    calls(specs(**many_teams(10)))  # what is cached for good is not counted
    once, twice = (calls(specs(**many_teams(number))) for number in (100, 200))
    assert twice < 2.2 * once


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"s3": False}, "unexplained-override"),
        ({"s3": False, "reason": "A lab", "expires": "2027-06-30"}, "unexplained-override"),  # the rules need a ticket
        ({"runtime": {"eks": True, "ec2": False}}, "unexplained-override"),
        ({"runtime": False, "reason": "A lab"}, "unexplained-override"),
        ({"s3": False, "reason": "A lab", "expires": "2027-06-30", "ticket": "T-1"}, None),
        ({"s3": False, "reason": "A lab", "expires": "2026-12-31", "ticket": "T-1"}, "expired"),
        ({"s3": False, "reason": "A lab", "expires": "2030-01-01", "ticket": "T-1"}, "expires-late"),
        ({"s3": True, "rds": True, "runtime": {"ec2": True, "eks": True}}, None),  # turns nothing off
        ({"lambda": True}, "not-granted"),
    ],
)
def test_an_override_that_turns_something_off_needs_what_a_suppression_needs(
    written: dict[str, Any], code: str | None, tmp_path: Path
) -> None:
    grant = {"files": "**", "accounts": ["111111111111"], "override": ["rds", "runtime", "s3"]}
    organization = ORGANIZATION | {
        "membership": {"mode": "organization", "auto_enable": "new"},
        "protections": {"s3": True, "runtime": {"ec2": True}},
        "rules": {"suppressions": {"max_days": 365, "require": ["ticket"]}},
        "teams": {"fraud": grant},
    }
    account = {"name": "lab", "id": "111111111111", "email": "a@example.com", "protections": written}
    write(tmp_path, "organization.yaml", organization)
    write(tmp_path, "fraud.yaml", {"team": "fraud", "accounts": [account]})
    codes = [problem.code for problem in problems_of(tmp_path, date(2027, 1, 1)) if problem.is_error]
    assert codes == ([code] if code else [])
