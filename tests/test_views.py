"""``filters: {views: none}``: what GuardDuty does not get is still checked, and commands say that it is not created."""

import json
from pathlib import Path

import pytest

from compiler.commands import run
from compiler.model.address import Address
from compiler.model.filters import Action
from compiler.model.plan import Stack
from compiler.model.resources import Body
from compiler.model.resources.guardduty import RankedFilter
from tests.conftest import TESTS, compile_folder, problems_of

SPECS = TESTS / "golden" / "views-none" / "specs"
FINDING = {
    "Id": "1",
    "Type": "Exfiltration:S3/MaliciousIPCaller",
    "Severity": 8,
    "AccountId": "123456789012",
    "Region": "us-east-1",
}
NOTE = "not created in GuardDuty, because filters.views is none"


@pytest.fixture
def finding(tmp_path: Path) -> str:
    path = tmp_path / "finding.json"
    path.write_text(json.dumps(FINDING), "utf-8")
    return str(path)


def with_views(folder: Path) -> Path:
    for path in SPECS.iterdir():
        (folder / path.name).write_text(path.read_text("utf-8").replace("views: none", "views: all"), "utf-8")
    return folder


def test_only_suppressions_are_created() -> None:
    filters = [planned.body for stack in compile_folder(SPECS).stacks for planned in stack.of(RankedFilter)]
    assert [(body.name, body.action) for body in filters] == [("fraud.scanner", Action.ARCHIVE)]


def test_everything_but_the_filters_is_planned_as_with_views(tmp_path: Path) -> None:
    with_all, without = (compile_folder(folder) for folder in (with_views(tmp_path), SPECS))
    assert [others(stack) for stack in with_all.stacks] == [others(stack) for stack in without.stacks]
    assert sum(len(stack.of(RankedFilter)) for stack in with_all.stacks) == 7


def others(stack: Stack) -> list[tuple[Address, Body]]:
    return [(each.address, each.body) for each in stack.resources if not isinstance(each.body, RankedFilter)]


def test_the_same_problems_are_reported(tmp_path: Path) -> None:
    with_all, without = (problems_of(folder) for folder in (with_views(tmp_path), SPECS))
    assert [(p.code, p.message) for p in with_all] == [(p.code, p.message) for p in without]


def test_explain_says_that_what_matches_is_not_created(finding: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", finding, "--specs", str(SPECS)]) == 0
    printed = capsys.readouterr().out
    assert f"fraud.yaml:10), {NOTE}\n" in printed
    assert "sent to      soc, for fraud.severe: arn:aws:" in printed


@pytest.mark.parametrize("views", ["all", "none"])
def test_json_says_whether_a_filter_is_created(
    views: str, finding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = SPECS
    if views == "all":
        folder = tmp_path / "specs"
        folder.mkdir()
        with_views(folder)
    assert run(["explain", finding, "--format", "json", "--specs", str(folder)]) == 0
    (matched,) = json.loads(capsys.readouterr().out)["filters"]
    assert (matched["name"], matched["created"]) == ("fraud.severe", views == "all")


def test_counts_say_it_once(finding: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", finding, "--count", "--specs", str(SPECS)]) == 0
    printed = capsys.readouterr().out
    assert "  filter       fraud.severe                  1\n" in printed
    assert printed.endswith(f"filters are {NOTE}\n")


def test_tests_of_the_specs_still_run(tmp_path: Path, finding: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    for path in SPECS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "finding.json").write_bytes(Path(finding).read_bytes())
    test = "tests:\n  - {finding: finding.json, matches: [fraud.severe], not_matches: [fraud.raw], routes: [soc]}\n"
    (folder / "fraud.yaml").write_text((SPECS / "fraud.yaml").read_text("utf-8") + test, "utf-8")
    assert run(["test", "--specs", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(f"1 test, 0 failed\nfilters are {NOTE}\n")


def test_filters_lists_what_is_not_created(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(SPECS)]) == 0
    assert (
        capsys.readouterr().out
        == """\
eu-west-1: 0 of 100 filters, 1 of 300 rules
  rank  name  action  owner  merged from

us-east-1: 1 of 100 filters, 2 of 300 rules
  rank  name           action   owner  merged from
     1  fraud.scanner  ARCHIVE  fraud

filters not created in GuardDuty, because filters.views is none
  filter         regions               spec
  fraud.labels   eu-west-1             fraud.yaml: datasets labels
  fraud.raw      us-east-1             fraud.yaml: datasets raw
  fraud.severe   eu-west-1, us-east-1  fraud.yaml: filters severe
  fraud.trainer  eu-west-1, us-east-1  fraud.yaml: access_keys trainer

what each kind costs, after merging
  Region     kind           assets  filters  rules
  eu-west-1  bucket              1        0      0
  eu-west-1  user                1        0      0
  eu-west-1  other entries       -        0      1
  us-east-1  bucket              1        0      1
  us-east-1  user                1        0      0
  us-east-1  other entries       -        1      1
"""
    )


def test_json_lists_what_is_not_created(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--format", "json", "--specs", str(SPECS)]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in listed["us-east-1"]] == ["fraud.scanner"]
    assert [(row["name"], row["regions"]) for row in listed["not_created"]] == [
        ("fraud.labels", ["eu-west-1"]),
        ("fraud.raw", ["us-east-1"]),
        ("fraud.severe", ["eu-west-1", "us-east-1"]),
        ("fraud.trainer", ["eu-west-1", "us-east-1"]),
    ]
    assert run(["filters", "--format", "json", "--specs", str(TESTS / "golden" / "filters" / "specs")]) == 0
    assert json.loads(capsys.readouterr().out)["not_created"] == []
