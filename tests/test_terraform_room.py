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

from compiler.model.address import Address, Ref
from compiler.model.criteria import Criterion
from compiler.model.resources import Body
from compiler.model.resources.guardduty import RankedFilter
from compiler.terraform import synthesis
from compiler.terraform.kinds import KINDS, READERS
from compiler.terraform.literals import NotLiteral, literal, text_of
from compiler.terraform.references import expression, read_reference, read_value, value
from compiler.terraform.unexpected import Unexpected
from tests.conftest import TESTS, compile_folder

templates = st.text(alphabet=st.one_of(st.sampled_from('$%{}~"\\\n'), st.characters(exclude_categories=["Cs"])))

values = templates.filter(lambda text: bool(text) and "{TfToken[" not in text)  # what a spec may contain
refs = st.builds(
    Ref, st.builds(Address, st.just("aws_kms_key"), st.from_regex(r"[A-Za-z_][\w-]*", fullmatch=True)), st.just("arn")
)


@given(templates)
def test_literals_come_back(text: str) -> None:
    assert text_of(literal(text)) == text
    assert not re.search(r"(?<!\$)\$\{|(?<!%)%\{", literal(text))


@pytest.mark.parametrize("expression", ["${a}", "a ${b}", "%{ if a }", "$${a} ${b}", "%%{a}%{b}"])
def test_an_expression_is_not_a_literal(expression: str) -> None:
    with pytest.raises(NotLiteral):
        text_of(expression)


@given(templates | refs)
def test_values_come_back(text: str | Ref) -> None:
    assert read_value(value(text)) == text


@given(refs)
def test_references_come_back(ref: Ref) -> None:
    assert read_reference(expression(ref)) == ref


@pytest.mark.parametrize("text", ["aws_kms_key.key.arn", "${aws_kms_key.key}", "${a.b.c} ${a.b.c}", "$${a.b.c}", None])
def test_what_is_more_or_less_than_a_reference_is_none(text: str | None) -> None:
    with pytest.raises(Unexpected):
        read_reference(text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(values, min_size=1, max_size=8, unique=True))
def test_any_text_passes_through_cdktf(texts: list[str], specs: Callable[..., Path]) -> None:
    """Synthesis compares what it reads back with the plan; here every value is any text at all."""
    planned = compile_folder(specs(team="team: fraud\nfilters: [{name: x, where: {id: {equals: [a]}}}]"))
    (stack,) = planned.stacks
    (ranked,) = stack.of(RankedFilter)
    criteria = (Criterion("id", equals=tuple(texts)),)
    body = replace(ranked.body, name=texts[0], criteria=criteria, description=texts[0], tags={texts[0]: texts[-1]})
    origin = replace(ranked.origin, label=texts[0])
    resources = (*stack.resources[:-1], replace(ranked, body=body, origin=origin, import_id=texts[-1]))
    changed = replace(planned, stacks=(replace(stack, resources=resources),))
    files = synthesis.synthesize(changed)
    written = json.loads(files[synthesis.stack_path(stack.name)])
    block = written["resource"]["aws_guardduty_filter"]["fraud__x"]
    assert block["finding_criteria"]["criterion"][0]["equals"] == [literal(text) for text in texts]
    assert written["output"]["filter_arns"]["value"].keys() == {literal(texts[0])}


def rename(new: str, *path: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        for step in path[:-1]:
            data = data[step]
        data[new] = data.pop(path[-1])

    change.__name__ = f"{path[-1]} renamed {new}"
    return change


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


def leaves(body: type[Body]) -> set[type[Body]]:
    return set().union(*(leaves(kind) for kind in body.__subclasses__())) or {body}


def test_every_body_is_built_and_read() -> None:
    assert set(KINDS) == leaves(Body)
    assert all(READERS[body.terraform_type] is kind.read for body, kind in KINDS.items())


FILTER = ("resource", "aws_guardduty_filter", "fraud__patterns")
CRITERION = (*FILTER, "finding_criteria", "criterion", 0)
FEATURE = ("resource", "aws_guardduty_detector_feature", "s3_data_events")


@pytest.mark.parametrize(
    "change",
    [
        lose(*CRITERION, "not_matches"),
        lose(*FILTER[:-1]),
        lose(*FILTER),
        lose(*FILTER, "depends_on"),
        put(["aws_guardduty_filter.fraud__times"], *FILTER, "depends_on"),
        put(["aws_guardduty_filter.fraud__patterns"] * 2, *FILTER, "depends_on"),
        put(["fraud__operators"], *FILTER, "depends_on"),
        put(["aws_guardduty_detector.detector"], *FEATURE, "depends_on"),
        lose(*FILTER, "//", "spec"),
        lose(*FILTER, "//"),
        put("other.yaml: filters x", *FILTER, "//", "spec"),
        put("x", *FILTER, "//", "surprise"),
        rename("fraud__other", *FILTER),
        rename("other", "resource", "aws_guardduty_detector", "detector"),
        rename("ai", "resource", "aws_guardduty_detector_feature", "ai_analyst"),
        rename("aws_guardduty_ipset", *FILTER[:-1]),
        rename("aws_s3_object", *FILTER[:-1]),
        put("${aws_guardduty_detector.other.id}", *FILTER, "detector_id"),
        put("${aws_guardduty_detector.detector.arn}", *FILTER, "detector_id"),
        put("12abc34d567e8fa901bc2d34e56789f0", *FILTER, "detector_id"),
        put("${path.module}", *FILTER, "description"),
        put(1, *FILTER, "rank"),
        put('${index(local.filters, "fraud__times") + 1}', *FILTER, "rank"),
        put(["fraud__patterns"], "locals", "filters"),
        put("x", "locals", "surprise"),
        lose("locals"),
        lose(*FILTER, "lifecycle"),
        put("x", *FILTER, "surprise"),
        put("x", *CRITERION, "surprise"),
        put("DISABLED", "resource", "aws_guardduty_detector", "detector", "enable"),
        put("ON", *FEATURE, "status"),
        lose("resource", "aws_guardduty_member", "account_012345678901", "lifecycle"),
        lose(*FEATURE),
        put([{"to": "aws_guardduty_detector.other", "id": "x"}], "import"),
        put([{"to": "aws_guardduty_detector.detector", "id": "x"}], "import"),
        put([{"to": "aws_guardduty_filter.fraud__patterns", "from": "aws_guardduty_filter.old"}], "moved"),
        put("us-west-2", "provider", "aws", 0, "region"),
        lose("terraform", "backend", "local"),
        put("6.25.0", "terraform", "required_providers", "aws", "version"),
        lose("output", "filter_arns"),
        put("${aws_guardduty_filter.fraud__patterns.id}", "output", "detector_id", "value"),
        put("elsewhere.tfstate", "terraform", "backend", "local", "path"),
        put({}, "data"),
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_loss_is_noticed(change: Callable[[dict[str, Any]], None]) -> None:
    (stack,) = compile_folder(TESTS / "golden" / "filters" / "specs").stacks
    data = json.loads((TESTS / "golden" / "filters" / "stacks" / stack.name / "cdk.tf.json").read_text("utf-8"))
    synthesis.compare(stack, data)
    change(data)
    with pytest.raises(Unexpected):
        synthesis.compare(stack, data)


ACCOUNT = "acme-123456789012-us-east-1"
OPEN_TRUST = '{"Statement": [{"Principal": {"Service": "*"}}]}'
BUCKET = "acme-a-bucket-with-a-name-as-long-as-names-of-buckets-can-be-01"
PLAN = ("resource", "aws_guardduty_malware_protection_plan", f"scan__bucket__{BUCKET}")
POLICY = ("resource", "aws_iam_role_policy", f"policy__bucket__{BUCKET}")


@pytest.mark.parametrize(
    "change",
    [
        lose(*PLAN, "depends_on"),
        lose(*PLAN, "protected_resource", 0, "s3_bucket", 0, "object_prefixes"),
        put("x", *PLAN, "protected_resource", 0, "surprise"),
        put("x", *PLAN, "actions", 0, "tagging", 0, "surprise"),
        put("{}", *POLICY, "policy"),
        put("${aws_iam_role.role__bucket__acme-plain.arn}", *PLAN, "role"),
        put("${aws_iam_role.role__bucket__acme-plain.name}", *POLICY, "role"),
        put(OPEN_TRUST, "resource", "aws_iam_role", "role__bucket__acme-plain", "assume_role_policy"),
        put("x", "provider", "aws", 0, "assume_role", 0, "external_id"),
        put("x", "provider", "aws", 0, "default_tags", 0, "surprise"),
        put("x", "terraform", "backend", "local", "workspace_dir"),
        put([{}, {}], "provider", "aws"),
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_change_to_the_access_to_an_account_is_noticed(change: Callable[[dict[str, Any]], None]) -> None:
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
MOVED = ("lists", "acme-us-east-1")
RENAMED = ("renamed", "acme-us-east-1")
TARGET = ("resource", "aws_cloudwatch_event_target", "route__fraud__trainer__sns")
DESTINATION = ("resource", "aws_guardduty_publishing_destination", "export")
OTHER_RULE = "${aws_cloudwatch_event_rule.route__fraud__many.name}"


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
        (CREATED, put(1, "resource", "aws_s3_bucket_object_lock_configuration", "export_object_lock", "rule", "default_retention", "days")),  # noqa: E501
        (CREATED, lose(*DESTINATION, "depends_on")),
        (ADOPTED, lose("import", 3)),
        (ADOPTED, put("x", "import", 1, "id")),
        (ADOPTED, put("aws_guardduty_member.account_123456789013", "import", 1, "to")),
        (ADOPTED, put("x", "import", 1, "provider")),
        (ADOPTED, lambda data: data["import"].append(data["import"][0])),
        (MOVED, lose("moved")),
        (MOVED, put("aws_guardduty_threatintelset.threats_other", "moved", 0, "from")),
        (MOVED, put("aws_guardduty_ipset.threats_feed-z", "moved", 0, "from")),
        (RENAMED, lose("moved", 0)),
        (RENAMED, lose("moved", 2)),
        (RENAMED, lose("resource", "aws_cloudwatch_event_rule", "route__fraud__transactions", "lifecycle")),
        (ADOPTED, put([{"from": "aws_guardduty_filter.a", "to": "aws_guardduty_filter.b"}], "moved")),
        (ROUTES, put("{}", "resource", "aws_cloudwatch_event_rule", "route__fraud__trainer", "event_pattern")),
        (ROUTES, put("x", "resource", "aws_cloudwatch_event_rule", "route__fraud__trainer", "state")),
        (ROUTES, put("x", *TARGET, "arn")),
        (ROUTES, lose(*TARGET, "role_arn")),
        (ROUTES, put(OTHER_RULE, *TARGET, "rule")),
        (ROUTES, lose(*TARGET, "depends_on")),
        (CREATED, put("${aws_kms_key.other.arn}", *DESTINATION, "kms_key_arn")),
    ],
    ids=lambda value: getattr(value, "__name__", "") or value[0],
)  # fmt: skip
def test_a_change_to_exports_imports_moves_and_routes_is_noticed(
    golden: tuple[str, str], change: Callable[[dict[str, Any]], None]
) -> None:
    case, name = golden
    stack = next(s for s in compile_folder(TESTS / "golden" / case / "specs").stacks if s.name == name)
    data = json.loads((TESTS / "golden" / case / "stacks" / name / "cdk.tf.json").read_text("utf-8"))
    synthesis.compare(stack, data)
    change(data)
    with pytest.raises(Unexpected):
        synthesis.compare(stack, data)
