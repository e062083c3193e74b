"""Where the state of each stack is kept."""

from ..model.backends import Backend, CloudBackend, HttpBackend, LocalBackend
from ..model.plan import CloudState, HttpState, LocalState, S3State, State
from . import stack_names


def state_of(backend: Backend, stack: str) -> State:
    """The state of the stack with this name."""
    if isinstance(backend, LocalBackend):
        return LocalState(stack_names.state_path(backend.directory, stack))
    if isinstance(backend, CloudBackend):
        workspace = stack_names.workspace(backend.workspace_prefix, stack)
        return CloudState(backend.organization, workspace, backend.project, backend.hostname)
    if isinstance(backend, HttpBackend):
        address = stack_names.state_address(backend.address, stack)
        return HttpState(address, stack_names.lock_address(address) if backend.lock else None)
    key = stack_names.state_key(backend.key_prefix, stack)
    return S3State(backend.bucket, key, backend.region, backend.use_lockfile, backend.kms_key_id)
