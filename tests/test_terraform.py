"""The real Terraform reads what we write.

``terraform plan`` needs the AWS provider: from a plugin mirror that ``WATCHSPEC_PLUGIN_MIRROR``
names, or from the registry where ``WATCHSPEC_REGISTRY=1`` says so. Where there is neither, or no
Terraform, the tests skip and say so. Plans are made offline, with made-up credentials: what only a
call to AWS can answer (assumed roles, adopted detectors) is taken out of the copy that is planned.
"""

import functools
import json
import os
import shutil
import subprocess
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
    terraform(folder, "init", *([f"-plugin-dir={MIRROR}"] if MIRROR else []))
    return folder


OFFLINE = {
    "access_key": "made-up",
    "secret_key": "made-up",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
}


def write(folder: Path, data: dict[str, Any]) -> None:
    """A copy of a stack that can be planned here: offline, with the provider at hand."""
    changed: dict[str, Any] = json.loads(json.dumps(data))
    changed.pop("import", None)
    changed["terraform"]["backend"] = {"local": {}}
    (provider,) = changed["provider"]["aws"]
    tags = provider.get("default_tags", [])
    changed["provider"]["aws"] = [{"region": provider["region"], "default_tags": tags, **OFFLINE}]
    if mirrored_version():
        changed["terraform"]["required_providers"]["aws"]["version"] = mirrored_version()
        leave_out_the_younger(changed["resource"])
    (folder / "cdk.tf.json").write_text(json.dumps(changed), "utf-8")


def leave_out_the_younger(resources: dict[str, Any]) -> None:
    """What is younger than an old provider: two features, two operators."""
    for kind in ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"):
        blocks = resources.pop(kind, {})
        known = {name: block for name, block in blocks.items() if block["name"] not in YOUNGER_FEATURES}
        resources |= {kind: known} if known else {}
    for ranked in resources.get("aws_guardduty_filter", {}).values():
        for criterion in ranked["finding_criteria"]["criterion"]:
            for operator in YOUNGER_OPERATORS:
                criterion.pop(operator, None)


def stack_id(path: Path) -> str:
    """``seed-seed-us-east-1``: the golden folder and the stack."""
    return f"{path.parents[2].name}-{path.parent.name}"


MOVING = [path for path in STACKS if json.loads(path.read_text("utf-8")).keys() & {"import", "moved"}]


@needs_terraform
@needs_provider
@pytest.mark.parametrize("path", MOVING, ids=stack_id)
def test_terraform_takes_imports_and_moves(path: Path, initialized: Path, tmp_path: Path) -> None:
    """A plan would ask AWS for what is imported; whether the blocks are right, Terraform tells without."""
    data = json.loads(path.read_text("utf-8"))
    write(tmp_path, data)
    copied = json.loads((tmp_path / "cdk.tf.json").read_text("utf-8"))
    copied |= {key: data[key] for key in ("import", "moved") if key in data}
    (tmp_path / "cdk.tf.json").write_text(json.dumps(copied), "utf-8")
    shutil.copy(initialized / ".terraform.lock.hcl", tmp_path)
    assert "The configuration is valid" in terraform(tmp_path, "validate", data=initialized / ".terraform")


@needs_terraform
@needs_provider
@pytest.mark.parametrize("path", STACKS, ids=stack_id)
def test_terraform_plans_every_stack(path: Path, initialized: Path, tmp_path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    write(tmp_path, data)
    shutil.copy(initialized / ".terraform.lock.hcl", tmp_path)
    printed = terraform(tmp_path, "plan", "-json", "-lock=false", "-refresh=false", data=initialized / ".terraform")
    messages = [json.loads(line) for line in printed.splitlines()]
    planned = {f"{m['change']['resource']['addr']}" for m in messages if m["type"] == "planned_change"}
    copied = json.loads((tmp_path / "cdk.tf.json").read_text("utf-8"))["resource"]
    assert planned == {f"{kind}.{name}" for kind, blocks in copied.items() for name in blocks}
    assert [m["@message"] for m in messages if m["@level"] in ("warn", "error")] == []
