"""What happens to findings: explained for each, counted over many, and expected by the tests of the specs."""

import gzip
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.catalog.ai_services import AI_SERVICES
from compiler.commands import run
from compiler.findings.answer import data
from compiler.findings.place import Place
from compiler.findings.progress import BytesDone
from compiler.findings.read import Item
from compiler.findings.report import lines as lines_of
from compiler.findings.spec_tests import Result, junit, run_tests
from compiler.findings.verdict import Judge, outcomes_of
from compiler.findings.wording import failure
from compiler.meaning.evaluation import predicate
from compiler.meaning.event_pattern import event_patterns
from compiler.model.criteria import Criterion
from compiler.model.filters import Filter, RoutedFindings
from compiler.model.program import FindingTest, Program
from compiler.secrets import MASK
from tests.conftest import ACCOUNTS, EXAMPLE, ORGANIZATION, program_of
from tests.reference import lists_matched
from tests.samples import finding, lines, origin
from tests.shapes import event

ORGANIZATION_OF_TESTS = (
    ORGANIZATION
    + """\
routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
protections: {s3: true}
"""
)
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
def test_a_verdict_is_the_same_with_and_without_what_was_remembered(changes: list[dict[str, Any]]) -> None:
    program = program_of(EXAMPLE)
    judge = Judge(program)
    by_rank = sorted(program.filters, key=lambda item: item.rank_order)

    def matches(item: Filter | RoutedFindings, sample: dict[str, Any]) -> bool:
        return sample["region"] in item.regions and predicate(item.criteria)(sample)

    for change in changes:
        sample = finding(**change)
        verdict = judge.verdict(sample)
        matching = [item for item in by_rank if matches(item, sample)]
        assert verdict.suppressions == tuple(item for item in matching if item.justification)
        assert verdict.filters == tuple(item for item in matching if not item.justification)
        assert verdict.matched_routes == tuple(item for item in program.routed if matches(item, sample))


EXAMPLES = Judge(program_of(EXAMPLE))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
)
SOMEWHERE = ["accountId", "region", "severity", "resource", "service", "id", "updatedAt"]


@given(st.dictionaries(st.sampled_from(SOMEWHERE), JUNK), st.sampled_from(KINDS))
def test_no_finding_breaks_the_report(junk: dict[str, Any], kind: str) -> None:
    item = Item(Place("x"), {**finding(type=kind), **junk})
    assert list(lines_of(item, EXAMPLES))
    assert json.loads(json.dumps(data(item, EXAMPLES), allow_nan=False))["type"] == kind


@pytest.fixture
def explained(
    specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def explain(*findings: Any, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        folder = specs(ORGANIZATION_OF_TESTS, team=TEAM)
        path = tmp_path / "export.jsonl"
        path.write_bytes(lines(*findings))
        code = run(["explain", str(path), "--specs", str(folder), *options])
        out, err = capsys.readouterr()
        return code, out.replace(f"{tmp_path}/", ""), err.replace(f"{tmp_path}/", "")

    return explain


def test_a_finding_is_explained_by_what_matches_and_what_nearly_does(
    explained: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = explained(finding())
    assert (code, err) == (0, "")
    assert out == (
        "export.jsonl:1: Exfiltration:S3/MaliciousIPCaller, severity 8 (high), account 123456789012, us-east-1\n"
        "  account      prod of team fraud\n"
        "  about        no asset that the specs declare\n"
        "  note         a sample finding, not an activity\n"
        "  sent to      soc, for fraud.severe: arn:aws:sns:us-east-1:999988887777:soc (the administrator account)\n"
        "  saved view   fraud.severe (specs/team.yaml:4)\n"
        "  near miss    fraud.stolen: severity is 8, must be at least 1 and less than 4\n"
        "  near miss    fraud.scanner would have archived it: type is Exfiltration:S3/MaliciousIPCaller, must be"
        " Discovery:S3/MaliciousIPCaller\n"
    )


def test_an_archived_finding_is_sent_nowhere(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(type="Discovery:S3/MaliciousIPCaller"))
    assert "  archived by  fraud.scanner (specs/team.yaml:7): Our own (until 2027-01-31, SEC-1)\n" in out
    assert "  saved view   fraud.severe" in out
    assert "  kept from    soc, for fraud.severe: arn:aws:sns:us-east-1:999988887777:soc" in out
    assert "  sent to      nobody, because it is archived\n" in out


def test_a_finding_from_a_region_without_a_detector_is_explained(
    explained: Callable[..., tuple[int, str, str]],
) -> None:
    _, out, _ = explained(finding(region="ap-south-1"))
    assert "  no detector  the organization has none in ap-south-1\n  sent to      nobody\n  saved view   none\n" in out


def test_json_explains_the_same(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(), finding(severity=2), options=("--format", "json"))
    first, second = (json.loads(line) for line in out.splitlines())
    assert [matched["name"] for matched in first["filters"]] == ["fraud.severe"]
    assert (first["line"], second["line"], first["number"]) == (1, 2, None)
    assert first["routes"] == [{"route": "soc", "for": "fraud.severe"}]
    assert {miss["field"]: miss["values"] for miss in second["near_misses"]}["severity"] == [2]


def test_the_json_is_valid_whatever_a_finding_has(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(id=float("inf"), severity=[float("nan"), 2]), options=("--format", "json"))
    assert json.loads(out, parse_constant=pytest.fail)["id"] == "inf"


def test_counts_show_what_matches_nothing_and_what_was_skipped(explained: Callable[..., tuple[int, str, str]]) -> None:
    scanned = finding(type="Discovery:S3/MaliciousIPCaller")
    code, out, err = explained(finding(), scanned, finding(region="x"), "broken", options=("--count",))
    assert out == (
        "3 findings: 1 archived, 1 not matched by any filter or suppression\n"
        "  kind         name                   findings\n"
        "  suppression  fraud.scanner                 1\n"
        "  filter       fraud.severe                  2\n"
        "  filter       fraud.stolen                  0\n"
        "  route        soc, for fraud.severe         1\n"
        "2 of them are updates of others, by their ids\n"
        "1 finding from Regions without a detector of the organization\n"
        "most frequent type of those not matched: Exfiltration:S3/MaliciousIPCaller (1)\n"
        "most frequent account of those not matched: 123456789012 (1)\n"
    )
    assert (code, err) == (1, "export.jsonl:4: skipped: not a JSON object\n1 skipped\n")


def test_progress_is_measured_in_bytes_of_the_files_before(tmp_path: Path) -> None:
    for name, size in (("a:1.jsonl", 30), ("b.jsonl", 70)):
        (tmp_path / name).write_bytes(b" " * size)
    done = BytesDone([str(tmp_path), "-"])
    places = [Place(f"{tmp_path}/a:1.jsonl", line=10_000), Place(f"{tmp_path}/b.jsonl", line=5), Place("-", line=1)]
    assert (done.total, [done.at(place) for place in places]) == (100, [0, 30, 0])


@pytest.mark.parametrize(
    ("condition", "requirement"),
    [
        ("severity: {at_least: high}", "severity is 2, must be from 7 to 10"),
        ("severity: {greater_than: 4}", "severity is 2, must be more than 4 and at most 10"),
        ("severity: {not_equals: [2]}", "severity is 2, must not be at least 2 and less than 3"),
        (
            "type: {matches: ['*:EC2/*', '*:IAM*']}",
            "type is Exfiltration:S3/MaliciousIPCaller, must match *:EC2/* or *:IAM*",
        ),
        ("type: {not_matches: ['*:S3/*']}", "type is Exfiltration:S3/MaliciousIPCaller, must not match *:S3/*"),
        (
            "resource.s3BucketDetails.name: {equals: [a, b, c]}",
            "resource.s3BucketDetails.name is acme-fraud-transactions, must be a, b or c",
        ),
        (
            "resource.s3BucketDetails.name: {equals: [a, b, c, d, e, f]}",
            "resource.s3BucketDetails.name is acme-fraud-transactions, must be a, b, c, d or 2 more",
        ),
        (
            "resource.instanceDetails.instanceId: {equals: [i-0abcdef1]}",
            "resource.instanceDetails.instanceId is missing, must be i-0abcdef1",
        ),
    ],
)
def test_a_near_miss_says_what_is_and_what_must_be(
    condition: str, requirement: str, specs: Callable[..., Path]
) -> None:
    where = f"{{accountId: {{equals: [prod]}}, {condition}}}"
    team = f"team: fraud\n{ACCOUNTS.replace('fraud-prod', 'prod')}filters: [{{name: x, where: {where}}}]\n"
    (miss,) = Judge(program_of(specs(team=team))).near_misses(finding(severity=2))
    assert failure(miss.failed) == requirement


@pytest.mark.parametrize(
    ("field", "wanted", "value", "shown"),
    [
        ("severity", "8", "8", "the text 8, must be at least 8 and less than 9"),
        ("accountId", "123456789012", 123456789012, "the number 123456789012, must be 123456789012"),
        ("accountId", "1", True, "true, must be 1"),
    ],
)
def test_a_value_of_another_json_type_is_named_by_its_type(field: str, wanted: str, value: object, shown: str) -> None:
    (outcome,) = outcomes_of((Criterion(field, equals=(wanted,)),), {field: value})
    assert (outcome.holds, failure(outcome)) == (False, f"{field} is {shown}")


GUARDED, OTHER = (f"arn:aws:bedrock:us-east-1:123456789012:guardrail/{name}" for name in ("abc123", "other"))
SERVICE = f"""\
team: fraud
accounts: [{{name: prod, id: "123456789012", email: aws@example.com}}]
services: [{{name: scorer, service: bedrock, account: prod, route: soc, guardrail: "{GUARDED}"}}]
"""
ARNS = st.sampled_from([GUARDED, OTHER])
GUARDRAILS = st.fixed_dictionaries(
    {},
    optional={
        "guardrailArn": ARNS | st.none(),
        "guardrails": st.lists(st.fixed_dictionaries({"arn": ARNS, "version": st.just("1")}), max_size=2),
    },
)


@pytest.fixture
def guarded(specs: Callable[..., Path]) -> Program:
    return program_of(specs(ORGANIZATION_OF_TESTS, team=SERVICE))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(AI_SERVICES["bedrock"].finding_types), guardrails=GUARDRAILS | st.none())
def test_a_guardrail_keeps_only_findings_from_the_route_that_name_others(
    guarded: Program, kind: str, guardrails: dict[str, Any] | None
) -> None:
    sample = finding(type=kind, severity=2, resource={"bedrockGuardrailDetails": guardrails})
    details = guardrails or {}
    named = {each["arn"] for each in details.get("guardrails", [])} | {details.get("guardrailArn")} - {None}
    routes = [routed.route for routed in Judge(guarded).verdict(sample).routed]
    assert routes == ([] if named == {OTHER} else ["soc"])
    (threats,) = (routed for routed in guarded.routed if routed.name == "scorer-threats")
    (pattern,) = event_patterns(threats.criteria)
    assert lists_matched(json.loads(pattern), sample) is (routes == ["soc"])


def test_a_missing_file_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "no-such-file.json"]) == 2
    assert capsys.readouterr().err == "watchspec: no-such-file.json does not exist\n"


FAILING = (
    TEAM
    + """\
tests:
  - {finding: a.json, matches: [fraud.severe], routes: [soc], suppressed: false}
  - {finding: a.json, matches: [fraud.stolen], not_matches: [fraud.severe], routes: [], suppressed: true}
  - {finding: nowhere.json, suppressed: true}
"""
)


def test_each_failed_test_is_reported_with_what_differs(
    specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=FAILING)
    (folder / "a.json").write_text(json.dumps(finding()))
    report = tmp_path / "junit.xml"
    assert run(["test", "--specs", str(folder), "--junit", str(report)]) == 1
    assert capsys.readouterr().out.replace(f"{tmp_path}/", "") == (
        "passed  fraud: a.json  (specs/team.yaml:15)\n"
        "FAILED  fraud: a.json  (specs/team.yaml:16)\n"
        "        fraud.stolen does not match: severity is 8, must be at least 1 and less than 4\n"
        "        fraud.severe matches, but must not\n"
        "        no suppression archives the finding\n"
        "        routes: expected none, got soc\n"
        "FAILED  fraud: nowhere.json  (specs/team.yaml:17)\n"
        "        there is no file specs/nowhere.json\n"
        "3 tests, 2 failed\n"
    )
    suite = ET.parse(report).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [len(case) for case in suite] == [0, 1, 1]


ONE_TEST = TEAM + "tests: [{finding: a.json, routes: [soc]}]\n"
ODD_TEXTS = st.text(st.characters(codec=None), max_size=20) | st.sampled_from(
    ["\0\b\x1b[2J", "\ud800", "\ufffe", "\u202e"]
)


@given(ODD_TEXTS, ODD_TEXTS)
def test_junit_is_xml_without_control_characters_whatever_a_finding_has(region: str, failure: str) -> None:
    test = FindingTest("fraud", region, (), (), True, None, None, origin())
    (case,) = ET.fromstring(junit([Result(test, (failure, "last"))]))
    text = case[0].text or ""
    assert [len(line) for line in text.split("\n")] == [len(failure), 4]
    for shown in (case.get("name") or "", *text.split("\n")):
        assert shown.isprintable()


def test_junit_hides_secrets_and_shows_where_characters_were_replaced(specs: Callable[..., Path]) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=ONE_TEST.replace("routes: [soc]", "matches: [fraud.severe]"))
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    (folder / "a.json").write_text(json.dumps(finding(region=f"\n{secret}\x1b[2J")))
    (case,) = ET.fromstring(junit(run_tests(program_of(folder), folder)))
    assert (case[0].text or "").endswith(f"the finding is from \ufffd{MASK * 40}\ufffd[2J")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".", "specs is a folder; name a file in it"),
        ("-", "there is no file specs/-"),
        ("~/x", "there is no file specs/~/x"),
        ("team.yaml", "specs/team.yaml: not JSON: expected ident at line 1 column 2"),
        ("package.json", "specs/package.json:1: not a finding, and none in it"),
        ("circle.json", "specs/circle.json cannot be a file: "),
        ("x" * 300, "cannot be a file: File name too long"),
        ("pipe", "there is no file specs/pipe"),
    ],
)
def test_a_test_of_what_is_no_file_of_findings_fails(
    path: str, reason: str, specs: Callable[..., Path], tmp_path: Path
) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=f"{TEAM}tests: [{{finding: {path}, suppressed: true}}]\n")
    (folder / "circle.json").symlink_to("circle.json")
    (folder / "package.json").write_text('{"name": "x", "type": "module"}')
    os.mkfifo(folder / "pipe")
    (result,) = run_tests(program_of(folder), folder)
    assert reason in result.failures[0].replace(f"{tmp_path}/", "")


def test_a_file_named_like_standard_input_is_a_file(
    specs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=TEAM + "tests: [{finding: '-', routes: [soc]}]\n")
    (folder / "-").write_text(json.dumps(finding()))
    monkeypatch.chdir(folder)
    (result,) = run_tests(program_of(Path()), Path())
    assert result.failures == ()


PROTECTED = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [ap-east-2, us-east-1]
protections: {ai: true, s3: true, where_missing: skip}
"""
OVERRIDING = """\
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: prod@example.com, protections: {s3: false}}
  - {name: dev, id: "012345678901", email: dev@example.com, protections: {rds: true}}
filters: [{name: all, where: {severity: {at_least: low}}}]
"""
LOGIN = "CredentialAccess:RDS/TorIPCaller.SuccessfulLogin"


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({}, "Exfiltration:S3/MaliciousIPCaller needs protections.s3, which is off for account 123456789012"),
        ({"accountId": "012345678901"}, None),
        ({"accountId": 1}, None),
        ({"type": LOGIN}, f"{LOGIN} needs protections.rds, which is off"),
        ({"type": LOGIN, "accountId": "012345678901"}, None),
        ({"type": "Policy:S3/BucketPublicAccessGranted"}, None),
        ({"type": "Something:New/Type"}, None),
        (
            {"type": LOGIN, "region": "ap-east-2"},
            f"{LOGIN} needs protections.rds, which is not available in ap-east-2",
        ),
        (
            {"type": "DefenseEvasion:EC2/UnusualDoTActivity", "region": "ap-northeast-2"},
            "DefenseEvasion:EC2/UnusualDoTActivity does not exist in ap-northeast-2",
        ),
        ({"type": "Impact:IAMUser/CostHarvesting", "region": ["x"]}, None),
    ],
)
def test_a_finding_that_needs_a_protection_that_is_off_cannot_occur(
    changes: dict[str, Any], obstacle: str | None, specs: Callable[..., Path]
) -> None:
    judge = Judge(program_of(specs(PROTECTED, team=OVERRIDING)))
    item = Item(Place("x"), finding(**changes))
    obstacles = [line.text for line in lines_of(item, judge) if line.label == "not created"]
    assert (obstacles, data(item, judge)["not_created"]) == ([obstacle] if obstacle else [], obstacle)


def test_a_policy_may_have_switched_on_any_protection(specs: Callable[..., Path]) -> None:
    policy = PROTECTED.replace("{ai: true, s3: true, where_missing: skip}", "{managed_by: organization-policy}")
    team = OVERRIDING.replace(", protections: {s3: false}", "").replace(", protections: {rds: true}", "")
    assert Judge(program_of(specs(policy, team=team))).obstacle(finding(type=LOGIN)) is None


@pytest.mark.parametrize(
    ("protections", "expected", "failures", "notes"),
    [
        ("{}", "suppressed: false", 0, 1),
        ("{}", "occurs: true", 1, 0),
        ("{}", "occurs: false", 0, 0),
        ("{s3: true}", "suppressed: false", 0, 0),
        ("{s3: true}", "occurs: true", 0, 0),
        ("{s3: true}", "occurs: false", 1, 0),
    ],
)
def test_a_test_notes_what_cannot_occur_and_fails_only_if_it_says_so(
    protections: str, expected: str, failures: int, notes: int, specs: Callable[..., Path]
) -> None:
    organization = ORGANIZATION_OF_TESTS.replace("{s3: true}", protections)
    folder = specs(organization, team=f"{TEAM}tests: [{{finding: a.json, {expected}}}]\n")
    (folder / "a.json").write_text(json.dumps(finding()))
    (result,) = run_tests(program_of(folder), folder)
    assert (len(result.failures), len(result.notes)) == (failures, notes)
    (case,) = ET.fromstring(junit([result]))
    assert [element.tag for element in case] == ["failure"] * failures + ["system-out"] * notes


def test_a_junit_file_that_cannot_be_written_is_a_usage_error(
    specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=TEAM)
    assert run(["test", "--specs", str(folder), "--junit", "no/such/folder.xml"]) == 2
    assert "watchspec: cannot write no/such/folder.xml" in capsys.readouterr().err


def test_a_test_reads_nothing_outside_the_specs_folder(specs: Callable[..., Path], tmp_path: Path) -> None:
    folder = specs(ORGANIZATION_OF_TESTS, team=TEAM + "tests: [{finding: link.json, suppressed: true}]\n")
    (tmp_path / "outside.json").write_text(json.dumps(finding()))
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    program = program_of(folder)
    (result,) = run_tests(program, folder)
    assert result.failures == ("link.json is outside the specs folder",)


def test_the_example_specs_pass_their_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["test", "--specs", str(EXAMPLE)]) == 0
    assert capsys.readouterr().out.endswith("3 tests, 0 failed\n")


def test_the_sql_counts_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One statement, as it is printed, on DuckDB over an export, prepared as its first lines say."""
    export = tmp_path / "export.jsonl.gz"
    regions, names = ("us-east-1", "eu-west-1"), ("acme-fraud-transactions", "acme-research-web-corpus")
    several = [
        finding(type=kind, region=region, severity=severity, resource={"s3BucketDetails": [{"name": name}]})
        for kind in (*KINDS, "PenTest:S3/KaliLinux")
        for region in regions
        for severity in (2, 8.5)
        for name in names
    ]
    lab = [event({**one, "accountId": "345678901234"}) for one in several]
    export.write_bytes(
        gzip.compress(lines(*several, *lab, {"type": "bundle"}, {"detail-type": "Health", "detail": {}}))
    )
    assert run(["explain", "--sql", "--specs", str(EXAMPLE)]) == 0
    sql = capsys.readouterr().out
    table = duckdb.connect()
    preparation = sql.partition("-- DuckDB:")[2].partition("-- Athena:")[0].replace("\n-- ", "\n")
    table.execute(preparation.replace("export/**/*.jsonl.gz", str(export)))
    result = table.execute(sql)
    counted = dict(zip([column[0] for column in result.description], result.fetchall()[0], strict=True))
    assert run(["explain", str(export), "--count", "--format", "json", "--specs", str(EXAMPLE)]) == 1
    replayed = json.loads(capsys.readouterr().out)
    counts = {f"{row['kind']} {row['name']}": row["findings"] for row in replayed["watchers"]}
    assert {name: number for name, number in counted.items() if number} == {"findings": 64, "unread": 2, **counts}


def test_a_finding_cannot_write_escape_codes(explained: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = explained(finding(type="Exfiltration:S3/M\x1b[2J\n", accountId="\x1b[31m"))
    assert "\x1b" not in out
    assert out.startswith("export.jsonl:1: Exfiltration:S3/M [2J , severity 8 (high), account  [31m")


def test_a_folder_says_how_many_files_are_not_read(
    specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export"
    (export / "day").mkdir(parents=True)
    for name in ("a.jsonl", "README.md", "day/firehose", "day/.DS_Store", "day/b.parquet"):
        (export / name).write_bytes(lines(finding()))
    assert run(["explain", str(export), "--specs", str(specs(ORGANIZATION_OF_TESTS, team=TEAM))]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 findings: ")
    assert err.startswith(f"{export}: 3 files not read; what is read: *.json, ")
