"""Plan -> files: builds the stacks, lets CDKTF synthesize them, and reads them back."""

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdktf import App, TerraformStack

from compiler.model.plan import Plan, Stack
from compiler.model.resources import Resource
from compiler.terraform.block import IMPORT, MOVED, Block, Unexpected
from compiler.terraform.frame import build_frame, check_outputs, read_frame
from compiler.terraform.kinds import KINDS
from compiler.terraform.scope import Scope

Files = dict[str, str]
MANIFEST = "manifest.json"


def synthesize(plan: Plan) -> Files:
    """The files of ``cdktf.out`` by their path below it, synthesized by CDKTF and read back.

    CDKTF writes to a temporary folder; nothing else is touched.

    Raises:
        Unexpected: the JSON does not say what the plan says. A fault of the compiler, never of a spec.
    """
    with tempfile.TemporaryDirectory(prefix="watchspec-") as folder:
        # CDKTF's own validations run `terraform version` for an import block, and fail where there is no
        # Terraform; required_version says the same to the one that applies. The rest we check ourselves.
        app = App(outdir=folder, skip_validation=True)
        built: dict[str, TerraformStack] = {}
        for stack in plan.stacks:
            built[stack.name] = _build(app, stack, built)
        app.synth()
        files = dict(_read_files(Path(folder)))
    for stack in plan.stacks:
        compare(stack, json.loads(files[stack_path(stack.name)]))
    _compare_order(plan, json.loads(files[MANIFEST]))
    return files


def stack_path(name: str) -> str:
    return f"stacks/{name}/cdk.tf.json"


def _build(app: App, planned: Stack, before: Mapping[str, TerraformStack]) -> TerraformStack:
    scope = Scope(TerraformStack(app, planned.name))
    for name in planned.after:
        scope.stack.add_dependency(before[name])
    build_frame(scope.stack, planned)
    for resource in planned.resources:
        KINDS[type(resource)].build(scope, resource)
    scope.name_specs()
    return scope.stack


def _read_files(folder: Path) -> Iterator[tuple[str, str]]:
    """With a line end at the end, which CDKTF leaves out and editors and git expect."""
    for path in sorted(folder.rglob("*.json")):
        text = path.read_text("utf-8").rstrip("\n") + "\n"
        yield path.relative_to(folder).as_posix(), manifest_text([json.loads(text)]) if path.name == MANIFEST else text


def manifest_text(manifests: Sequence[dict[str, Any]]) -> str:
    """One manifest for the stacks of all of them, sorted: the same however the work was shared out."""
    stacks = {name: stack for manifest in manifests for name, stack in manifest["stacks"].items()}
    return json.dumps({**manifests[0], "stacks": stacks}, indent=2, sort_keys=True) + "\n"


def compare(planned: Stack, data: dict[str, Any]) -> None:
    """Everything of the plan is in the JSON, and nothing else is."""
    _compare_resources(planned, [resource for _, resource in _read_resources(data)])
    if read_frame(planned.name, data) != (planned.provider, planned.backend):
        raise Unexpected(f"{planned.name}: provider or backend")
    check_outputs(planned, data)
    unknown = data.keys() - {"//", "import", "moved", "output", "provider", "resource", "terraform"}
    if unknown:
        raise Unexpected(f"{planned.name}: {sorted(unknown)}")


def _compare_resources(planned: Stack, written: list[Resource]) -> None:
    """By type and spec first: a stack may have thousands, and each is only compared with a few."""
    by_spec: dict[tuple[type, str], list[Resource]] = defaultdict(list)
    for resource in written:
        by_spec[type(resource), resource.origin.label].append(resource)
    lost = [r for r in planned.resources if r not in by_spec[type(r), r.origin.label]]
    if lost or len(written) != len(planned.resources):
        raise Unexpected(f"{planned.name}: {len(written)} resources for {len(planned.resources)}; lost: {lost[:3]!r}")


def _compare_order(plan: Plan, manifest: dict[str, Any]) -> None:
    """CDKTF's manifest names the same stacks, and the same that have to be applied before each."""
    written = {name: tuple(stack["dependencies"]) for name, stack in manifest["stacks"].items()}
    if written != {stack.name: stack.after for stack in plan.stacks}:
        raise Unexpected(f"manifest: {written!r}")


def _read_resources(data: dict[str, Any]) -> Iterator[tuple[str, Resource]]:
    imports = {block["to"]: block["id"] for block in data.get("import", [])}
    moves = {block["to"]: block["from"] for block in data.get("moved", [])}
    readers = {kind.terraform_type: kind.read for kind in KINDS.values()}
    for terraform_type, blocks in data["resource"].items():
        for name, fields in blocks.items():
            address = f"{terraform_type}.{name}"
            imported = {IMPORT: imports.pop(address)} if address in imports else {}
            moved = {MOVED: moves.pop(address).removeprefix(f"{terraform_type}.")} if address in moves else {}
            block = Block(address, {**fields, **imported, **moved})
            yield address, readers[terraform_type](name, block)
            block.end()
    if imports or moves:
        raise Unexpected(f"imports or moves of nothing: {sorted([*imports, *moves])}")
