"""What is around the resources of a stack: backend, provider, versions, outputs."""

from typing import Any

from cdktf import LocalBackend, S3Backend, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderAssumeRole, AwsProviderDefaultTags

from compiler.model.address import Address, Ref
from compiler.model.plan import LocalState, Provider, S3State, Stack, State
from compiler.model.resources.guardduty import Detector, InviteAccepter, Member, RankedFilter
from compiler.terraform.block import Block
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.references import expression
from compiler.terraform.unexpected import Unexpected

# import blocks are Terraform 1.5; use_lockfile of the S3 backend is 1.10.
_TERRAFORM = ">= 1.5.0"
_TERRAFORM_WITH_LOCKFILE = ">= 1.10.0"
# CDKTF writes "aws", which OpenTofu reads as another provider than "hashicorp/aws" of a module (opentofu issue 2402).
_PROVIDER = "hashicorp/aws"


def build_frame(stack: TerraformStack, planned: Stack) -> None:
    """Everything of a stack except its resources."""
    _build_backend(stack, planned.state)
    _build_provider(stack, planned.provider)
    for name, value in _outputs(planned).items():
        TerraformOutput(stack, name, value=value, static_id=True)


def read_frame(data: dict[str, Any]) -> tuple[Provider, State]:
    """The provider and the state in the JSON; the rest of the frame has to be as expected.

    Raises:
        Unexpected: it is not.
    """
    terraform = Block("terraform", data["terraform"])
    required = Block("aws", terraform.take("required_providers")["aws"])
    required.expect("source", _PROVIDER)
    constraint = required.text("version")
    required.end()
    state = _read_backend(terraform.take("backend"))
    terraform.expect("required_version", _required_version(state))
    terraform.end()
    return _read_provider(data["provider"], constraint), state


def check_outputs(planned: Stack, data: dict[str, Any]) -> None:
    """The outputs are those that the plan requires, and no others."""
    written = {name: output["value"] for name, output in data.get("output", {}).items()}
    if written != _outputs(planned):
        raise Unexpected(f"{planned.name}: outputs {written!r}")


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


def _build_backend(stack: TerraformStack, state: State) -> None:
    stack.add_override("terraform.required_version", _required_version(state))
    if isinstance(state, LocalState):
        LocalBackend(stack, path=literal(state.path))
        return
    S3Backend(
        stack,
        bucket=literal(state.bucket),
        key=literal(state.key),
        region=literal(state.region),
        encrypt=True,
        kms_key_id=literal(state.kms_key_id) if state.kms_key_id else None,
    )
    stack.add_override("terraform.backend.s3.use_lockfile", state.use_lockfile)


def _required_version(state: State) -> str:
    locks = isinstance(state, S3State) and state.use_lockfile
    return _TERRAFORM_WITH_LOCKFILE if locks else _TERRAFORM


def _read_backend(data: dict[str, Any]) -> State:
    kind = "local" if "local" in data else "s3"
    backends = Block("backend", {key: [fields] for key, fields in data.items()})
    block = backends.block(kind)
    backends.end()
    state = LocalState(block.text("path")) if kind == "local" else _read_s3(block)
    block.end()
    return state


def _read_s3(block: Block) -> S3State:
    block.expect("encrypt", True)
    return S3State(
        bucket=block.text("bucket"),
        key=block.text("key"),
        region=block.text("region"),
        use_lockfile=block.take("use_lockfile"),
        kms_key_id=block.text("kms_key_id") if block.has("kms_key_id") else None,
    )


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
    # The bindings pin the version they were made from, which is older than AI Protection.
    stack.add_override("terraform.required_providers.aws.version", literal(provider.constraint))
    stack.add_override("terraform.required_providers.aws.source", _PROVIDER)


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
