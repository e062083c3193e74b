"""Routes: what lets rules deliver, and what their targets receive."""

import json
import re
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from moto.events.models import EventPattern

from compiler.catalog import quotas
from compiler.catalog.regions import REGIONS
from compiler.catalog.scan_results import STATUSES
from compiler.meaning.evaluation import predicate
from compiler.meaning.messages import PARTS, SUMMARY, Known, fault, has_parts, transformer
from compiler.model.criteria import Criterion
from compiler.model.program import Program
from compiler.model.resources.events import EventRule, LogResourcePolicy
from compiler.model.resources.policies import ServiceRole
from compiler.model.routes import Route, Service, Target
from compiler.plan import names
from compiler.plan.route_access import access_resources, log_policy_problems
from compiler.plan.severity_levels import by_level
from compiler.terraform.policy import policy_document
from tests.conftest import ORGANIZATION, ROOT, TESTS, compile_folder, program_of
from tests.samples import finding

LOG_GROUP = "arn:aws:logs:{region}:999988887777:log-group:"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("specs")
    (folder / "organization.yaml").write_text(ORGANIZATION)
    return program_of(folder)


log_groups = st.lists(st.text("abc._/#-", min_size=1, max_size=200), min_size=1, max_size=45)


@given(names=log_groups)
def test_a_log_policy_that_is_too_long_is_a_problem(names: list[str], empty: Program) -> None:
    """And one with room to spare is none: the estimate is at most a quarter above the text that AWS gets."""
    organization = empty.organization
    targets = (Target(Service.LOGS, f"{LOG_GROUP}{name}") for name in names)
    routes = [Route(str(number), (target,)) for number, target in enumerate(targets)]
    (policy,) = access_resources(routes, organization, "999988887777", "ap-southeast-1")
    assert isinstance(policy.body, LogResourcePolicy)
    length = len(policy_document(policy.body.statements))
    is_problem = bool([*log_policy_problems(routes, organization, "ap-southeast-1")])
    assert is_problem or length <= quotas.LOG_POLICY_LENGTH
    assert not is_problem or length > 0.75 * quotas.LOG_POLICY_LENGTH


def test_a_rule_sends_the_chosen_scan_results_of_its_bucket() -> None:
    """From the account and Region of the bucket; held against somebody else's matcher."""
    folder = TESTS / "golden" / "scan-results" / "specs"
    places = {(stack.provider.account_id, stack.provider.region): stack for stack in compile_folder(folder).stacks}
    for results in program_of(folder).scan_results:
        rule = places[results.account_id, results.region].at(names.scan_rule(results.bucket))
        assert rule
        assert isinstance(rule.body, EventRule)
        pattern = EventPattern.load(rule.body.pattern)
        for bucket, status in product(("acme-other", results.bucket), STATUSES):
            is_sent = bucket == results.bucket and status.upper() in results.statuses
            assert pattern.matches_event(scan_result(bucket, status.upper())) is is_sent


def scan_result(bucket: str, status: str) -> dict[str, Any]:
    """The event of the user guide, monitor-with-eventbridge-s3-malware-protection, without what no rule reads."""
    return {
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        "source": "aws.guardduty",
        "account": "123456789012",
        "region": "us-east-1",
        "detail": {
            "resourceType": "S3_OBJECT",
            "s3ObjectDetails": {"bucketName": bucket, "objectKey": "x", "s3Throttled": False},
            "scanResultDetails": {"scanResultStatus": status, "threats": None},
        },
    }


def test_only_our_own_rules_can_use_the_role_of_a_route() -> None:
    """Each rule of the stack meets the condition on ``aws:SourceArn``, whose ``*`` is any text."""
    for stack in compile_folder(TESTS / "golden" / "routes" / "specs").stacks:
        arn = f"arn:aws:events:{stack.provider.region}:{stack.provider.account_id}:rule/"
        for role in stack.of(ServiceRole):
            account, rules = role.body.conditions
            assert account == ("StringEquals", "aws:SourceAccount", stack.provider.account_id)
            assert rules == ("ArnLike", "aws:SourceArn", f"{arn}guardduty-*")
        assert all(rule.body.name.startswith("guardduty-") for rule in stack.of(EventRule))


bounds = st.none() | st.integers(1, 10)
whole = st.lists(st.integers(1, 10).map(str), max_size=3, unique=True).map(tuple)
severities = st.builds(
    Criterion,
    field=st.just("severity"),
    equals=whole,
    not_equals=whole,
    greater_than=bounds,
    greater_than_or_equal=bounds,
    less_than=bounds,
    less_than_or_equal=bounds,
)


@given(criterion=severities, tenths=st.integers(10, 100))
def test_a_finding_is_sent_once_by_the_rule_of_its_level(criterion: Criterion, tenths: int) -> None:
    sample = finding(severity=tenths / 10)
    levels = [level for level, criteria in by_level((criterion,)) if predicate(criteria)(sample)]
    expected = ["low", "medium", "high", "critical"][sum(tenths >= 10 * start for start in (4, 7, 9))]
    assert levels == ([expected] if predicate((criterion,))(sample) else [])


KNOWN = Known("High", "prod", "fraud.transactions", "soc", "eu-west-1", "aws")
VARIABLE = re.compile("<([A-Za-z0-9._-]+)>")


def sent(text: str, event: dict[str, Any], known: Known = KNOWN) -> list[str]:
    """The lines that a topic gets, by the rules of the user guide: what is not in the event leaves nothing."""
    made = transformer(text, known)
    values = {name: str(at(path, event)) for name, path in made.paths.items()}
    assert set(VARIABLE.findall(made.template)) == set(made.paths)
    lines = made.template.split("\n")
    return [VARIABLE.sub(lambda variable: values[variable[1]], json.loads(line)) for line in lines]


def at(path: str, event: Any) -> Any:
    for step in re.findall(r"[A-Za-z0-9]+", path.removeprefix("$.")):
        value = event[int(step)] if step.isdigit() else event.get(step)
        if value is None:
            return ""
        event = value
    return event


def test_the_summary_tells_what_happened() -> None:
    event = {"detail": finding(title="Objects were read from an unusual address.", severity=8)}
    assert sent(SUMMARY, event) == [
        "High (8): Objects were read from an unusual address.",
        "Type: Exfiltration:S3/MaliciousIPCaller",
        "Account: prod (123456789012), us-east-1",
        "Resource: S3Bucket acme-fraud-transactions     svc-fraud-train",
        "Count: 1, last seen 2026-11-02T09:33:19.224Z",
        "https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3D3941673a00000000000000000000abcd",
        "Routed by fraud.transactions in watchspec",
    ]


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_console(region: str) -> None:
    assert sent("{link}", {"detail": {}}, replace(KNOWN, region=region, partition=REGIONS[region]))


def test_the_guide_lists_every_part() -> None:
    guide = (ROOT / "docs" / "messages.md").read_text("utf-8")
    assert {part for part in PARTS if f"| `{{{part}}}`" in guide or f", `{{{part}}}`" in guide} == set(PARTS)


pieces = st.sampled_from([f"{{{part}}}" for part in PARTS]) | st.text('a"\\\t\n$%é:#', max_size=6)


@given(text=st.lists(pieces, max_size=12).map("".join))
def test_any_text_of_a_message_arrives_as_it_is(text: str) -> None:
    """Each line is a text in JSON whatever is in it, so that EventBridge accepts the template."""
    assume(has_parts(text) and fault(text) is None)
    alone = {part: sent(f"{{{part}}}", {"detail": {}})[0] for part in PARTS}
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    assert sent(text, {"detail": {}}) == [re.sub(r"\{(\w+)\}", lambda part: alone[part[1]], line) for line in lines]
