"""What surrounds the resources of a stack: backend, provider, versions, outputs."""

from typing import Any

from cdktf import LocalBackend, S3Backend, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderAssumeRole, AwsProviderDefaultTags

from compiler.model import organization as model
from compiler.model.plan import Provider, Stack
from compiler.model.resources import Detector, InviteAccepter, Member, RankedFilter
from compiler.terraform.block import DETECTOR_ID, Block, Unexpected
from compiler.terraform.literals import literal, literal_map
from compiler.terraform.member import member_address

# import blocks are Terraform 1.5; use_lockfile of the S3 backend is 1.10.
_TERRAFORM = ">= 1.5.0"
_TERRAFORM_WITH_LOCKFILE = ">= 1.10.0"


def build_frame(stack: TerraformStack, planned: Stack) -> None:
    _build_backend(stack, planned)
    _build_provider(stack, planned.provider)
    for name, value in _outputs(planned).items():
        TerraformOutput(stack, name, value=value, static_id=True)


def read_frame(name: str, data: dict[str, Any]) -> tuple[Provider, model.Backend]:
    """The provider and backend in the JSON; the rest of the frame has to be as expected.

    Raises:
        Unexpected: where it is not.
    """
    terraform = Block("terraform", data["terraform"])
    required = Block("aws", terraform.take("required_providers")["aws"])
    required.expect("source", "aws")
    constraint = required.text("version")
    required.end()
    backend = _read_backend(name, terraform.take("backend"))
    terraform.expect("required_version", _required_version(backend))
    terraform.end()
    return _read_provider(data["provider"], constraint), backend


def check_outputs(planned: Stack, data: dict[str, Any]) -> None:
    found = {name: output["value"] for name, output in data.get("output", {}).items()}
    if found != _outputs(planned):
        raise Unexpected(f"{planned.name}: outputs {found!r}")


def _outputs(planned: Stack) -> dict[str, Any]:
    """``detector_id``; in the administrator's account also ``member_ids`` by account id and ``filter_arns`` by name."""
    if not planned.of(Detector):
        return {}
    if planned.of(InviteAccepter):
        return {"detector_id": DETECTOR_ID}
    members = {m.account_id: f"${{aws_guardduty_member.{member_address(m.account_id)}.id}}" for m in planned.of(Member)}
    arns = {f.name: f"${{aws_guardduty_filter.{f.address}.arn}}" for f in planned.of(RankedFilter)}
    return {"detector_id": DETECTOR_ID, "member_ids": members, "filter_arns": dict(sorted(arns.items()))}


def _build_backend(stack: TerraformStack, planned: Stack) -> None:
    backend = planned.backend
    stack.add_override("terraform.required_version", _required_version(backend))
    if isinstance(backend, model.LocalBackend):
        LocalBackend(stack, path=literal(_state_path(backend, planned.name)))
        return
    S3Backend(
        stack,
        bucket=literal(backend.bucket),
        key=literal(f"{backend.key_prefix}{planned.name}.tfstate"),
        region=literal(backend.region),
        encrypt=True,
        kms_key_id=literal(backend.kms_key_id) if backend.kms_key_id else None,
    )
    stack.add_override("terraform.backend.s3.use_lockfile", backend.use_lockfile)


def _state_path(backend: model.LocalBackend, stack: str) -> str:
    return "terraform.tfstate" if backend.directory == "." else f"{backend.directory}/{stack}.tfstate"


def _required_version(backend: model.Backend) -> str:
    locks = isinstance(backend, model.S3Backend) and backend.use_lockfile
    return _TERRAFORM_WITH_LOCKFILE if locks else _TERRAFORM


def _read_backend(name: str, data: dict[str, Any]) -> model.Backend:
    kind = "local" if "local" in data else "s3"
    backends = Block("backend", {key: [fields] for key, fields in data.items()})
    block = backends.block(kind)
    backends.end()
    if kind == "local":
        path = block.text("path")
        block.end()
        return model.LocalBackend("." if path == "terraform.tfstate" else path.removesuffix(f"/{name}.tfstate"))
    block.expect("encrypt", True)
    backend = model.S3Backend(
        bucket=block.text("bucket"),
        key_prefix=block.text("key").removesuffix(f"{name}.tfstate"),
        region=block.text("region"),
        use_lockfile=block.take("use_lockfile"),
        kms_key_id=block.text("kms_key_id") if block.has("kms_key_id") else None,
    )
    block.end()
    return backend


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
