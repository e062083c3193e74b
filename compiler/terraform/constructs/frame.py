"""What is around the resources of a stack: backend, provider, versions, locals, outputs."""

from typing import Any

from cdktf import TerraformLocal, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderAssumeRole, AwsProviderDefaultTags

from ...model.address import Address, Ref
from ...model.plan import Provider, Stack, State
from ...model.resources.guardduty import Detector, InviteAccepter, Member, RankedFilter
from ..block import Block
from ..literals import literal, literal_map
from ..references import expression
from ..unexpected import Unexpected
from .backend import build_backend, read_backend

_SOURCE = "hashicorp/aws"


def build_frame(stack: TerraformStack, planned: Stack) -> None:
    """Everything of a stack except its resources."""
    build_backend(stack, planned.state)
    _build_provider(stack, planned.provider)
    for name, value in _outputs(planned).items():
        TerraformOutput(stack, name, value=value, static_id=True)
    for name, value in _locals(planned).items():
        TerraformLocal(stack, f"local_{name}", value).override_logical_id(name)


def read_frame(data: dict[str, Any]) -> tuple[Provider, State]:
    """The provider and the state in the JSON; the rest of the frame has to be as expected.

    Raises:
        Unexpected: it is not.
    """
    terraform = Block("terraform", data["terraform"])
    required = Block("aws", terraform.take("required_providers")["aws"])
    required.expect("source", _SOURCE)
    constraint = required.text("version")
    required.end()
    state = read_backend(terraform)
    terraform.end()
    return _read_provider(data["provider"], constraint), state


def check_outputs(planned: Stack, data: dict[str, Any]) -> None:
    """The outputs are those that the plan requires, and no others."""
    written = {name: output["value"] for name, output in data.get("output", {}).items()}
    if written != _outputs(planned):
        raise Unexpected(f"{planned.name}: outputs {written!r}")


def check_locals(planned: Stack, data: dict[str, Any]) -> None:
    """The locals are those that the plan requires, and no others."""
    if data.get("locals", {}) != _locals(planned):
        raise Unexpected(f"{planned.name}: locals {data.get('locals')!r}")


def _locals(planned: Stack) -> dict[str, list[str]]:
    """``filters``: the Terraform names of the filters by rank; ``references.py`` writes what refers to it."""
    filters = [ranked.address.name for ranked in planned.of(RankedFilter)]
    return {"filters": filters} if filters else {}


def _outputs(planned: Stack) -> dict[str, Any]:
    """``detector_id``; in the administrator's account also ``member_ids`` by account id and ``filter_arns`` by name."""
    if not planned.of(Detector):
        return {}
    (detector,) = planned.of(Detector)
    detector_id = {"detector_id": _attribute(detector.address, "id")}
    if planned.of(InviteAccepter):
        return detector_id
    members = {literal(member.body.account_id): _attribute(member.address, "id") for member in planned.of(Member)}
    arns = {literal(ranked.body.name): _attribute(ranked.address, "arn") for ranked in planned.of(RankedFilter)}
    return {**detector_id, "member_ids": members, "filter_arns": dict(sorted(arns.items()))}


def _attribute(address: Address, attribute: str) -> str:
    return expression(Ref(address, attribute))


def _build_provider(stack: TerraformStack, provider: Provider) -> None:
    """``allowed_account_ids`` stops an apply with the credentials of another account."""
    AwsProvider(
        stack,
        "aws",
        region=literal(provider.region),
        allowed_account_ids=[literal(provider.account_id)],
        assume_role=[AwsProviderAssumeRole(role_arn=literal(provider.role))] if provider.role else None,
        default_tags=[AwsProviderDefaultTags(tags=literal_map(provider.tags))] if provider.tags else None,
    )
    # The bindings pin the version they were made from, which is older than AI Protection. Their short source,
    # "aws", is ambiguous to OpenTofu (opentofu#2402); both name the provider by this one.
    required = {"source": _SOURCE, "version": literal(provider.constraint)}
    stack.add_override("terraform.required_providers.aws", required)


def _read_provider(data: dict[str, Any], constraint: str) -> Provider:
    block = Block("provider", data).block("aws")
    (account_id,) = block.texts("allowed_account_ids")
    assumed, tagged = block.blocks("assume_role"), block.blocks("default_tags")
    roles = [role.text("role_arn") for role in assumed]
    tags = [default.text_map("tags") for default in tagged]
    region = block.text("region")
    for whole in (block, *assumed, *tagged):
        whole.end()
    return Provider(account_id, region, roles[0] if roles else None, constraint, tags[0] if tags else {})
