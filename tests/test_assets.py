"""Each kind of asset: its filters and routes match findings that are built from the shapes of the API model.

Every row of the table of kinds has an entry here, and every place in a row is reached by one of them: a new kind that
has none fails. The filter, the route, its event pattern and its SQL are asked about the same findings.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from compiler.catalog.ai_services import AI_SERVICES
from compiler.catalog.assets import ASSET_KINDS
from compiler.catalog.assets.kind import AssetKind, Names, Place
from compiler.catalog.filter_fields import ROUTE_FIELDS, field_of_findings, fields_for_any_action
from compiler.catalog.finding_details import can_have
from compiler.catalog.finding_types import all_types
from compiler.findings.verdict import Judge
from compiler.meaning.evaluation import predicate
from compiler.meaning.event_pattern import event_patterns
from compiler.meaning.sql import DUCKDB_MACROS, INDEXES, where
from compiler.model.assets import Asset
from compiler.model.criteria import Criteria
from compiler.model.program import Program
from tests.asset_entries import ACCOUNT, ENTRIES, ORGANIZATION, TEAM
from tests.asset_findings import Shapes, asset_of, built, names_of, places_of, shapes_of_the_api, types_of, values_of
from tests.conftest import program_of
from tests.reference import pattern_matches

BY_NAME = {entry.name: entry for entry in ENTRIES}


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return shapes_of_the_api()


@pytest.fixture
def program(specs: Callable[..., Path]) -> Program:
    return program_of(specs(ORGANIZATION, team=TEAM))


def agreed(criteria: Criteria, finding: dict[str, Any]) -> bool:
    """What the evaluator, the event patterns and the SQL say about a finding, which has to be the same."""
    answer = predicate(criteria)(finding)
    event = {"source": "aws.guardduty", "detail-type": "GuardDuty Finding", "detail": finding}
    assert answer is any(pattern_matches(json.loads(pattern), event) for pattern in event_patterns(criteria))
    statement = f"WITH {INDEXES} SELECT {where(criteria, {})} FROM (SELECT ? AS finding)"
    with duckdb.connect() as database:
        for macro in DUCKDB_MACROS:
            database.execute(macro)
        assert database.execute(statement, [json.dumps(finding)]).fetchone() == (answer,)
    return answer


def reached(program: Program, asset: Asset, finding: dict[str, Any]) -> set[str]:
    """The routed findings of an asset that match a finding, by name and as all ways of matching agree."""
    routed = [each for each in program.routed if each.full_name in asset.routes]
    return {each.full_name for each in routed if agreed(each.criteria, finding)}


def route_name(place: Place, asset: Asset) -> str:
    """What is sent to a route because of a place."""
    is_shared = BY_NAME[asset.name].is_made_by_kind and (place.named_after or not place.is_named_on_routes)
    owner = asset.names[place.named_after] if place.named_after else "prod"
    return f"ml.{owner if is_shared else asset.name}{place.suffix}"


def test_every_kind_and_every_place_of_it_has_an_entry(program: Program) -> None:
    covered: dict[str, set[int]] = {}
    for asset in program.assets:
        places = ASSET_KINDS[asset.kind].places
        covered.setdefault(asset.kind, set()).update(indexes_of(places, names_of(asset)))
    assert {asset.name: asset.naming for asset in program.assets} == {entry.name: entry.naming for entry in ENTRIES}
    assert covered == {name: set(range(len(kind.places))) for name, kind in ASSET_KINDS.items()}


def indexes_of(places: tuple[Place, ...], names: Names) -> Iterator[int]:
    return (number for number, place in enumerate(places) if place.given(names))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_kind_reaches_the_findings_that_name_it(name: str, program: Program, shapes: Shapes) -> None:
    asset, judge = asset_of(program, name), Judge(program)
    for place in places_of(asset):
        for values in values_of(place, asset):
            finding = built(shapes, values, type=types_of(place, asset)[0])
            verdict = judge.verdict(finding)
            assert bool({f.full_name for f in verdict.filters} & set(asset.filters)) or not place.has_filter
            assert route_name(place, asset) in reached(program, asset, finding) or not place.has_route


@pytest.mark.parametrize("name", BY_NAME)
def test_a_kind_reaches_nothing_with_another_name(name: str, program: Program, shapes: Shapes) -> None:
    asset, judge = asset_of(program, name), Judge(program)
    own = {each for each in asset.filters if each.startswith(f"ml.{name}")}
    for place in places_of(asset):
        for values in values_of(place, asset):
            for path in values:
                other = built(shapes, {**values, path: "other|other"}, type=types_of(place, asset)[0])
                is_named = "{" in place.on_routes.get(path, "") and place.has_route
                assert not is_named or route_name(place, asset) not in reached(program, asset, other), path
                is_named = "{" in place.fields.get(path, "") and place.has_filter
                assert not is_named or not own & {each.full_name for each in judge.verdict(other).filters}, path


@pytest.mark.parametrize("name", BY_NAME)
def test_a_kind_reaches_nothing_of_another_account(name: str, program: Program, shapes: Shapes) -> None:
    """But for buckets, whose names are unique in AWS."""
    asset = asset_of(program, name)
    for place in (place for place in places_of(asset) if name != "bucket" or place.is_typed):
        for values in values_of(place, asset):
            finding = built(shapes, values, type=types_of(place, asset)[0], accountId="111122223333")
            assert not reached(program, asset, finding)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_route_loses_nothing_that_it_takes_without_a_name(name: str, program: Program, shapes: Shapes) -> None:
    asset = asset_of(program, name)
    for place in (place for place in places_of(asset) if place.or_absent):
        assert not place.has_filter  # GuardDuty has no such condition
        finding = built(shapes, {}, type=types_of(place, asset)[0])
        assert route_name(place, asset) in reached(program, asset, finding)


@pytest.mark.parametrize(("caller", "is_routed"), [("app", False), ("intruder", True), (None, True)])
def test_anomalous_invocations_by_callers_are_not_routed(
    caller: str | None, is_routed: bool, program: Program, shapes: Shapes
) -> None:
    values = {"resource.modelDetails.modelId": "amazon.nova"}
    values |= {"resource.accessKeyDetails.userName": caller} if caller else {}
    finding = built(shapes, values, type="Impact:IAMUser/AnomalousModelInvocation")
    verdict = Judge(program).verdict(finding)
    assert ("ml.bedrock-callers" in {routed.full_name for routed in verdict.routed}) is is_routed
    assert "ml.service-threats" in {each.full_name for each in verdict.filters}


ARN = "resource.bedrockGuardrailDetails.guardrails.arn"
OURS = "arn:aws:bedrock:us-east-1:123456789012:guardrail/g"


@pytest.mark.parametrize(
    ("values", "routes"),
    [
        ({}, {"ml.bedrock-guardrail", "ml.prod-injections"}),
        ({ARN: OURS}, {"ml.bedrock-guardrail", "ml.prod-injections"}),
        ({ARN: f"{OURS}2"}, {"ml.prod-injections"}),
        ({"resource.modelDetails.modelId": "amazon.nova"}, {"ml.bedrock-guardrail", "ml.prod-injections"}),
    ],
)
def test_no_prompt_injection_is_lost_for_want_of_a_name(
    values: dict[str, str], routes: set[str], program: Program, shapes: Shapes
) -> None:
    finding = built(shapes, values, type="Impact:IAMUser/PromptInjection.Direct")
    assert (
        reached(program, asset_of(program, "bedrock"), finding) | reached(program, asset_of(program, "plain"), finding)
        == routes
    )


def test_two_tags_are_no_pair_on_a_route(program: Program) -> None:
    tags = [{"key": "workload", "value": "serving"}, {"key": "stage", "value": "training"}]
    finding = {"accountId": ACCOUNT, "region": "us-east-1", "type": "Recon:EC2/Portscan"}
    verdict = Judge(program).verdict({**finding, "resource": {"instanceDetails": {"tags": tags}}})
    assert "ml.ec2" in {each.full_name for each in verdict.filters}
    assert not verdict.routed


@pytest.mark.parametrize("image", ["acme/vllm-dev:1", "acme/vllm/dev:1", "other/acme/vllm:1"])
def test_a_repository_is_not_one_whose_name_starts_with_it(image: str, program: Program, shapes: Shapes) -> None:
    field = "resource.kubernetesDetails.kubernetesWorkloadDetails.containers.image"
    finding = built(shapes, {field: image}, type="Execution:Runtime/NewBinaryExecuted")
    assert not reached(program, asset_of(program, "repository"), finding)


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


def test_a_field_that_the_api_model_does_not_have_is_noticed(shapes: Shapes) -> None:
    """What builds the findings of these tests fails on a path that no finding has."""
    for path in ("resource.recoveryPointDetails.vaultName", "resource.backupVaultName", "resource.modelDetails.model"):
        with pytest.raises(KeyError):
            built(shapes, {path: "x"})


def test_services_of_workloads_are_those_of_the_catalog() -> None:
    kinds: list[AssetKind] = [ASSET_KINDS[kind] for kind in ("sagemaker", "agentcore", "bedrock_agent")]
    fields = [place.fields for kind in kinds for place in kind.places]
    assert [[*each.values()] for each in fields] == [
        [AI_SERVICES[name].principal] for name in ("sagemaker", "bedrock-agentcore", "bedrock")
    ]


def test_what_a_service_watches_is_not_watched_again_for_its_models(specs: Callable[..., Path]) -> None:
    """In the Regions of the service, the model and the agent have its filters; elsewhere they have their own."""
    models = "\n".join(
        f"  - {{name: m-{region}, bedrock: amazon.nova, account: prod, region: {region}}}"
        for region in ("us-east-1", "eu-west-1")
    )
    team = f"""\
team: ml
accounts: [{{name: prod, id: "123456789012", email: aws@example.com}}]
services: [{{name: b, service: bedrock, account: prod, regions: [us-east-1]}}]
workloads: [{{name: agent, bedrock_agent: A1, account: prod, region: us-east-1}}]
models:
{models}
"""
    organization = ORGANIZATION.replace("[us-east-1]", "[us-east-1, eu-west-1]")
    program = program_of(specs(organization, team=team))
    by_name = {each.full_name: each for each in program.filters}
    assert {name: each.regions for name, each in by_name.items()} == {
        "ml.b-threats": ("us-east-1",),
        "ml.b-api": ("us-east-1",),
        "ml.prod-bedrock": ("eu-west-1",),
    }
    assert {asset.name: asset.filters for asset in program.assets} == {
        "b": ("ml.b-threats", "ml.b-api"),
        "agent": ("ml.b-api",),
        "m-us-east-1": ("ml.b-threats",),
        "m-eu-west-1": ("ml.prod-bedrock",),
    }
    assert asset_of(program, "m-us-east-1").origin.span in by_name["ml.b-threats"].origin.others
