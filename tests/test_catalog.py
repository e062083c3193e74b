"""The catalog agrees with the API model that botocore ships. A failure names what AWS has added."""

import json
import re
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest

from compiler.catalog import quotas
from compiler.catalog.ai_services import AI_SERVICES, ANOMALOUS_API_ACTIVITY
from compiler.catalog.filter_fields import REMOVED, all_fields, fields_for_any_action
from compiler.catalog.finding_details import DETAILS, can_have, details_of, values_at
from compiler.catalog.finding_types import all_types, live_types, purposes
from compiler.catalog.id_forms import form_of
from compiler.catalog.protections import PROTECTIONS, UNAVAILABLE
from compiler.catalog.regions import REGIONS
from compiler.catalog.retired_types import RENAMED, SUCCESSORS
from compiler.catalog.severity import LEVELS
from compiler.catalog.wire_names import WIRE_NAMES, wire_name
from compiler.findings.canonical import canonical
from compiler.findings.search import findings_in
from compiler.language.base.types import ROLE_PATTERN
from compiler.language.organization.detector import FREQUENCIES
from compiler.language.organization.membership import AUTO_ENABLE
from compiler.language.organization.routes import RouteSpec
from compiler.meaning.evaluation import values_of
from compiler.model.filters import Action
from tests.conftest import EXAMPLE

# Known differences, and why.
NOT_COMPILED = {
    "EKS_RUNTIME_MONITORING",  # RUNTIME_MONITORING includes it; the API rejects both
}
# No document that we know says what GuardDuty has in the isolated partitions.
ISOLATED = {"aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"}


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    loader = botocore.session.get_session().get_component("data_loader")
    model: dict[str, Any] = loader.load_service_model("guardduty", "service-2")
    shapes: dict[str, Any] = model["shapes"]
    return shapes


def test_filter_fields_are_those_of_the_model(shapes: dict[str, Any]) -> None:
    text = shapes["CreateFilterRequest"]["members"]["FindingCriteria"]["documentation"]
    listed = set(re.findall(r"<li>\s*<p>\s*([A-Za-z0-9_.]+)\s*</p>", text))
    assert listed - set(all_fields()) == set(), "new in the model"
    assert set(all_fields()) - listed == set(), "gone from the model"
    assert not REMOVED & listed, "back in the model"


def test_protections_are_the_features_of_the_model(shapes: dict[str, Any]) -> None:
    ours = {protection.feature for protection in PROTECTIONS.values()}
    assert set(shapes["DetectorFeature"]["enum"]) - NOT_COMPILED == ours
    organization = {protection.feature for protection in PROTECTIONS.values() if protection.in_organization}
    assert set(shapes["OrgFeature"]["enum"]) - NOT_COMPILED == organization


@pytest.mark.parametrize("shape", ["FeatureAdditionalConfiguration", "OrgFeatureAdditionalConfiguration"])
def test_additional_configurations_are_in_the_order_of_the_model(shape: str, shapes: dict[str, Any]) -> None:
    agents = [feature for _, feature in PROTECTIONS["runtime"].agents]
    unmanaged = [name for protection in PROTECTIONS.values() for name in protection.unmanaged]
    assert shapes[shape]["enum"] == agents + unmanaged
    assert {kind.configuration for kind in all_types().values()} == {None, *unmanaged}


@pytest.mark.parametrize(
    ("shape", "ours"),
    [
        ("FilterAction", set(Action)),
        ("FindingPublishingFrequency", set(FREQUENCIES.values())),
        ("AutoEnableMembers", set(AUTO_ENABLE.values())),
        ("OrgFeatureStatus", set(AUTO_ENABLE.values())),
        ("FeatureStatus", {"ENABLED", "DISABLED"}),
    ],
)
def test_enums_are_those_of_the_model(shape: str, ours: set[str], shapes: dict[str, Any]) -> None:
    assert set(shapes[shape]["enum"]) == ours


def test_limits_are_those_of_the_model(shapes: dict[str, Any]) -> None:
    assert shapes["FilterName"]["max"] == quotas.FILTER_NAME_LENGTH
    assert shapes["FilterDescription"]["max"] == quotas.FILTER_DESCRIPTION_LENGTH
    assert shapes["FilterRank"]["max"] == quotas.FILTERS_PER_DETECTOR
    assert shapes["Email"]["max"] == quotas.EMAIL_LENGTH[1]


def test_regions_are_those_of_botocore() -> None:
    session = botocore.session.get_session()
    partitions = set(session.get_available_partitions()) - ISOLATED
    assert {r: p for p in partitions for r in session.get_available_regions("guardduty", p)} == REGIONS


def test_finding_types_are_complete_and_well_formed() -> None:
    statuses = [kind.status for kind in all_types().values()]
    assert {status: statuses.count(status) for status in set(statuses)} == {
        "active": 211,
        "retired": 21,
        "custom-detection-rule": 25,
    }
    pattern = re.compile(r"[A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+/[A-Z][A-Za-z&]+(\.[A-Z0-9][A-Za-z0-9]*)*(![A-Z][A-Za-z]+)?")
    assert [name for name in all_types() if not pattern.fullmatch(name)] == []
    assert {kind.severity for kind in all_types().values()} == {None, *(level.capitalize() for level in LEVELS)}


def test_what_took_the_place_of_a_type_is_live() -> None:
    retired = set(all_types()) - set(live_types())
    assert set(SUCCESSORS) <= retired
    assert not set(RENAMED) & set(all_types())
    assert {*SUCCESSORS.values(), *RENAMED.values()} <= set(live_types())


def test_ids_have_the_form_that_aws_gives_them() -> None:
    forms = {field: form for field in all_fields() if (form := form_of(field))}
    assert {field.rpartition(".")[2] for field in forms} >= {"accessKeyId", "instanceId", "subnetIds", "subNetId"}
    assert all(form.fits("GeneratedFindingSample") for form in forms.values())
    examples = {
        form: form.rule.rpartition("such as ")[2].split(";")[0] for form in forms.values() if "such" in form.rule
    }
    assert all(form.fits(example) for form, example in examples.items())


def test_every_live_type_needs_a_protection_or_a_known_source() -> None:
    sources = {
        "FOUNDATIONAL",
        "EXTENDED_THREAT_DETECTION",
        "MALWARE_PROTECTION_PLAN",
        "MALWARE_PROTECTION_FOR_BACKUP",
        "CUSTOM_DETECTION_RULES",
    }
    assert {kind.needs for kind in live_types().values()} <= sources | {p.feature for p in PROTECTIONS.values()}


def test_every_row_of_details_is_about_some_type_and_names_what_the_model_has(shapes: dict[str, Any]) -> None:
    used = {details_of(kind) for kind in live_types().values()} - {None}
    assert [row for row in DETAILS if row not in used] == []
    actions = {member["locationName"] for member in shapes["Action"]["members"].values()}
    assert {action for row in DETAILS for action in row.actions} <= actions
    absent = {path.partition(".") for row in DETAILS for path in row.absent}
    for shape, parent in (("Resource", "resource"), ("Service", "service")):
        members = {member["locationName"] for member in shapes[shape]["members"].values()}
        assert {below for top, _, below in absent if top == parent} <= members


def seen(kind: str, action: str | None, *details: str) -> tuple[str, str | None, tuple[str, ...]]:
    return kind, action, details


# What findings have that GuardDuty made, as samples or for real, and what the user guide says that they have.
SEEN = [
    seen("Trojan:EC2/BlackholeTraffic!DNS", "dnsRequestAction", "instanceDetails"),
    seen("Recon:EC2/PortProbeUnprotectedPort", "portProbeAction", "instanceDetails"),
    seen("Recon:EC2/Portscan", "networkConnectionAction", "instanceDetails"),
    seen("UnauthorizedAccess:EC2/SSHBruteForce", "networkConnectionAction", "instanceDetails"),
    seen("Policy:IAMUser/RootCredentialUsage", "awsApiCallAction", "accessKeyDetails"),
    seen("CredentialAccess:IAMUser/AnomalousBehavior", "awsApiCallAction", "accessKeyDetails", "instanceDetails"),
    seen("Impact:IAMUser/PromptInjection.Direct", None, "accessKeyDetails", "bedrockGuardrailDetails"),
    seen("Discovery:S3/MaliciousIPCaller.Custom", "awsApiCallAction", "accessKeyDetails", "s3BucketDetails"),
    seen("Exfiltration:S3/AnomalousBehavior", "awsApiCallAction", "s3BucketDetails", "instanceDetails"),
    seen("Policy:S3/BucketPublicAccessGranted", "awsApiCallAction", "accessKeyDetails", "s3BucketDetails"),
    seen("Object:S3/MaliciousFile", None, "s3BucketDetails"),
    seen("Discovery:Kubernetes/TorIPCaller", "kubernetesApiCallAction", "eksClusterDetails", "accessKeyDetails"),
    seen("Persistence:Kubernetes/SuccessfulAnonymousAccess", "kubernetesApiCallAction", "kubernetesDetails"),
    seen("Discovery:Kubernetes/AnomalousBehavior.PermissionChecked", "kubernetesPermissionCheckedDetails"),
    seen("CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin", "rdsLoginAttemptAction", "rdsDbInstanceDetails"),
    seen("CredentialAccess:RDS/TorIPCaller.FailedLogin", "rdsLoginAttemptAction", "rdsLimitlessDbDetails"),
    seen("Backdoor:Lambda/C&CActivity.B", "networkConnectionAction", "lambdaDetails"),
    seen("PrivilegeEscalation:Runtime/DockerSocketAccessed", None, "containerDetails", "instanceDetails"),
    seen("Execution:ECS/MaliciousFile", None, "ebsVolumeDetails", "ecsClusterDetails"),
]


@pytest.mark.parametrize(("kind", "action", "details"), SEEN)
def test_nothing_that_a_finding_has_is_called_impossible(
    kind: str, action: str | None, details: tuple[str, ...]
) -> None:
    paths = [*(f"resource.{name}." for name in details), *([f"service.action.{action}."] if action else [])]
    fields = [field for field in all_fields() if field.startswith(tuple(paths))]
    assert fields
    assert [field for field in fields if not can_have(all_types()[kind], field)] == []


@pytest.mark.parametrize(
    ("kind", "resource_type"),
    [
        ("Recon:EC2/Portscan", "Instance"),
        ("Policy:IAMUser/RootCredentialUsage", "AccessKey"),
        ("Policy:S3/BucketPublicAccessGranted", "S3Bucket"),
        ("Execution:Kubernetes/ExecInKubeSystemPod", "EKSCluster"),
        ("CredentialAccess:RDS/MaliciousIPCaller.FailedLogin", "RDSDBInstance"),
        ("Backdoor:Lambda/C&CActivity.B", "Lambda"),
        ("Object:S3/MaliciousFile", "S3Object"),
    ],
)
def test_the_resource_type_of_a_finding_is_called_possible(kind: str, resource_type: str) -> None:
    """As GuardDuty's sample findings have it."""
    assert resource_type in values_at(all_types()[kind], "resource.resourceType")


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLE / "findings").glob("*.json")))
def test_nothing_in_an_example_finding_is_called_impossible(name: str) -> None:
    (finding,) = findings_in(json.loads((EXAMPLE / "findings" / name).read_text("utf-8")))
    assert isinstance(finding, dict)
    kind = all_types()[finding["type"]]
    present = [field for field in all_fields().values() if values_of(finding, field)]
    assert [field.name for field in present if not can_have(kind, field.name)] == []
    for field in present:
        assert not values_at(kind, field.name) or set(values_of(finding, field)) <= set(values_at(kind, field.name))


def test_types_that_the_language_uses_are_live() -> None:
    named = {name for service in AI_SERVICES.values() for name in service.finding_types} | set(ANOMALOUS_API_ACTIVITY)
    assert named <= set(live_types())
    assert {"exfiltration", "unauthorized-access", "attack-sequence", "malware", "impact"} <= set(purposes())


def test_some_fields_are_only_for_the_action_archive() -> None:
    assert (len(all_fields()), len(fields_for_any_action())) == (622, 92)
    assert not all_fields()["resource.s3BucketDetails.name"].archive_only
    assert all_fields()["resource.s3BucketDetails.arn"].archive_only


def test_lists_on_the_path_of_a_field_are_those_of_the_model(shapes: dict[str, Any]) -> None:
    """As far as the model goes: some fields are not in its shape of a finding."""

    def lists(path: list[str], shape: dict[str, Any], done: tuple[str, ...] = ()) -> list[str]:
        passed = [".".join(done)] if shape["type"] == "list" else []
        while shape["type"] == "list":
            shape = shapes[shape["member"]["shape"]]
        members = {m.get("locationName", name): m["shape"] for name, m in shape.get("members", {}).items()}
        known = next((s for name, s in members.items() if path and name.lower() == path[0].lower()), None)
        return passed if known is None else [*passed, *lists(path[1:], shapes[known], (*done, path[0]))]

    ours = {name: list(field.lists) for name, field in all_fields().items()}
    assert ours == {name: lists(name.split("."), shapes["Finding"]) for name in all_fields()}


Member = tuple[str, str, str, str]  # the member that it is in, its name in the model, its name on the wire, its shape


def members(shape: str, shapes: dict[str, Any], inside: str = "") -> Iterator[Member]:
    """Every member below a shape."""
    while shapes[shape]["type"] == "list":
        shape = shapes[shape]["member"]["shape"]
    for name, member in shapes[shape].get("members", {}).items():
        yield inside, name, member.get("locationName", name), member["shape"]
        yield from members(member["shape"], shapes, name)


def full(shape: str, shapes: dict[str, Any], *, is_wire: bool) -> Any:
    """A value of a shape that has every member, by its name in the model or on the wire."""
    kind = shapes[shape]["type"]
    if kind == "list":
        return [full(shapes[shape]["member"]["shape"], shapes, is_wire=is_wire)]
    if kind != "structure":
        return {"string": "x", "boolean": True, "timestamp": 1}.get(kind, 1)
    rows = shapes[shape]["members"].items()
    return {
        m.get("locationName", name) if is_wire else name: full(m["shape"], shapes, is_wire=is_wire) for name, m in rows
    }


def test_names_on_the_wire_are_those_of_the_model(shapes: dict[str, Any]) -> None:
    rows = list(members("Finding", shapes))
    assert [row for row in rows if wire_name(row[0], row[1]) != row[2]] == []
    assert set(WIRE_NAMES) <= {(inside, name) for inside, name, _, _ in rows}


# Fields that the model's shape of a finding does not have.
BEYOND_THE_MODEL = (
    "resource.accessKeyDetails.userIdentity.",
    "resource.rdsDbInstanceDetails.dbSecurityGroups.",
    "resource.rdsDbInstanceDetails.iamDatabaseAuthenticationEnabled",
    "resource.rdsDbInstanceDetails.publiclyAccessible",
    "resource.rdsDbInstanceDetails.vpc",
    "service.additionalInfo.",
    "service.detection.sequence.resources.data.iamInstanceProfile.id",
)


@pytest.mark.parametrize("is_wire", [True, False], ids=["export", "answer"])
def test_every_field_has_a_value_in_a_finding_that_has_every_member(shapes: dict[str, Any], is_wire: bool) -> None:
    whole = full("Finding", shapes, is_wire=is_wire)
    whole["type" if is_wire else "Type"] = "Recon:EC2/Portscan"
    finding = canonical(whole)
    missing = [name for name, field in all_fields().items() if not values_of(finding, field)]
    assert [name for name in missing if not name.startswith(BEYOND_THE_MODEL)] == []
    assert [name for name in BEYOND_THE_MODEL if not any(field.startswith(name) for field in missing)] == []


def test_values_of_a_field_are_those_of_the_model(shapes: dict[str, Any]) -> None:
    """As far as the model goes."""

    def values(path: list[str], shape: dict[str, Any]) -> list[str]:
        while shape["type"] == "list":
            shape = shapes[shape["member"]["shape"]]
        members = {m.get("locationName", name): m["shape"] for name, m in shape.get("members", {}).items()}
        known = next((s for name, s in members.items() if path and name.lower() == path[0].lower()), None)
        return shape.get("enum", []) if known is None else values(path[1:], shapes[known])

    ours = {name: list(field.values) for name, field in all_fields().items()}
    assert ours == {name: values(name.split("."), shapes["Finding"]) for name in all_fields()}


def test_ai_protection_is_where_its_models_are() -> None:
    session, partitions = botocore.session.get_session(), set(REGIONS.values())
    bedrock, sagemaker = (
        {region for partition in partitions for region in session.get_available_regions(service, partition)}
        for service in ("bedrock", "sagemaker")
    )
    assert set(REGIONS) - bedrock - sagemaker == set()
    assert all_types()["Impact:IAMUser/PromptInjection.Direct"].not_in == (
        set(REGIONS) - bedrock - UNAVAILABLE["AI_PROTECTION"]
    )


def test_what_is_unavailable_is_so_in_regions_that_exist() -> None:
    missing = [*UNAVAILABLE.values(), *(kind.not_in for kind in all_types().values())]
    assert frozenset().union(*missing) <= REGIONS.keys()
    assert UNAVAILABLE.keys() <= {protection.feature for protection in PROTECTIONS.values()}
    assert len(REGIONS) - len(UNAVAILABLE["AI_ANALYST"]) == 10


@pytest.mark.parametrize("partition", sorted(set(REGIONS.values())))
def test_roles_and_routes_can_be_in_every_partition(partition: str) -> None:
    region = next(region for region, its_partition in REGIONS.items() if its_partition == partition)
    assert re.fullmatch(ROLE_PATTERN, f"arn:{partition}:iam::123456789012:role/deployer")
    assert RouteSpec.model_validate({"sns_topic_arn": f"arn:{partition}:sns:{region}:123456789012:soc"})
