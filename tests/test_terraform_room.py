"""Plan -> JSON and back: text stays text, and a loss is noticed."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.model.criteria import Criterion
from compiler.model.resources import RankedFilter
from compiler.terraform import synthesis
from compiler.terraform.block import Unexpected
from compiler.terraform.literals import NotLiteral, literal, text_of
from tests.conftest import TESTS, compile_folder

templates = st.text(alphabet=st.one_of(st.sampled_from('$%{}~"\\\n'), st.characters(exclude_categories=["Cs"])))

values = templates.filter(lambda text: bool(text) and "{TfToken[" not in text)  # what may stand in a spec


@given(templates)
def test_literals_come_back(text: str) -> None:
    assert text_of(literal(text)) == text
    assert not re.search(r"(?<!\$)\$\{|(?<!%)%\{", literal(text))


@pytest.mark.parametrize("expression", ["${a}", "a ${b}", "%{ if a }", "$${a} ${b}", "%%{a}%{b}"])
def test_an_expression_is_no_literal(expression: str) -> None:
    with pytest.raises(NotLiteral):
        text_of(expression)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(values, min_size=1, max_size=8, unique=True))
def test_any_text_passes_through_cdktf(texts: list[str], specs: Callable[..., Path]) -> None:
    """Synthesis compares what it reads back with the plan; here every value is any text at all."""
    planned = compile_folder(specs(team="team: fraud\nfilters: [{name: x, where: {id: {equals: [a]}}}]"))
    (stack,) = planned.stacks
    (ranked,) = stack.of(RankedFilter)
    criteria = (Criterion("id", equals=tuple(texts)),)
    odd = replace(ranked, criteria=criteria, description=texts[0], tags={texts[0]: texts[-1]})
    changed = replace(planned, stacks=(replace(stack, resources=(*stack.resources[:-1], odd)),))
    files = synthesis.synthesize(changed)
    block = json.loads(files[synthesis.stack_path(stack.name)])["resource"]["aws_guardduty_filter"]["fraud__x"]
    assert block["finding_criteria"]["criterion"][0]["equals"] == [literal(text) for text in texts]


def lose(*path: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    change.__name__ = f"without {path[-1]}"
    return change


def put(value: Any, *path: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    change.__name__ = f"{path[-1]} as {value}"
    return change


FILTER = ("resource", "aws_guardduty_filter", "fraud__patterns")
CRITERION = (*FILTER, "finding_criteria", "criterion", 0)


@pytest.mark.parametrize(
    "change",
    [
        lose(*CRITERION, "not_matches"),
        lose(*FILTER[:-1]),
        lose(*FILTER),
        lose(*FILTER, "depends_on"),
        lose(*FILTER, "//", "spec"),
        put("${path.module}", *FILTER, "description"),
        put(99, *FILTER, "rank"),
        put("x", *FILTER, "surprise"),
        put("x", *CRITERION, "surprise"),
        put("DISABLED", "resource", "aws_guardduty_detector", "detector", "enable"),
        lose("resource", "aws_guardduty_member", "account_012345678901", "lifecycle"),
        lose("resource", "aws_guardduty_detector_feature", "s3_data_events"),
        put([{"to": "aws_guardduty_detector.other", "id": "x"}], "import"),
        put("us-west-2", "provider", "aws", 0, "region"),
        lose("terraform", "backend", "local"),
        put("6.25.0", "terraform", "required_providers", "aws", "version"),
        lose("output", "filter_arns"),
        put({}, "data"),
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_loss_is_noticed(change: Callable[[dict[str, Any]], None]) -> None:
    (stack,) = compile_folder(TESTS / "golden" / "filters" / "specs").stacks
    data = json.loads((TESTS / "golden" / "filters" / "stacks" / stack.name / "cdk.tf.json").read_text("utf-8"))
    synthesis.compare(stack, data)
    change(data)
    with pytest.raises((Unexpected, NotLiteral, KeyError, IndexError)):
        synthesis.compare(stack, data)


ACCOUNT = "acme-123456789012-us-east-1"
OPEN_TRUST = '{"Statement": [{"Principal": {"Service": "*"}}]}'
BUCKET = "acme-a-bucket-with-a-name-as-long-as-names-of-buckets-can-be-01"
PLAN = ("resource", "aws_guardduty_malware_protection_plan", f"scan__bucket__{BUCKET}")


@pytest.mark.parametrize(
    "change",
    [
        lose(*PLAN, "depends_on"),
        lose(*PLAN, "protected_resource", 0, "s3_bucket", 0, "object_prefixes"),
        put("x", *PLAN, "protected_resource", 0, "surprise"),
        put("x", *PLAN, "actions", 0, "tagging", 0, "surprise"),
        put("{}", "resource", "aws_iam_role_policy", f"policy__bucket__{BUCKET}", "policy"),
        put(OPEN_TRUST, "resource", "aws_iam_role", "role__bucket__acme-plain", "assume_role_policy"),
        put("x", "provider", "aws", 0, "assume_role", 0, "external_id"),
        put("x", "provider", "aws", 0, "default_tags", 0, "surprise"),
        put("x", "terraform", "backend", "local", "workspace_dir"),
        put([{}, {}], "provider", "aws"),
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_change_to_what_an_account_lets_in_is_noticed(change: Callable[[dict[str, Any]], None]) -> None:
    stacks = compile_folder(TESTS / "golden" / "malware-scan" / "specs").stacks
    stack = next(stack for stack in stacks if stack.name == ACCOUNT)
    data = json.loads((TESTS / "golden" / "malware-scan" / "stacks" / ACCOUNT / "cdk.tf.json").read_text("utf-8"))
    synthesis.compare(stack, data)
    change(data)
    with pytest.raises(Unexpected):
        synthesis.compare(stack, data)


CREATED = ("export-created", "acme-us-east-1")
ADOPTED = ("adopted", "acme-us-east-1")
ROUTES = ("routes", "acme-us-east-1")


@pytest.mark.parametrize(
    ("golden", "change"),
    [
        (CREATED, put("{}", "resource", "aws_kms_key_policy", "export_key_policy", "policy")),
        (CREATED, put("x", "resource", "aws_s3_bucket_policy", "export_bucket_policy", "bucket")),
        (CREATED, put("x", "resource", "aws_s3_bucket", "export_bucket", "force_destroy")),
        (CREATED, lose("resource", "aws_s3_bucket", "export_bucket", "lifecycle")),
        (CREATED, put(False, "resource", "aws_s3_bucket_public_access_block", "export_public_access_block", "block_public_acls")),  # noqa: E501
        (CREATED, put({}, "resource", "aws_s3_bucket_versioning", "export_versioning", "versioning_configuration")),
        (CREATED, put([], "resource", "aws_s3_bucket_server_side_encryption_configuration", "export_encryption", "rule")),  # noqa: E501
        (CREATED, put(1, "resource", "aws_s3_bucket_lifecycle_configuration", "export_lifecycle", "rule", 0, "expiration", 0, "days")),  # noqa: E501
        (CREATED, lose("resource", "aws_guardduty_publishing_destination", "export", "depends_on")),
        (ADOPTED, lose("import", 3)),
        (ADOPTED, put("x", "import", 1, "id")),
        (ADOPTED, put([{"from": "aws_guardduty_filter.a", "to": "aws_guardduty_filter.b"}], "moved")),
        (ROUTES, put("{}", "resource", "aws_cloudwatch_event_rule", "route__fraud__trainer", "event_pattern")),
        (ROUTES, put("x", "resource", "aws_cloudwatch_event_rule", "route__fraud__trainer", "state")),
        (ROUTES, put("x", "resource", "aws_cloudwatch_event_target", "route__fraud__trainer__sns", "arn")),
        (ROUTES, lose("resource", "aws_cloudwatch_event_target", "route__fraud__trainer__sns", "role_arn")),
    ],
    ids=lambda value: getattr(value, "__name__", "") or value[0],
)  # fmt: skip
def test_a_change_to_what_is_made_around_is_noticed(
    golden: tuple[str, str], change: Callable[[dict[str, Any]], None]
) -> None:
    case, name = golden
    stack = next(s for s in compile_folder(TESTS / "golden" / case / "specs").stacks if s.name == name)
    data = json.loads((TESTS / "golden" / case / "stacks" / name / "cdk.tf.json").read_text("utf-8"))
    synthesis.compare(stack, data)
    change(data)
    with pytest.raises((Unexpected, KeyError)):
        synthesis.compare(stack, data)
