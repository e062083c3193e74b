"""``watchspec filters``: rank, name, action, owner; what was merged; how much of the limit is used."""

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from compiler.commands import run
from compiler.model.assets import MEANINGS, Naming
from tests.asset_entries import ENTRIES
from tests.asset_entries import ORGANIZATION as ASSETS_OF
from tests.asset_entries import TEAM as TEAM_WITH_ALL
from tests.conftest import ORGANIZATION, TESTS

PACKED = TESTS / "golden" / "packed-organization" / "specs"


def test_filters_are_listed_by_rank_with_owner_and_what_was_merged(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(PACKED)]) == 0
    assert (
        capsys.readouterr().out
        == """\
us-east-1: 7 of 100 filters
  rank  name                    action   owner                 merged from
     1  fraud.one               ARCHIVE  fraud-ml@example.com
     2  acme.accounts-5ed3fda3  NOOP     research              research.severe
     3  acme.accounts-6ab16e42  NOOP     several teams         fraud.transactions-attack-sequence, \
research.corpus-attack-sequence
     4  acme.buckets            NOOP     fraud-ml@example.com  fraud.other
     5  acme.buckets-30b443c5   NOOP     several teams         fraud.labels, fraud.transactions, research.corpus
     6  acme.keys               NOOP     several teams         fraud.key, research.key
     7  acme.users-24f7da4a     NOOP     fraud-ml@example.com  fraud.server, fraud.trainer

what each kind costs, after merging
  Region     kind           assets  filters  rules
  us-east-1  bucket              4        3      0
  us-east-1  user                2        1      0
  us-east-1  key                 2        1      0
  us-east-1  other entries       -        2      0
"""
    )


def test_json_lists_the_same_filters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--format", "json", "--specs", str(PACKED)]) == 0
    listed = json.loads(capsys.readouterr().out)["us-east-1"]
    assert [row["rank"] for row in listed] == list(range(1, 8))
    assert listed[4]["merged"] == ["fraud.labels", "fraud.transactions", "research.corpus"]
    assert listed[0]["spec"] == "teams.yaml: suppressions one"


TEAMS = TESTS / "golden" / "teams"


def test_acceptances_and_overrides_are_listed_below_the_filters(
    snapshot: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["filters", "--specs", str(TEAMS / "specs")]) == 0
    snapshot(TESTS / "snapshots" / "filters-teams.txt", capsys.readouterr().out)


def test_json_lists_acceptances_and_overrides_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--format", "json", "--specs", str(TEAMS / "specs")]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["problem"] for row in listed["acceptances"]] == ["narrowed-suppression"]
    (override,) = listed["overrides"]
    assert (override["account"], override["ticket"], override["expires"]) == ("fraud.lab", "SEC-7", "2027-01-31")
    assert override["off"] == ["runtime.eks", "runtime.ecs_fargate", "s3"]


def test_what_teams_decided_is_listed_without_teams_too(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    organization = ORGANIZATION.replace("invitation", "organization, auto_enable: new") + "protections: {s3: true}\n"
    organization += "accept: [{problem: unused-protection, reason: Next month}]\n"
    lab = 'accounts: [{name: lab, id: "123456789012", email: a@example.com, protections: {s3: false}}]\n'
    severe = "filters: [{name: ports, where: {type: {matches: ['Recon:EC2/*']}}}]"
    assert run(["filters", "--specs", str(specs(organization, team=f"team: fraud\n{lab}{severe}"))]) == 0
    printed = capsys.readouterr().out
    assert "  unused-protection        organization.yaml: organization acme  Next month\n" in printed
    assert "  fraud.lab  s3\n" in printed


def test_code_owners_are_those_of_teams_and_of_the_organization(
    snapshot: Callable[[Path, str], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(TEAMS)
    assert run(["codeowners"]) == 0
    snapshot(TESTS / "snapshots" / "codeowners.txt", capsys.readouterr().out)


@pytest.mark.parametrize("folder", ["specs", "sp\n* @mal", "sp[a]", "sp* #"])
@pytest.mark.parametrize("name", ["acme.yaml", "[acme].yaml", "ac\\me.yaml", "#acme.yaml", "*acme #.yaml"])
def test_no_name_of_a_file_or_folder_is_more_than_itself_to_code_owners(
    folder: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / name).write_text(ORGANIZATION + 'owner: "@acme/security"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["codeowners", "--specs", folder]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    assert [line.endswith(" @acme/security") for line in lines] == [True] * 3
    patterns = [line.removesuffix(" @acme/security").replace("\\ ", " ") for line in lines]
    assert not set("".join(patterns)) & set("\n\\[]*!#")
    assert fnmatchcase(f"/{folder}/{name}", patterns[1])


def test_code_owners_need_an_owner_and_a_folder_of_the_repository(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = specs(team="team: fraud")
    monkeypatch.chdir(written.parent)
    for folder in (written, "../" + written.parent.name + "/specs"):
        assert run(["codeowners", "--specs", str(folder)]) == 2
        assert "in the folder of the repository" in capsys.readouterr().err
    assert run(["codeowners"]) == 2
    assert "has no owner" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["filters"], ["test"], ["explain", "--sql"]])
def test_problems_in_the_specs_are_reported_by_every_command(
    command: list[str], specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--specs", str(specs(team="team: fraud\nfilters: [{name: x}]"))]) == 1
    assert "'where' is missing" in capsys.readouterr().err


BUDGET = TESTS / "golden" / "packed-by-budget" / "specs"


def test_a_region_that_is_merged_to_fit_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(BUDGET)]) == 0
    listed = capsys.readouterr().out
    assert (
        "us-east-1: 4 of 100 filters\n101 filters of the specs merged into 4 within each team, because only" in listed
    )
    assert "  eu-west-1  bucket              4        4      4\n" in listed


def test_json_says_what_each_kind_costs(capsys: pytest.CaptureFixture[str]) -> None:
    """Merged filters are counted as they are in GuardDuty, and those of no asset in a row without a kind."""
    assert run(["filters", "--format", "json", "--specs", str(BUDGET)]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [tuple(row.values()) for row in listed["costs"]] == [
        ("eu-west-1", "bucket", 4, 4, 4),
        ("eu-west-1", None, 0, 1, 0),
        ("us-east-1", "bucket", 100, 3, 0),
        ("us-east-1", None, 0, 1, 0),
    ]
    assert [tuple(row.values()) for row in listed["limits"] if row["region"] == "us-east-1"] == [
        ("us-east-1", "filters", 4, 100),
        ("us-east-1", "rules", 0, 300),
    ]
    assert [tuple(row.values()) for row in listed["merged_to_fit"]] == [("us-east-1", "filters", 101, 4, 100, "team")]


def test_every_asset_that_no_filter_can_name_is_listed_with_what_that_means(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["filters", "--specs", str(specs(ASSETS_OF, team=TEAM_WITH_ALL))]) == 0
    lines = capsys.readouterr().out.partition("assets that no filter can match by name")[2].splitlines()
    never = "no finding names it; its filter matches the findings of its account and service"
    meanings = {**MEANINGS, Naming.ACCOUNT: never}
    for entry in ENTRIES:
        listed = [line for line in lines if line.startswith(f"  ml.{entry.name} ")]
        assert bool(listed) is (entry.naming is not Naming.NAMED), entry.name
        assert all(line.endswith(meanings[entry.naming]) for line in listed)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (
            "backups: [{name: it, ami: ami-0123456789abcdef0, account: prod, region: us-east-1}]",
            "only a route can match its name, and it has none; its filter matches the findings of its account",
        ),
        (
            "identities: [{name: it, role: app, account: prod, watch: [attack-sequence]}]",
            "only a route can match its name, and it has none",
        ),
        (
            "datasets: [{name: it, bucket: acme-it, account: prod, region: us-east-1, watch: [attack-sequence]}]",
            "its watch leaves out the findings that name it; its filter matches those of its account",
        ),
        (
            "secrets: [{name: it, secret: prod/key, account: prod, region: us-east-1}]",
            "no finding names it; its filter matches the findings of its account and service",
        ),
    ],
)
def test_why_an_asset_is_not_named_is_said_of_what_was_declared(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str], written: str, says: str
) -> None:
    team = f"team: ml\naccounts: [{{name: prod, id: '123456789012', email: aws@example.com}}]\n{written}\n"
    assert run(["filters", "--specs", str(specs(ASSETS_OF, team=team))]) == 0
    lines = capsys.readouterr().out.partition("assets that no filter can match by name")[2].splitlines()
    assert [line.rpartition("  ")[2] for line in lines if line.startswith("  ml.it ")] == [says]
