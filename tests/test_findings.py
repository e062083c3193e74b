"""Findings held against specs: what is said of each, counted over many, and expected by tests."""

import gzip
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import main as cli
from compiler.findings.progress import progress_bar
from compiler.findings.read import Item
from compiler.findings.report import data
from compiler.findings.report import lines as lines_of
from compiler.findings.verdict import Judge, Watcher
from compiler.meaning.evaluation import predicate
from tests.conftest import ORGANIZATION, ROOT, program_of
from tests.samples import finding, lines

ORGANIZATION_OF_TESTS = ORGANIZATION + 'routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}\n'
TEAM = """\
team: fraud
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
filters:
  - {name: severe, route: soc, where: {severity: {at_least: high}, type: {matches: ["*:S3/*"]}}}
  - {name: stolen, where: {resource.s3BucketDetails.tags.key: {equals: [team]}, severity: {less_than: 4}}}
suppressions:
  - name: scanner
    reason: Our own
    ticket: SEC-1
    expires: 2027-01-31
    where:
      accountId: {equals: [prod]}
      type: {equals: ["Discovery:S3/MaliciousIPCaller"]}
"""


KINDS = ["Exfiltration:S3/MaliciousIPCaller", "Discovery:S3/MaliciousIPCaller", "Policy:IAMUser/RootCredentialUsage"]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(KINDS),
                "accountId": st.sampled_from(["123456789012", "999988887777", None, 1, True, ["x"]]),
                "region": st.sampled_from(["us-east-1", "eu-west-1", None, 1]),
                "severity": st.sampled_from([2, 8, 8.5]),
            }
        ),
        max_size=8,
    )
)
def test_remembering_changes_no_verdict(changes: list[dict[str, Any]]) -> None:
    program = program_of(ROOT / "specs")
    judge = Judge(program)
    watchers: tuple[Watcher, ...] = (*sorted(program.filters, key=lambda asked: asked.rank_order), *program.routed)
    for change in changes:
        one = finding(**change)
        expected = [w for w in watchers if one["region"] in w.regions and predicate(w.criteria)(one)]
        assert judge.matching(one) == expected


EXAMPLES = Judge(program_of(ROOT / "specs"))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
)
SOMEWHERE = ["accountId", "region", "severity", "resource", "service", "id", "updatedAt"]


@given(st.dictionaries(st.sampled_from(SOMEWHERE), JUNK), st.sampled_from(KINDS))
def test_no_finding_breaks_the_report(junk: dict[str, Any], kind: str) -> None:
    item = Item("x", {**finding(type=kind), **junk})
    assert list(lines_of(item, EXAMPLES))
    assert json.loads(json.dumps(data(item, EXAMPLES), allow_nan=False))["type"] == kind


@pytest.fixture
def explained(
    specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def run(*findings: Any, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        folder = specs(ORGANIZATION_OF_TESTS, team=TEAM)
        path = tmp_path / "export.jsonl"
        path.write_bytes(lines(*findings))
        code = cli.main(["explain", str(path), "--specs", str(folder), *options])
        out, err = capsys.readouterr()
        return code, out.replace(f"{tmp_path}/", ""), err.replace(f"{tmp_path}/", "")

    return run


def test_what_becomes_of_a_finding(explained: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = explained(finding())
    assert (code, err) == (0, "")
    assert out == (
        "export.jsonl:1: Exfiltration:S3/MaliciousIPCaller, severity 8, account 123456789012, us-east-1\n"
        "  shown by         fraud.severe (specs/team.yaml:4)\n"
        "  sent to          soc, for fraud.severe\n"
        "  but for one      fraud.scanner: type is Exfiltration:S3/MaliciousIPCaller, and has to be"
        " Discovery:S3/MaliciousIPCaller\n"
        "  but for one      fraud.stolen: severity is 8, and has to be from 1 under 4\n"
    )


def test_an_archived_finding_is_sent_nowhere(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(type="Discovery:S3/MaliciousIPCaller"))
    assert "  archived by      fraud.scanner (specs/team.yaml:7): Our own (until 2027-01-31, SEC-1)\n" in out
    assert "  shown by         fraud.severe" in out
    assert "sent to" not in out


def test_a_region_without_a_detector(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(region="ap-south-1"))
    assert "no detector      of this organization stands in ap-south-1\n  shown by         no filter\n" in out


def test_machines_are_told_the_same(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(), finding(severity=2), options=("--format", "json"))
    first, second = (json.loads(line) for line in out.splitlines())
    assert [asked["name"] for asked in first["filters"]] == ["fraud.severe"]
    assert first["routes"] == [{"route": "soc", "for": "fraud.severe"}]
    assert {miss["field"]: miss["values"] for miss in second["near_misses"]}["severity"] == [2]


def test_machines_get_json_whatever_a_finding_has(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(id=float("inf"), severity=[float("nan"), 2]), options=("--format", "json"))
    assert json.loads(out, parse_constant=pytest.fail)["id"] == "inf"


def test_counting_and_what_was_skipped(explained: Callable[..., tuple[int, str, str]]) -> None:
    scanned = finding(type="Discovery:S3/MaliciousIPCaller")
    code, out, err = explained(finding(), scanned, finding(region="x"), "broken", options=("--count",))
    assert out == (
        "3 findings, 1 archived, 1 shown by no filter\n"
        "  suppression  fraud.scanner                   1\n"
        "  filter       fraud.severe                    2\n"
        "  filter       fraud.stolen                    0\n"
        "  route        soc, for fraud.severe           1\n"
    )
    assert (code, err) == (1, "export.jsonl:4: skipped: not a JSON object\n1 skipped\n")


def test_how_far_a_replay_has_come(tmp_path: Path) -> None:
    for name, size in (("a.jsonl", 30), ("b.jsonl", 70)):
        (tmp_path / name).write_bytes(b" " * size)
    shown: list[str] = []
    tell = progress_bar([str(tmp_path)], shown.append)
    tell(10_000, f"{tmp_path}/a.jsonl:10000")
    tell(20_000, f"{tmp_path}/b.jsonl:5")
    assert shown == [
        "[------------------------------]   0%  10,000 findings",
        "[#########---------------------]  30%  20,000 findings",
    ]


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "no-such-file.json"]) == 2
    assert capsys.readouterr().err == "main.py: there is no no-such-file.json\n"


FAILING = (
    TEAM
    + """\
tests:
  - {finding: a.json, matches: [fraud.severe], routes: [soc], suppressed: false}
  - {finding: a.json, matches: [fraud.stolen], not_matches: [fraud.severe], routes: [], suppressed: true}
  - {finding: nowhere.json, suppressed: true}
"""
)


def test_the_report_of_tests(specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=FAILING)
    (folder / "a.json").write_text(json.dumps(finding()))
    report = tmp_path / "junit.xml"
    assert cli.main(["test", "--specs", str(folder), "--junit", str(report)]) == 1
    assert capsys.readouterr().out.replace(f"{tmp_path}/", "") == (
        "passed  fraud: a.json  (specs/team.yaml:15)\n"
        "FAILED  fraud: a.json  (specs/team.yaml:16)\n"
        "        fraud.stolen does not match: severity has to be from 1 under 4\n"
        "        fraud.severe matches\n"
        "        no suppression archives it\n"
        "        it is sent to soc, not to nobody\n"
        "FAILED  fraud: nowhere.json  (specs/team.yaml:17)\n"
        "        there is no finding at specs/nowhere.json\n"
        "3 tests, 2 failed\n"
    )
    suite = ET.parse(report).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [len(case) for case in suite] == [0, 1, 1]


def test_a_report_that_cannot_be_written(specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=TEAM)
    assert cli.main(["test", "--specs", str(folder), "--junit", "no/such/folder.xml"]) == 2
    assert "main.py: cannot write no/such/folder.xml" in capsys.readouterr().err


def test_a_test_reads_nothing_outside_of_the_specs(specs: Callable[..., Path], tmp_path: Path) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=TEAM + "tests: [{finding: link.json, suppressed: true}]\n")
    (tmp_path / "outside.json").write_text(json.dumps(finding()))
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    from compiler.findings.tests import run_tests

    program = program_of(folder)
    (result,) = run_tests(program, folder)
    assert result.failures == ("link.json leads out of the specs folder",)


def test_the_example_specs_pass_their_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["test", "--specs", str(ROOT / "specs")]) == 0
    assert capsys.readouterr().out.endswith("3 tests, 0 failed\n")


def test_the_sql_counts_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One statement, as it is printed, on DuckDB over an export."""
    export = tmp_path / "export.jsonl.gz"
    regions, names = ("us-east-1", "eu-west-1"), ("acme-fraud-transactions", "acme-research-web-corpus")
    several = [
        finding(type=kind, region=region, severity=severity, resource={"s3BucketDetails": [{"name": name}]})
        for kind in (*KINDS, "PenTest:S3/KaliLinux")
        for region in regions
        for severity in (2, 8.5)
        for name in names
    ]
    lab = [{**one, "accountId": "345678901234"} for one in several]
    export.write_bytes(gzip.compress(lines(*several, *lab)))
    assert cli.main(["explain", "--sql", "--specs", str(ROOT / "specs")]) == 0
    sql = capsys.readouterr().out
    table = duckdb.connect()
    table.execute(f"CREATE VIEW findings AS SELECT json AS finding FROM read_ndjson_objects('{export}')")
    result = table.execute(sql)
    counted = dict(zip([column[0] for column in result.description], result.fetchall()[0], strict=True))
    assert cli.main(["explain", str(export), "--count", "--format", "json", "--specs", str(ROOT / "specs")]) == 0
    replayed = json.loads(capsys.readouterr().out)
    watchers = {f"{w['kind']} {w['name']}": w["findings"] for w in replayed["watchers"]}
    assert {name: number for name, number in counted.items() if number} == {"findings": 64, **watchers}


def test_what_a_finding_says_moves_no_cursor(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(type="\x1b[2J\nExfiltration:S3/MaliciousIPCaller", accountId="\x1b[31m"))
    assert "\x1b" not in out
    assert out.startswith("export.jsonl:1:  [2J Exfiltration:S3/MaliciousIPCaller, severity 8, account  [31m")
