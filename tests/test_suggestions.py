"""``explain --suggest``: the entry compiles, matches the finding, and nothing that differs in the deciding field."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.catalog.assets import ASSET_KINDS
from compiler.commands import run
from compiler.commands.suggest import MOST
from compiler.diagnostics import SpecError
from compiler.findings.suggest import suggestions
from compiler.findings.suggestion import NoSuggestion, Suggestion
from compiler.findings.verdict import Judge
from compiler.model.program import Program
from tests.asset_entries import ENTRIES, team_of
from tests.asset_entries import ORGANIZATION as ENTRY_ORGANIZATION
from tests.asset_entries import TEAM as ENTRY_TEAM
from tests.asset_findings import asset_of, built, places_of, shapes_of_the_api, types_of, values_of
from tests.conftest import program_of
from tests.samples import lines

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: invitation}
regions: [us-east-1]
protections: {s3: true, eks_audit: true, rds: true, lambda: true}
rules: {suppressions: {max_severity: medium, require: [ticket]}}
"""
TEAM = """\
team: fraud
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
datasets: [{name: declared, bucket: declared, account: prod, region: us-east-1, watch: [impact]}]
"""
REMOTE = {"remoteIpDetails": {"ipAddressV4": "198.51.100.7"}}
API, DNS, CONNECTION = ({"service": {"action": action}} for action in (
    {"actionType": "AWS_API_CALL", "awsApiCallAction": {"api": "ListObjects"}},
    {"actionType": "DNS_REQUEST", "dnsRequestAction": {"domain": "pool.example.com"}},
    {"actionType": "NETWORK_CONNECTION", "networkConnectionAction": REMOTE},
))  # fmt: skip
TEMPORARY, LASTING = "ASIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"


def user(name: str | None, kind: str = "IAMUser", key: str = TEMPORARY) -> dict[str, Any]:
    return {"accessKeyDetails": {"userName": name, "userType": kind, "accessKeyId": key}}


def bucket(name: str) -> dict[str, Any]:
    return {"s3BucketDetails": [{"name": name, "tags": []}]}


INSTANCE = {"instanceId": "i-0abcdef1", "tags": [{"key": "Name", "value": "bastion"}]}
S3, IAM = "Discovery:S3/MaliciousIPCaller", "Discovery:IAMUser/AnomalousBehavior"
EC2, LAMBDA, COIN = "Recon:EC2/Portscan", "Backdoor:Lambda/C&CActivity.B", "CryptoCurrency:EC2/BitcoinTool.B!DNS"
# A finding's type, resource and details, the section of the suggestion, and the end of its deciding field.
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    (S3, {**bucket("new"), **user("bob")}, API, "datasets", "s3BucketDetails.name"),
    (S3, bucket("declared"), API, "filters", "awsApiCallAction.api"),
    (S3, bucket("declared"), {}, "filters", "s3BucketDetails.name"),
    (IAM, user("bob"), API, "identities", "accessKeyDetails.userName"),
    (IAM, user(None, key=LASTING), API, "identities", "accessKeyDetails.accessKeyId"),
    (IAM, user("deployer", "Role"), API, "identities", "accessKeyDetails.userName"),
    (IAM, user("root", "Root"), API, "filters", "awsApiCallAction.api"),
    (COIN, {"instanceDetails": INSTANCE}, DNS, "workloads", "instanceDetails.tags.value"),
    (EC2, {"instanceDetails": INSTANCE}, {}, "workloads", "instanceDetails.tags.value"),
    (EC2, {"instanceDetails": {"instanceId": "i-0abcdef1"}}, {}, "filters", "instanceDetails.instanceId"),
    (LAMBDA, {"lambdaDetails": {"functionName": "f"}}, CONNECTION, "workloads", "lambdaDetails.functionName"),
]


def sample(kind: str, resource: dict[str, Any], details: dict[str, Any], **more: Any) -> dict[str, Any]:
    finding = {"type": kind, "accountId": "123456789012", "region": "us-east-1", "severity": 5, "id": "46ba0d8c5f3e"}
    return {**finding, "updatedAt": "2026-11-26T14:00:00Z", "resource": resource, **details, **more}


def with_other(finding: dict[str, Any], field: str) -> dict[str, Any]:
    """The finding with another text in the field."""
    changed: Any = deepcopy(finding)
    *parents, last = field.split(".")
    below = changed
    for parent in parents:
        below = below[parent][0] if isinstance(below[parent], list) else below[parent]
    below[last] = f"{below[last]}x"
    return dict(changed)


@pytest.fixture
def folder(specs: Callable[..., Path]) -> Path:
    return specs(ORGANIZATION, team=TEAM)


Suggest = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def suggested(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Suggest:
    def suggest(*findings: Any, kind: str = "filter") -> tuple[int, list[dict[str, Any]], str]:
        (tmp_path / "x.jsonl").write_bytes(lines(*findings))
        code = run(
            ["explain", str(tmp_path / "x.jsonl"), "--suggest", kind, "--format", "json", "--specs", str(folder)]
        )
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err.replace(f"{tmp_path}/", "")

    return suggest


def appended(folder: Path, text: str) -> Judge:
    path = folder / "suggested.yaml"
    path.write_text(f"team: fraud\n{text}")
    try:
        return Judge(program_of(folder))
    finally:
        path.unlink()


@pytest.mark.parametrize(("kind", "resource", "details", "section", "deciding"), CASES)
def test_a_suggested_filter_matches_its_finding_and_none_that_differs(
    kind: str, resource: dict[str, Any], details: dict[str, Any], section: str, deciding: str,
    suggested: Suggest, folder: Path,
) -> None:  # fmt: skip
    finding = sample(kind, resource, details)
    code, (answer,), err = suggested(finding)
    assert (code, err, answer["section"]) == (0, "", section)
    assert answer["deciding_field"].endswith(deciding)
    other = with_other(finding, answer["deciding_field"])
    judge = appended(folder, answer["yaml"])
    matches = judge.matches(f"fraud.{answer['name']}")
    assert (matches(finding), matches(other)) == (True, False)
    assert TEMPORARY not in answer["yaml"]
    assert "46ba0d8c5f3e" not in answer["yaml"]


@pytest.mark.parametrize(("kind", "resource", "details"), [case[:3] for case in CASES])
def test_a_suggested_suppression_compiles_once_somebody_answers_for_it(
    kind: str, resource: dict[str, Any], details: dict[str, Any], suggested: Suggest, folder: Path
) -> None:
    finding = sample(kind, resource, details)
    code, (answer,), err = suggested(finding, kind="suppression")
    assert (code, err, answer["fill_in"]) == (0, "", ["reason", "expires", "ticket", "approved_by"])
    with pytest.raises(SpecError):
        appended(folder, answer["yaml"])
    entry = yaml.safe_load(answer["yaml"])["suppressions"][0]
    filled = {**entry, "reason": "Ours", "expires": "2030-01-01", "ticket": "SEC-1", "approved_by": "x"}
    matches = appended(folder, yaml.safe_dump({"suppressions": [filled]})).matches(f"fraud.{answer['name']}")
    assert matches(finding)
    assert not matches(with_other(finding, answer["deciding_field"]))
    assert not matches({**finding, "severity": 8})
    assert not matches({**finding, "accountId": "999988887777"})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"accountId": "111122223333"}, "its account 111122223333 is no account of these specs"),
        ({"accountId": "999988887777"}, "its account 999988887777 is the administrator account"),
        ({"severity": 8}, "its severity is high, and rules.suppressions.max_severity is medium"),
        ({"resource": {}, "service": {}}, "it has no resource and no detail that a filter could tell it by"),
        ({"region": "eu-west-1"}, "the organization has no detector in eu-west-1"),
        ({"type": "Recon:EC2/Something"}, "what would match it does not compile: "),
    ],
)
def test_there_may_be_nothing_to_suggest(changes: dict[str, Any], reason: str, suggested: Suggest) -> None:
    finding = {**sample(EC2, {"instanceDetails": INSTANCE}, {}), **changes}
    code, answers, err = suggested(finding, kind="suppression")
    assert (code, answers) == (1, [])
    assert err.startswith(f"x.jsonl:1: no suggestion: {reason}")


def test_what_else_a_suggestion_matches_is_said_and_what_is_watched_needs_none(
    suggested: Suggest, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = sample("Recon:EC2/Portscan", {"instanceDetails": INSTANCE}, {})
    watched = sample("Impact:S3/AnomalousBehavior.Delete", bucket("declared"), {})
    code, answers, err = suggested(finding, {**finding, "id": "2"}, watched)
    assert [len(answer["also_matches"]) for answer in answers] == [1, 1]
    assert (code, err) == (1, "x.jsonl:3: no suggestion: fraud.declared matches it already\n")
    run(["explain", str(tmp_path / "x.jsonl"), "--suggest", "--specs", str(folder)])
    printed = capsys.readouterr().out.replace(f"{folder}/", "")
    assert "# for team.yaml\n# would also match 1 of the other findings\nworkloads:\n" in printed


@pytest.mark.parametrize("region", ["us-east-1\nfilters: []", "eu-west-9", "", None, ["us-east-1"]])
def test_a_region_that_does_not_exist_is_never_in_an_entry(region: object, folder: Path) -> None:
    finding = {**sample(S3, bucket("new"), API), "region": region}
    program = program_of(folder)
    found = list(suggestions(finding, Judge(program).directory, "filter", program))
    assert [each.section for each in found] == ["filters"]


def test_a_name_that_is_taken_gets_a_number(suggested: Suggest) -> None:
    _, (answer,), _ = suggested(sample(IAM, user("declared"), API))
    assert (answer["section"], answer["name"]) == ("identities", "declared-2")


def test_users_of_two_accounts_can_have_one_name(specs: Callable[..., Path]) -> None:
    team = TEAM + "access_keys: [{name: bob, user: bob, account: prod}]\n"
    other = "team: b\naccounts: [{name: dev, id: '210987654321', email: b@example.com}]\n"
    program = program_of(specs(ORGANIZATION, team=team, b=other))
    finding = sample(IAM, user("bob"), API)
    for account, section in (("123456789012", "filters"), ("210987654321", "identities")):
        first, *_ = suggestions({**finding, "accountId": account}, Judge(program).directory, "filter", program)
        assert first.section == section


def test_a_suggestion_is_for_single_findings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(folder), "--suggest", "--count", "--specs", str(folder)]) == 2
    assert "--suggest explains findings one by one: it takes no --count" in capsys.readouterr().err


def test_only_so_many_findings_get_suggestions(suggested: Suggest) -> None:
    code, _, err = suggested(*[sample("Recon:EC2/Portscan", {}, {})] * (MOST + 1))
    assert (code, f"up to {MOST} findings" in err) == (2, True)


ODD = ["a: b", "*", "${x}", "yes", "null", "- x", "#", "'", '"', "é", "\n", "AKIA", "x-" * 40, "1e5", "012345678901"]
VALUES = st.text(max_size=30) | st.sampled_from(ODD)


def replaced(data: dict[str, Any], changed: dict[str, str]) -> dict[str, Any]:
    return {key: changed.get(value, value) if isinstance(value, str) else value for key, value in data.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.sampled_from(CASES), VALUES, VALUES, st.sampled_from(["filter", "suppression"]))
def test_whatever_a_finding_has_no_more_than_data_is_suggested(
    folder: Path, case: tuple[Any, ...], first: str, second: str, kind: Any
) -> None:
    """Whoever attacks writes some of its texts."""
    changed = {"ListObjects": first, "bastion": second, "new": first, "bob": second, "i-0abcdef1": second, "f": first}
    finding = sample(*json.loads(json.dumps(case[:3]), object_hook=lambda data: replaced(data, changed)))
    program = program_of(folder)
    try:
        found: list[Suggestion] = list(suggestions(finding, Judge(program).directory, kind, program))
    except NoSuggestion:
        return
    for each in found:
        complete = each.with_blank(*(["ticket"] if each.blank else []))
        try:
            matches = appended(folder, complete.text(is_tried=True)).matches(each.full_name)
        except SpecError:  # such as a bucket of a name that S3 does not have
            continue
        assert matches(finding)
        assert not matches(with_other(finding, each.deciding))


GUARDRAIL_ARN = "arn:aws:bedrock:us-east-1:123456789012:guardrail/g"
USER_TYPES = {"role": "Role", "user": "IAMUser", "key": "IAMUser"}
# API calls of these name the service alone, so that is suggested.
BY_SERVICE = ("sagemaker", "agentcore", "bedrock_agent", "knowledge_base")


def findings_of_each_kind(program: Program) -> Iterator[tuple[str, dict[str, Any]]]:
    """A finding for every place in which an asset of the tests is named, if a filter can match it."""
    shapes = shapes_of_the_api()
    for entry in ENTRIES:
        asset = asset_of(program, entry.name)
        filtered = {name for place in places_of(asset) if place.has_filter for name in types_of(place, asset)}
        for place in places_of(asset):
            values, kind = next(iter(values_of(place, asset))), types_of(place, asset)[0]
            if asset.kind in USER_TYPES:
                values["resource.accessKeyDetails.userType"] = USER_TYPES[asset.kind]
            if values and kind in filtered:
                yield asset.kind, built(shapes, values, type=kind, severity=5, id="1")


@pytest.fixture
def empty(specs: Callable[..., Path]) -> Path:
    return specs(ENTRY_ORGANIZATION, team=team_of(()))


def test_what_is_not_declared_is_suggested_as_what_it_is(
    specs: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of every kind of the table: the entry compiles, matches the finding, and is of the kind."""
    declared = program_of(specs(ENTRY_ORGANIZATION, team=ENTRY_TEAM))
    empty = specs(ENTRY_ORGANIZATION, team=team_of(()))
    kinds, findings = zip(*findings_of_each_kind(declared), strict=True)
    assert {*kinds} == {name for name, kind in ASSET_KINDS.items() if kind.places}
    (tmp_path / "x.jsonl").write_bytes(lines(*findings))
    assert run(["explain", str(tmp_path / "x.jsonl"), "--suggest", "--format", "json", "--specs", str(empty)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for kind, finding, line in zip(kinds, findings, out.splitlines(), strict=True):
        answer = json.loads(line)
        ((section, (entry,)),) = yaml.safe_load(answer["yaml"]).items()
        expected = ASSET_KINDS["service" if kind in BY_SERVICE else kind].key
        assert expected in [f"{section}[].{key}" for key in entry], (kind, answer["yaml"])
        assert answer["fill_in"] in ([], [expected.partition("[].")[2]])
        assert bool(answer["fill_in"]) is (None in entry.values())
        assert finding["type"] in ASSET_KINDS[kind].all_types


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        (
            {
                "resource.eksClusterDetails.name": "serve",
                "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace": "vllm",
                "resource.kubernetesDetails.kubernetesWorkloadDetails.serviceAccountName": "server",
            },
            "name: serve-vllm-server\n    eks: {cluster: serve, namespace: vllm, service_account: server}\n",
        ),
        ({"resource.eksClusterDetails.name": "serve"}, "name: serve\n    eks: {cluster: serve}\n"),
        (
            {
                "resource.ecsClusterDetails.name": "serve",
                "resource.ecsClusterDetails.taskDetails.definitionArn": "arn:aws:ecs:x:1:task-definition/reranker:7",
                "resource.ecsClusterDetails.taskDetails.group": "service:reranker",
            },
            "ecs: {cluster: serve, family: reranker, service: reranker}\n",
        ),
        (
            {"resource.containerDetails.image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:1.4"},
            'image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/vllm:1.4"\n',
        ),
        ({"resource.containerDetails.image": "acme/vllm"}, 'repository: "acme/vllm"\n'),
    ],
)
def test_a_workload_is_suggested_by_all_of_its_names(
    fields: dict[str, str], written: str, empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = built(shapes_of_the_api(), fields, type="Execution:Runtime/NewBinaryExecuted", severity=5, id="1")
    (tmp_path / "x.json").write_text(json.dumps(finding))
    assert run(["explain", str(tmp_path / "x.json"), "--suggest", "--specs", str(empty)]) == 0
    assert written in capsys.readouterr().out


@pytest.mark.parametrize(
    ("finding", "entry"),
    [
        (
            {"type": "Execution:EC2/MaliciousFile!RecoveryPoint", "resource": {"recoveryPointDetails": {}}},
            "backups:\n  - name: vault\n    account: prod\n    region: us-east-1\n    vault:\n",
        ),
        (
            {
                "type": "Impact:IAMUser/PromptInjection.Direct",
                "resource": {"bedrockGuardrailDetails": {"guardrails": [{"arn": GUARDRAIL_ARN}]}},
            },
            f'    region: us-east-1\n    guardrail: "{GUARDRAIL_ARN}"\n    bedrock:\n',
        ),
    ],
)
def test_what_a_finding_does_not_name_is_left_to_people(
    finding: dict[str, Any], entry: str, empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = {"accountId": "123456789012", "region": "us-east-1", "severity": 2, "id": "1", **finding}
    (tmp_path / "x.json").write_text(json.dumps(whole))
    assert run(["explain", str(tmp_path / "x.json"), "--suggest", "--specs", str(empty)]) == 0
    assert entry in capsys.readouterr().out
