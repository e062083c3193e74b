"""``explain`` says which declared assets a finding is about, how far it names them, and why nothing matches it."""

from pathlib import Path
from typing import Any

import pytest

from compiler.findings.verdict import Judge
from tests.conftest import program_of
from tests.samples import finding

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [eu-west-1, us-east-1]
protections: {ai: true, s3: true}
routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
"""
TEAM = """\
team: ml
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
access_keys: [{name: loader, user: svc-load, account: prod}]
datasets: [{name: corpus, bucket: acme-corpus, account: prod, region: us-east-1, watch: [exfiltration]}]
identities:
  - {name: app, role: app, account: prod, route: soc}
  - {name: batch, role: batch, account: prod}
models:
  - {name: chat, bedrock: amazon.nova, account: prod, region: us-east-1, callers: [app], route: soc}
  - name: guarded
    bedrock: amazon.lite
    account: prod
    region: us-east-1
    guardrail: arn:aws:bedrock:us-east-1:123456789012:guardrail/abc
    route: soc
  - {name: draft, bedrock: amazon.titan, account: prod, region: us-east-1}
services: [{name: vision, service: rekognition, account: prod}]
workloads:
  - {name: tuning, sagemaker: nightly, account: prod, region: us-east-1}
"""
ABOUT_CHAT = "ml.chat, model on Bedrock (routed: filters cannot name it)"
ABOUT_DRAFT = "ml.draft, model on Bedrock (account: findings do not name it)"
ACCOUNT_OF_CHAT = "ml.chat, model on Bedrock (account: findings do not name it)"
ABOUT_GUARDED = "ml.guarded, model on Bedrock (routed: filters cannot name it)"
ACCOUNT_OF_GUARDED = "ml.guarded, model on Bedrock (account: findings do not name it)"
GUARDRAIL = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc"
INJECTION = "Impact:IAMUser/PromptInjection.Direct"
INVOCATION = "Impact:IAMUser/AnomalousModelInvocation"


def bucket(name: str) -> dict[str, Any]:
    return {"s3BucketDetails": [{"name": name}]}


def caller(name: str) -> dict[str, Any]:
    return {"accessKeyDetails": {"userName": name}}


def injection(*guardrails: str) -> dict[str, Any]:
    return {"bedrockGuardrailDetails": {"guardrails": [{"arn": arn} for arn in guardrails]}}


def invocation(model: str, by: str) -> dict[str, Any]:
    return {"modelDetails": [{"modelId": model}], **caller(by)}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    folder: Path = tmp_path_factory.mktemp("specs")
    (folder / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    (folder / "ml.yaml").write_text(TEAM, "utf-8")
    return Judge(program_of(folder))


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"resource": bucket("acme-other")}, []),
        ({"resource": bucket("acme-corpus"), "region": "eu-west-1"}, []),
        ({"resource": bucket("acme-corpus"), "accountId": "210987654321"}, []),
        (
            {"resource": bucket("acme-corpus"), "type": "Exfiltration:S3/MaliciousIPCaller"},
            ["ml.corpus, bucket (named)"],
        ),
        (
            {"resource": bucket("acme-corpus"), "type": "Impact:S3/MaliciousIPCaller"},
            ["ml.corpus, bucket (named), not matched: its watch leaves this type out"],
        ),
        (
            {
                "resource": {"accessKeyDetails": {"userName": "svc-load"}},
                "type": "Persistence:IAMUser/AnomalousBehavior",
            },
            ["ml.loader, user (named)"],
        ),
        ({"resource": invocation("amazon.nova", "intruder"), "type": INVOCATION}, [ABOUT_CHAT]),
        ({"resource": invocation("amazon.nova", "app"), "type": INVOCATION}, ["ml.app, role (named)", ABOUT_CHAT]),
        ({"resource": invocation("amazon.other", "intruder"), "type": INVOCATION}, []),
        ({"resource": injection(), "type": INJECTION}, [ACCOUNT_OF_CHAT, ABOUT_DRAFT, ACCOUNT_OF_GUARDED]),
        ({"resource": injection(GUARDRAIL), "type": INJECTION}, [ABOUT_GUARDED, ACCOUNT_OF_CHAT, ABOUT_DRAFT]),
        ({"resource": injection(f"{GUARDRAIL}9"), "type": INJECTION}, [ACCOUNT_OF_CHAT, ABOUT_DRAFT]),
    ],
)
def test_a_finding_is_about_the_assets_that_it_names_or_whose_account_it_has(
    changes: dict[str, Any], about: list[str], judge: Judge
) -> None:
    sample = {"accountId": "123456789012", "region": "us-east-1", **changes}
    assert [each.text for each in judge.about(finding(**sample))] == about


def test_what_only_a_route_can_name_is_not_matched_without_one(judge: Judge) -> None:
    actor = {"actors": [{"id": "1", "user": {"name": "batch", "type": "Role"}}]}
    sample = {"accountId": "123456789012", "service": {"detection": {"sequence": actor}}}
    (about,) = judge.about(finding(**sample, type="AttackSequence:IAM/CompromisedCredentials"))
    assert about.text == "ml.batch, role (routed: filters cannot name it), not matched: it has no route"
