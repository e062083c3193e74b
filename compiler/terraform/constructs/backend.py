"""Where a stack keeps its state, and the version of Terraform that this needs. Credentials are never written."""

from cdktf import CloudBackend, HttpBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformStack

from ...model.plan import CloudState, HttpState, LocalState, S3State, State
from ..block import Block
from ..literals import literal

# import blocks are Terraform 1.5; a project of the cloud block is 1.6; use_lockfile of the S3 backend is 1.10.
_TERRAFORM = ">= 1.5.0"
_TERRAFORM_WITH_PROJECT = ">= 1.6.0"
_TERRAFORM_WITH_LOCKFILE = ">= 1.10.0"
# How GitLab locks a state (GitLab documentation, Terraform state administration).
_LOCK_METHOD, _UNLOCK_METHOD = "POST", "DELETE"


def build_backend(stack: TerraformStack, state: State) -> None:
    """The backend of a stack, or its cloud block, and ``required_version``."""
    stack.add_override("terraform.required_version", _required_version(state))
    if isinstance(state, LocalState):
        LocalBackend(stack, path=literal(state.path))
    elif isinstance(state, CloudState):
        _build_cloud(stack, state)
    elif isinstance(state, HttpState):
        _build_http(stack, state)
    else:
        _build_s3(stack, state)


def read_backend(terraform: Block) -> State:
    """The state in the JSON's ``terraform`` block.

    Raises:
        Unexpected: it is none that :func:`build_backend` writes.
    """
    state = _read_cloud(terraform) if terraform.has("cloud") else _read_state(terraform)
    terraform.expect("required_version", _required_version(state))
    return state


def _required_version(state: State) -> str:
    if isinstance(state, S3State) and state.use_lockfile:
        return _TERRAFORM_WITH_LOCKFILE
    return _TERRAFORM_WITH_PROJECT if isinstance(state, CloudState) and state.project else _TERRAFORM


def _build_s3(stack: TerraformStack, state: S3State) -> None:
    S3Backend(
        stack,
        bucket=literal(state.bucket),
        key=literal(state.key),
        region=literal(state.region),
        encrypt=True,
        kms_key_id=literal(state.kms_key_id) if state.kms_key_id else None,
    )
    stack.add_override("terraform.backend.s3.use_lockfile", state.use_lockfile)


def _build_cloud(stack: TerraformStack, state: CloudState) -> None:
    CloudBackend(
        stack,
        organization=literal(state.organization),
        hostname=literal(state.hostname) if state.hostname else None,
        workspaces=NamedCloudWorkspace(literal(state.workspace), literal(state.project) if state.project else None),
    )


def _build_http(stack: TerraformStack, state: HttpState) -> None:
    lock_address = literal(state.lock_address) if state.lock_address else None
    HttpBackend(
        stack,
        address=literal(state.address),
        lock_address=lock_address,
        lock_method=_LOCK_METHOD if lock_address else None,
        unlock_address=lock_address,
        unlock_method=_UNLOCK_METHOD if lock_address else None,
    )


def _read_state(terraform: Block) -> State:
    backends = Block("backend", {key: [fields] for key, fields in terraform.take("backend").items()})
    kind = next((kind for kind in _READERS if backends.has(kind)), "s3")
    block = backends.block(kind)
    backends.end()
    state = _READERS[kind](block)
    block.end()
    return state


def _read_local(block: Block) -> State:
    return LocalState(block.text("path"))


def _read_s3(block: Block) -> State:
    block.expect("encrypt", True)
    return S3State(
        bucket=block.text("bucket"),
        key=block.text("key"),
        region=block.text("region"),
        use_lockfile=block.take("use_lockfile"),
        kms_key_id=block.text("kms_key_id") if block.has("kms_key_id") else None,
    )


def _read_http(block: Block) -> State:
    address, lock_address = block.text("address"), block.text("lock_address") if block.has("lock_address") else None
    if lock_address:
        block.expect("lock_method", _LOCK_METHOD)
        block.expect("unlock_address", literal(lock_address))
        block.expect("unlock_method", _UNLOCK_METHOD)
    return HttpState(address, lock_address)


def _read_cloud(terraform: Block) -> State:
    block = Block("cloud", terraform.take("cloud"))
    workspace = Block("workspaces", block.take("workspaces"))
    state = CloudState(
        organization=block.text("organization"),
        workspace=workspace.text("name"),
        project=workspace.text("project") if workspace.has("project") else None,
        hostname=block.text("hostname") if block.has("hostname") else None,
    )
    for whole in (workspace, block):
        whole.end()
    return state


_READERS = {"http": _read_http, "local": _read_local, "s3": _read_s3}
