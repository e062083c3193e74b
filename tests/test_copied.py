"""What people copy from AWS, or write in another way: the help has what they meant."""

from collections.abc import Mapping
from typing import Any

import pytest

from compiler.catalog.copied import FORMS, meant
from compiler.language.base.shape import check
from compiler.language.organization.document import OrganizationSpec
from compiler.language.team.suppressions import SuppressionSpec
from compiler.language.team.workloads import WorkloadSpec

IN_IAM, IN_STS = "arn:aws:iam::111122223333", "arn:aws-us-gov:sts::111122223333"
COPIED = [
    ("account id", "1111-2222-3333", "111122223333"),
    ("account id", "1111 2222 3333", "111122223333"),
    ("account id", f"{IN_IAM}:root", "111122223333"),
    ("AgentCore resource", "arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/agent-x1/runtime-endpoint", "agent-x1"),  # noqa: E501
    ("bucket", "arn:aws:s3:::acme/raw/*", "acme"),
    ("bucket", "https://s3.eu-west-1.amazonaws.com/acme/raw", "acme"),
    ("bucket", "https://acme.s3.cn-north-1.amazonaws.com.cn/raw?x#y", "acme"),
    ("bucket ARN", "s3://acme/prefix/", "arn:aws:s3:::acme/prefix"),
    ("database cluster", "kb.cluster-abc.us-east-1.rds.amazonaws.com:5432", "kb"),
    ("database cluster", "arn:aws:rds:us-east-1:111122223333:cluster:kb", "kb"),
    ("database instance", "kb.abc.us-east-1.rds.amazonaws.com", "kb"),
    ("DynamoDB table", "arn:aws:dynamodb:us-east-1:111122223333:table/facts/index/by-day", "facts"),
    ("ECS cluster", "arn:aws:ecs:us-east-1:111122223333:cluster/gpu", "gpu"),
    ("ECS family", "arn:aws:ecs:us-east-1:111122223333:task-definition/reranker:7", "reranker"),
    ("ECS family", "reranker:7", "reranker"),
    ("ECS service", "arn:aws:ecs:us-east-1:111122223333:service/gpu/reranker", "reranker"),
    ("EKS cluster", "arn:aws:eks:us-east-1:111122223333:cluster/serve", "serve"),
    ("events ARN", "default", "arn:aws:events:{region}:ACCOUNT:event-bus/default"),
    ("firehose ARN", "findings", "arn:aws:firehose:{region}:ACCOUNT:deliverystream/findings"),
    ("function", "arn:aws:lambda:us-east-1:111122223333:function:tools:live", "tools"),
    ("function", "tools:live", "tools"),
    ("guardrail ARN", "abc123", "arn:aws:bedrock:REGION:ACCOUNT:guardrail/abc123"),
    ("GuardDuty filter", f"arn:aws:guardduty:eu-west-1:111122223333:detector/{'a' * 32}/filter/High", "High"),
    ("GuardDuty id", f"arn:aws:guardduty:eu-west-1:111122223333:detector/{'a' * 32}", "a" * 32),
    ("GuardDuty id", f"arn:aws:guardduty:eu-west-1:111122223333:detector/{'a' * 32}/ipset/{'b' * 32}", "b" * 32),
    ("IAM role", f"{IN_IAM}:role/service-role/trainer", "trainer"),
    ("IAM role", f"{IN_STS}:assumed-role/trainer/i-0abcdef1", "trainer"),
    ("IAM role", "/ops/trainer", "trainer"),
    ("IAM role ARN", f"{IN_STS}:assumed-role/trainer/me", "arn:aws-us-gov:iam::111122223333:role/trainer"),
    ("IAM role ARN", "ops/trainer", "arn:aws:iam::ACCOUNT:role/ops/trainer"),
    ("IAM user", f"{IN_IAM}:user/ops/alice", "alice"),
    ("kinesis ARN", "findings", "arn:aws:kinesis:{region}:ACCOUNT:stream/findings"),
    ("KMS key ARN", "1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:REGION:ACCOUNT:key/1234abcd-12ab-34cd-56ef-1234567890ab"),  # noqa: E501
    ("lambda ARN", "triage", "arn:aws:lambda:{region}:ACCOUNT:function:triage"),
    ("list file", "arn:aws:s3:::acme-lists/feed.txt", "s3://acme-lists/feed.txt"),
    ("logs ARN", "arn:aws:logs:us-east-1:111122223333:log-group:/x:*", "arn:aws:logs:us-east-1:111122223333:log-group:/x"),  # noqa: E501
    ("logs ARN", "/x", "arn:aws:logs:{region}:ACCOUNT:log-group:/x"),
    ("OpenSearch domain", "https://vpc-kb-index-abcdefghijklmnopqrstuvwxyz.us-east-1.es.amazonaws.com/", "kb-index"),
    ("OpenSearch domain", "arn:aws:es:us-east-1:111122223333:domain/kb", "kb"),
    ("plan id", "arn:aws:guardduty:us-east-1:111122223333:malware-protection-plan/abc123", "abc123"),
    ("backup vault", "arn:aws:backup:us-east-1:111122223333:backup-vault:ml-vault", "ml-vault"),
    ("Bedrock agent", "arn:aws:bedrock:us-east-1:111122223333:agent/AGENT12345", "AGENT12345"),
    ("Bedrock agent", "arn:aws:bedrock:us-east-1:111122223333:agent-alias/AGENT12345/ALIAS1", "AGENT12345"),
    ("knowledge base", "arn:aws:bedrock:us-east-1:111122223333:knowledge-base/KB12345678", "KB12345678"),
    ("OpenSearch collection", "arn:aws:aoss:us-east-1:111122223333:collection/07tjusf2h91", "07tjusf2h91"),
    ("secret", "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/key-AbCdEf", "prod/key"),
    ("S3 vector bucket", "arn:aws:s3vectors:us-east-1:111122223333:bucket/kb/index/docs", "kb"),
    ("SageMaker endpoint", "arn:aws:sagemaker:us-east-1:111122223333:endpoint/scorer", "scorer"),
    ("SageMaker resource", "arn:aws:sagemaker:us-east-1:111122223333:training-job/nightly", "nightly"),
    ("service account", "system:serviceaccount:vllm:server", "server"),
    ("sns ARN", "soc", "arn:aws:sns:{region}:ACCOUNT:soc"),
    ("sqs ARN", "https://sqs.us-east-1.amazonaws.com/111122223333/soc", "arn:aws:sqs:us-east-1:111122223333:soc"),
    ("states ARN", "triage", "arn:aws:states:{region}:ACCOUNT:stateMachine:triage"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "expected"), COPIED)
def test_what_was_copied_is_brought_into_the_form_that_a_spec_wants(form: str, text: str, expected: str) -> None:
    assert meant(form, text) == expected
    assert meant(form, f" {text}\n") == expected


def test_every_form_has_a_row() -> None:
    assert {form for form, _, _ in COPIED} == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["", "arn:aws:", "\N{SNOWMAN}", "a b"])
def test_anything_else_is_left_alone(form: str, text: str) -> None:
    assert meant(form, text) in (None, text, text.rpartition("/")[2])


def help_of(model: Any, data: Mapping[str, Any]) -> list[str | None]:
    return [problem.help for problem in check(model, data)[1]]


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("31.12.2026", "write 2026-12-31"),
        ("1.2.2026", "write 2026-02-01"),
        ("2026/12/31", "write 2026-12-31"),
        ("20261231", "write 2026-12-31"),
        ("2026-12-31T23:59:59Z", "write 2026-12-31"),
        ("12/31/2026", "write 2026-12-31"),
        ("31/12/2026", "write 2026-12-31"),
        ("11/12/2026", "write a date such as 2027-01-31"),  # whose month?
        ("31.11.2026", "write a date such as 2027-01-31"),
        ("never", "write a date such as 2027-01-31"),
    ],
)
def test_a_date_in_another_notation_is_understood_where_it_leaves_no_doubt(written: str, help_: str) -> None:
    entry = {"name": "x", "reason": "r", "expires": written, "where": {"severity": {"equals": ["low"]}}}
    assert help_of(SuppressionSpec, entry) == [help_]


WORKLOAD = {"name": "vllm", "account": "serve", "region": "us-east-1"}
CLUSTER = "arn:aws:eks:us-east-1:111122223333:cluster/serve"


@pytest.mark.parametrize(
    ("keys", "help_"),
    [
        ({"eks": "serve"}, "write {cluster: serve}"),
        ({"eks": CLUSTER}, "write {cluster: serve}"),
        ({"ec2": "i-0abcdef1234567890"}, "write {tags: …}"),
        ({"ec2": {"tags": ["team=vision"]}}, "write {team: vision}"),
        ({"ec2": {"tags": "vision"}}, "write {KEY: VALUE}"),
        ({"eks": {"cluster": "serve"}, "namespace": "vllm"}, "namespace is a key of eks: write it there"),
        ({"eks": {"cluster": "serve", "identity": "pod"}}, "identity is a key beside eks: move it out"),
        ({"eks": {"cluster": "serve"}, "colour": "red"}, "`watchspec reference` lists the keys"),
    ],
)
def test_a_key_or_a_value_in_the_wrong_place_is_moved(keys: Mapping[str, Any], help_: str) -> None:
    assert help_ in help_of(WorkloadSpec, {**WORKLOAD, **keys})


def test_an_arn_instead_of_a_route_becomes_its_target() -> None:
    arn = "arn:aws:sqs:us-east-1:999988887777:soc"
    assert f'write {{sqs_queue_arn: "{arn}"}}' in help_of(OrganizationSpec, {"routes": {"soc": arn}})
