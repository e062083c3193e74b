"""The CDKTF app: builds the stacks of a plan and lets CDKTF write them."""

from collections.abc import Mapping
from pathlib import Path

from cdktf import App, TerraformStack

from ...model.plan import Plan, Stack
from ..kinds import KINDS
from . import envelope
from .frame import build_frame


def write_stacks(plan: Plan, folder: Path) -> None:
    """CDKTF writes ``manifest.json`` and ``stacks/`` into the folder."""
    # CDKTF's own validations run `terraform version` for an import block, and fail where there is no
    # Terraform; required_version has the same effect where the stack is applied. The rest we check ourselves.
    app = App(outdir=str(folder), skip_validation=True)
    built: dict[str, TerraformStack] = {}
    for stack in plan.stacks:
        built[stack.name] = _build(app, stack, built)
    app.synth()


def _build(app: App, planned: Stack, before: Mapping[str, TerraformStack]) -> TerraformStack:
    """Constructs are directly below the stack and have Terraform's names: then CDKTF adds no hash to them."""
    stack = TerraformStack(app, planned.name)
    for name in planned.after:
        stack.add_dependency(before[name])
    build_frame(stack, planned)
    envelope.write(
        stack,
        [
            (resource, KINDS[type(resource.body)].build(stack, resource.address.name, resource.body))
            for resource in planned.resources
        ],
    )
    return stack
