"""Each kind of asset: its filters and routes match findings that are built from the shapes of the API model."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from compiler.catalog.ai_services import AI_SERVICES
from compiler.catalog.assets import ASSET_KINDS
from compiler.catalog.assets.kind import Place
from compiler.catalog.filter_fields import INSTANCE_TAG, ROUTE_FIELDS, field_of_findings, fields_for_any_action
from compiler.catalog.finding_details import can_have
from compiler.catalog.finding_types import all_types
from compiler.findings.verdict import Judge
from compiler.model.assets import Asset, Naming
from compiler.model.program import Program
from tests.conftest import program_of

ACCOUNT = "123456789012"
ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
"""
TEAM = """\
team: ml
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
identities:
  - {name: role, account: prod, route: soc, role: app}
  - {name: user, account: prod, route: soc, user: svc}
  - {name: key, account: prod, route: soc, key: AKIAIOSFODNN7EXAMPLE}
workloads:
  - {name: eks, account: prod, region: us-east-1, route: soc, eks: {cluster: c, namespace: vllm, service_account: s}}
  - {name: ns, account: prod, region: us-east-1, route: soc, eks: {cluster: c, namespace: vllm}}
  - {name: ec2, account: prod, region: us-east-1, route: soc, ec2: {tags: {workload: training}}}
  - {name: ecs, account: prod, region: us-east-1, route: soc, ecs: {cluster: c, family: f, service: s}}
  - {name: lambda, account: prod, region: us-east-1, route: soc, lambda: tools}
  - {name: sagemaker, account: prod, region: us-east-1, route: soc, sagemaker: job}
  - {name: agentcore, account: prod, region: us-east-1, route: soc, agentcore: agent}
databases:
  - {name: cluster, account: prod, region: us-east-1, route: soc, cluster: kb}
  - {name: instance, account: prod, region: us-east-1, route: soc, instance: kb}
  - {name: opensearch, account: prod, region: us-east-1, route: soc, opensearch: kb}
  - {name: s3_vectors, account: prod, region: us-east-1, route: soc, s3_vectors: kb}
  - {name: dynamodb, account: prod, region: us-east-1, route: soc, dynamodb: kb}
models:
  - name: bedrock
    account: prod
    region: us-east-1
    route: soc
    bedrock: amazon.nova
    callers: [role]
    guardrail: arn:aws:bedrock:us-east-1:123456789012:guardrail/g
  - {name: plain, account: prod, region: us-east-1, route: soc, bedrock: amazon.titan}
  - {name: endpoint, account: prod, region: us-east-1, route: soc, endpoint: scorer}
"""
REACH = {
    **dict.fromkeys(("role", "user", "key", "eks", "ns", "ec2", "lambda", "cluster", "instance"), Naming.NAMED),
    **dict.fromkeys(("ecs", "bedrock", "plain", "endpoint"), Naming.ROUTED),
    **dict.fromkeys(("sagemaker", "agentcore", "opensearch", "s3_vectors", "dynamodb"), Naming.ACCOUNT),
}
Shapes = Mapping[str, Any]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    loader = botocore.session.get_session().get_component("data_loader")
    shapes: Shapes = loader.load_service_model("guardduty", "service-2")["shapes"]
    return shapes


@pytest.fixture
def program(specs: Callable[..., Path]) -> Program:
    return program_of(specs(ORGANIZATION, team=TEAM))


def asset_of(program: Program, name: str) -> Asset:
    return next(asset for asset in program.assets if asset.name == name)


def places_of(asset: Asset) -> Iterator[Place]:
    names = {key: tuple(text.split(", ")) for key, text in asset.names.items()}
    yield from (place for each in ASSET_KINDS[asset.kind].places if (place := each.given(names)))


def built(shapes: Shapes, values: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """A finding with these values at these paths, with a list wherever the API model has one."""
    finding: dict[str, Any] = {"accountId": ACCOUNT, "region": "us-east-1", "severity": 2, **more}
    for path, value in values.items():
        put(shapes, shapes["Finding"], finding, path.split("."), value)
    return finding


def put(shapes: Shapes, shape: Any, level: dict[str, Any], path: list[str], value: str) -> None:
    members = {member.get("locationName", name): member["shape"] for name, member in shape["members"].items()}
    below = shapes[members[path[0]]]
    is_list = below["type"] == "list"
    inner = shapes[below["member"]["shape"]] if is_list else below
    if len(path) == 1 and inner["type"] == "structure":
        key, _, text = value.partition("|")
        level[path[0]] = [{"key": key, "value": text}]
    elif len(path) == 1:
        assert inner["type"] == "string"
        level[path[0]] = [value] if is_list else value
    else:
        known = level.setdefault(path[0], [{}] if is_list else {})
        put(shapes, inner, known[0] if is_list else known, path[1:], value)


def values_of(fields: Mapping[str, str], asset: Asset) -> dict[str, str]:
    return {path: text.format_map(asset.names).replace("*", "x") for path, text in fields.items()}


@pytest.mark.parametrize("name", REACH)
def test_a_kind_reaches_the_findings_that_name_it(name: str, program: Program, shapes: Shapes) -> None:
    asset, judge = asset_of(program, name), Judge(program)
    assert asset.naming is REACH[name]
    for place in places_of(asset):
        kind = (place.types or ASSET_KINDS[asset.kind].types)[0]
        values = {**values_of(place.fields, asset), **values_of(place.on_routes, asset)}
        if INSTANCE_TAG.name in values:
            values = {INSTANCE_TAG.name: values[INSTANCE_TAG.name]}
        verdict = judge.verdict(built(shapes, values, type=kind))
        assert bool({f.full_name for f in verdict.filters} & set(asset.filters)) or not place.has_filter
        assert bool({r.full_name for r in verdict.routed} & set(asset.routes)) or not place.has_route


@pytest.mark.parametrize("name", [name for name, naming in REACH.items() if naming is not Naming.ACCOUNT])
def test_a_route_reaches_nothing_with_another_name(name: str, program: Program, shapes: Shapes) -> None:
    asset, judge = asset_of(program, name), Judge(program)
    for place in (place for place in places_of(asset) if place.is_named_on_routes):
        kind = (place.types or ASSET_KINDS[asset.kind].types)[0]
        values = values_of(place.on_routes, asset)
        for path in values:
            other = built(shapes, {**values, path: "other|other"}, type=kind)
            reached = {routed.full_name for routed in judge.verdict(other).routed}
            assert not reached & {f"ml.{asset.names.get(place.named_after, name)}{place.suffix}"}, path


@pytest.mark.parametrize(("caller", "is_routed"), [("app", False), ("intruder", True), (None, True)])
def test_anomalous_invocations_by_callers_are_not_routed(
    caller: str | None, is_routed: bool, program: Program, shapes: Shapes
) -> None:
    values = {"resource.modelDetails.modelId": "amazon.nova"}
    values |= {"resource.accessKeyDetails.userName": caller} if caller else {}
    finding = built(shapes, values, type="Impact:IAMUser/AnomalousModelInvocation")
    verdict = Judge(program).verdict(finding)
    assert ("ml.bedrock-callers" in {routed.full_name for routed in verdict.routed}) is is_routed
    assert "ml.prod-bedrock" in {each.full_name for each in verdict.filters}


def test_two_tags_are_no_pair_on_a_route(program: Program) -> None:
    tags = [{"key": "workload", "value": "serving"}, {"key": "stage", "value": "training"}]
    finding = {"accountId": ACCOUNT, "region": "us-east-1", "type": "Recon:EC2/Portscan"}
    verdict = Judge(program).verdict({**finding, "resource": {"instanceDetails": {"tags": tags}}})
    assert "ml.ec2" in {each.full_name for each in verdict.filters}
    assert not verdict.routed


def test_filters_have_only_fields_that_filters_accept() -> None:
    places = [place for kind in ASSET_KINDS.values() for place in kind.places]
    on_filters = {field for place in places if place.has_filter for field in place.fields}
    assert on_filters <= set(fields_for_any_action())
    assert {field for place in places for field in place.on_routes} >= set(ROUTE_FIELDS)


@pytest.mark.parametrize("name", ASSET_KINDS)
def test_what_is_known_of_a_kind_can_occur(name: str) -> None:
    kind = ASSET_KINDS[name]
    assert all(all_types()[each].is_live for each in kind.all_types)
    assert set(kind.recommended) <= set(kind.purposes)
    for place in kind.places:
        assert all(field_of_findings(field) for field in place.on_routes)
        types = [all_types()[each] for each in place.types or kind.types]
        fields = {**place.fields, **place.on_routes}
        assert not fields or any(all(can_have(each, field) for field in fields) for each in types)


def test_services_of_workloads_are_those_of_the_catalog() -> None:
    fields = [place.fields for kind in ("sagemaker", "agentcore") for place in ASSET_KINDS[kind].places]
    assert [[*each.values()] for each in fields] == [
        [AI_SERVICES[name].principal] for name in ("sagemaker", "bedrock-agentcore")
    ]
