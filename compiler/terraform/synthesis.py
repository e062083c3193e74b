"""Plan -> files: CDKTF writes the stacks, and what it wrote is read back and compared with the plan."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..model.plan import Plan, Stack
from ..model.resources import Body
from . import bindings
from .block import Block
from .constructs import envelope
from .constructs.app import write_stacks
from .constructs.frame import check_locals, check_outputs, read_frame
from .kinds import READERS
from .unexpected import Unexpected

Files = dict[str, str]
MANIFEST = "manifest.json"
_KEYS = {"//", "import", "locals", "moved", "output", "provider", "resource", "terraform"}


def synthesize(plan: Plan) -> Files:
    """The files of ``cdktf.out`` by their path below it, written by CDKTF and read back.

    CDKTF writes to a temporary folder; nothing else is touched.

    Raises:
        Unexpected: the JSON is not what the plan requires. A fault of the compiler, never of a spec.
        EnvironmentFailure: Node has ended.
    """
    with tempfile.TemporaryDirectory(prefix="watchspec-") as folder:
        with bindings.node_is_needed():
            write_stacks(plan, Path(folder))
        files = dict(_read_files(Path(folder), plan.title))
    for stack in plan.stacks:
        compare(stack, json.loads(files[stack_path(stack.name)]))
    _compare_order(plan, json.loads(files[MANIFEST]))
    return files


def stack_path(name: str) -> str:
    return f"stacks/{name}/cdk.tf.json"


def manifest_text(organization: str, manifests: Sequence[dict[str, Any]]) -> str:
    """One manifest for the stacks of all of them, sorted: the same however the work was divided.

    CDKTF ignores the key ``organization``. We read it to leave the stacks of other organizations alone.
    """
    stacks = {name: stack for manifest in manifests for name, stack in manifest["stacks"].items()}
    manifest = {**manifests[0], "organization": organization, "stacks": stacks}
    return json.dumps(manifest, indent=2, sort_keys=True) + "\n"


def compare(planned: Stack, data: dict[str, Any]) -> None:
    """Everything of the plan is in the JSON, and nothing else is."""
    _compare_resources(planned, data)
    if read_frame(data) != (planned.provider, planned.state):
        raise Unexpected(f"{planned.name}: provider or backend")
    check_outputs(planned, data)
    check_locals(planned, data)
    unknown = data.keys() - _KEYS
    if unknown:
        raise Unexpected(f"{planned.name}: {sorted(unknown)}")


def _read_files(folder: Path, organization: str) -> Iterator[tuple[str, str]]:
    """With a line end at the end, which CDKTF leaves out and editors and git expect."""
    for path in sorted(folder.rglob("*.json")):
        text = path.read_text("utf-8").rstrip("\n") + "\n"
        name = path.relative_to(folder).as_posix()
        yield name, manifest_text(organization, [json.loads(text)]) if name == MANIFEST else text


def _compare_resources(planned: Stack, data: dict[str, Any]) -> None:
    """By address: every resource is compared with one."""
    written = envelope.read(data, _read_body)
    expected = planned.by_address
    if written != expected:
        different = sorted(a for a in {*written, *expected} if written.get(a) != expected.get(a))
        first = different[0]
        details = f"{written.get(first)!r} instead of {expected.get(first)!r}"
        raise Unexpected(f"{planned.name}: {len(different)} resources are not as planned; {first}: {details}")


def _read_body(terraform_type: str, block: Block) -> Body:
    if terraform_type not in READERS:
        raise Unexpected(f"no body has the type {terraform_type}")
    return READERS[terraform_type](block)


def _compare_order(plan: Plan, manifest: dict[str, Any]) -> None:
    """CDKTF's manifest names the same stacks, and the same that have to be applied before each."""
    written = {name: tuple(stack["dependencies"]) for name, stack in manifest["stacks"].items()}
    if written != {stack.name: stack.after for stack in plan.stacks}:
        raise Unexpected(f"manifest: {written!r}")
