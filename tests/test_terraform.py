"""The real Terraform reads what we write.

``terraform validate`` needs the AWS provider: from a plugin mirror that ``WATCHSPEC_PLUGIN_MIRROR``
names, or from the registry where ``WATCHSPEC_REGISTRY=1`` says so. Where there is neither, or no
Terraform, the tests skip and say so.
"""

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compiler.terraform.literals import literal
from tests.conftest import ROOT, TESTS

MIRROR = os.environ.get("WATCHSPEC_PLUGIN_MIRROR")
STACKS = sorted([*TESTS.glob("golden/*/stacks/*/cdk.tf.json"), *(ROOT / "cdktf.out").glob("stacks/*/cdk.tf.json")])
TEMPLATES = ["${a}", "$${a}", "$$${a}", '${file("/etc/passwd")}', "%{ if true }", "%%{a}", "${", "$", "$$", "%{"]
NASTY = [*TEMPLATES, "#{a}", '"', "\\", "\n", "é𝄞"]

YOUNGER_FEATURES = ("AI_PROTECTION", "AI_ANALYST")
YOUNGER_OPERATORS = ("matches", "not_matches")

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="there is no terraform on PATH")
needs_provider = pytest.mark.skipif(
    not MIRROR and os.environ.get("WATCHSPEC_REGISTRY") != "1",
    reason="no AWS provider: set WATCHSPEC_PLUGIN_MIRROR to a plugin mirror, or WATCHSPEC_REGISTRY=1",
)


def terraform(folder: Path, *arguments: str, data: Path | None = None) -> str:
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_DATA_DIR": str(data or folder / ".terraform")}
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_terraform
def test_terraform_reads_literals_back(tmp_path: Path) -> None:
    outputs = {f"text_{number}": {"value": literal(text)} for number, text in enumerate(NASTY)}
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": outputs}), "utf-8")
    terraform(tmp_path, "init")
    terraform(tmp_path, "apply", "-auto-approve")
    read = json.loads(terraform(tmp_path, "output", "-json"))
    assert [read[name]["value"] for name in outputs] == NASTY


@functools.cache
def mirrored_version() -> str | None:
    """The provider in the mirror, where it is older than the one our output asks for."""
    folders = sorted(Path(MIRROR or "/nonexistent").glob("*/hashicorp/aws/*"))
    version = folders[-1].name if folders else None
    return version if version and [int(part) for part in version.split(".")] < [6, 56, 0] else None


@pytest.fixture(scope="module")
def initialized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``terraform init`` has found the provider once for all stacks."""
    folder = tmp_path_factory.mktemp("init")
    write(folder, json.loads(STACKS[0].read_text("utf-8")))
    terraform(folder, "init", "-backend=false", *([f"-plugin-dir={MIRROR}"] if MIRROR else []))
    return folder


def write(folder: Path, data: dict[str, Any]) -> None:
    text = json.dumps(for_old_provider(data, mirrored_version()) if mirrored_version() else data)
    (folder / "cdk.tf.json").write_text(text, "utf-8")


def for_old_provider(data: dict[str, Any], version: str | None) -> dict[str, Any]:
    """A copy less what is younger than the provider at hand: two features, two operators."""
    changed: dict[str, Any] = json.loads(json.dumps(data))
    changed["terraform"]["required_providers"]["aws"]["version"] = version
    for kind in ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"):
        blocks = changed["resource"].pop(kind, {})
        known = {name: block for name, block in blocks.items() if block["name"] not in YOUNGER_FEATURES}
        changed["resource"] |= {kind: known} if known else {}
    for ranked in changed["resource"].get("aws_guardduty_filter", {}).values():
        for criterion in ranked["finding_criteria"]["criterion"]:
            for operator in YOUNGER_OPERATORS:
                criterion.pop(operator, None)
    return changed


def stack_id(path: Path) -> str:
    """``seed-seed-us-east-1``: the golden folder and the stack."""
    return f"{path.parents[2].name}-{path.parent.name}"


@needs_terraform
@needs_provider
@pytest.mark.parametrize("path", STACKS, ids=stack_id)
def test_terraform_takes_every_stack(path: Path, initialized: Path, tmp_path: Path) -> None:
    write(tmp_path, json.loads(path.read_text("utf-8")))
    shutil.copy(initialized / ".terraform.lock.hcl", tmp_path)
    answer = json.loads(terraform(tmp_path, "validate", "-json", data=initialized / ".terraform"))
    assert (answer["valid"], list(warnings(answer))) == (True, [])


def warnings(answer: dict[str, Any]) -> Iterator[str]:
    for diagnostic in answer["diagnostics"]:
        yield diagnostic["summary"]
