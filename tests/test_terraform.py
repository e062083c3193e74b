"""Real Terraform reads the JSON that we write.

The tests need Terraform, and most of them an AWS provider: ``tests/external_tools.py`` says where it
is looked for. Without one the tests are skipped with the reason. Plans are made offline, with
made-up credentials: what only AWS can answer (assumed roles, adopted detectors) is left out of the
copy that is planned, and so is what an old provider does not know.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from compiler.terraform.literals import literal
from tests.conftest import ROOT, TESTS
from tests.external_tools import NoProvider, Provider, install_provider, terraform

STACKS = sorted([*TESTS.glob("golden/*/stacks/*/cdk.tf.json"), *(ROOT / "cdktf.out").glob("stacks/*/cdk.tf.json")])
TEMPLATES = ["${a}", "$${a}", "$$${a}", '${file("/etc/passwd")}', "%{ if true }", "%%{a}", "${", "$", "$$", "%{"]
NASTY = [*TEMPLATES, "#{a}", '"', "\\", "\n", "é𝄞"]

NEW_FEATURES = ("AI_PROTECTION", "AI_ANALYST")
NEW_OPERATORS = ("matches", "not_matches")

# A plan keeps one core busy, mostly with the start of the provider.
PLANS_AT_ONCE = 2

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not on PATH")


@needs_terraform
def test_terraform_reads_every_literal_as_its_text(tmp_path: Path) -> None:
    outputs = {f"text_{number}": {"value": literal(text)} for number, text in enumerate(NASTY)}
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": outputs}), "utf-8")
    terraform(tmp_path, "init")
    terraform(tmp_path, "apply", "-auto-approve")
    read = json.loads(terraform(tmp_path, "output", "-json"))
    assert [read[name]["value"] for name in outputs] == NASTY


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """The provider, installed once for all stacks. A place that the environment names must have one."""
    try:
        return install_provider(tmp_path_factory.mktemp("init"))
    except NoProvider as error:
        if {"WATCHSPEC_PLUGIN_MIRROR", "WATCHSPEC_REGISTRY"} & os.environ.keys():
            raise
        pytest.skip(str(error))


def run(provider: Provider, folder: Path, *arguments: str) -> str:
    """Runs Terraform in the folder of a stack, with the provider that is installed elsewhere."""
    lock = (provider.folder / ".terraform.lock.hcl").read_text("utf-8")
    # Without a checksum Terraform does not read the whole provider again to compare it.
    (folder / ".terraform.lock.hcl").write_text(re.sub(r"hashes\s*=\s*\[.*?\]", "", lock, flags=re.DOTALL), "utf-8")
    # Less garbage collection (GOGC) makes a plan a quarter shorter.
    environment = {"TF_DATA_DIR": str(provider.folder / ".terraform"), "GOGC": "400"}
    return terraform(folder, *arguments, environment=environment)


OFFLINE = {
    "access_key": "made-up",
    "secret_key": "made-up",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
}


def offline_copy(stack: Mapping[str, Any], provider: Provider) -> dict[str, Any]:
    """A copy of a stack that can be planned without AWS and with this provider."""
    copy: dict[str, Any] = json.loads(json.dumps(stack))
    copy.pop("import", None)
    copy["terraform"].pop("cloud", None)
    copy["terraform"]["backend"] = {"local": {}}
    (configuration,) = copy["provider"]["aws"]
    tags = configuration.get("default_tags", [])
    copy["provider"]["aws"] = [{"region": configuration["region"], "default_tags": tags, **OFFLINE}]
    required = copy["terraform"]["required_providers"]["aws"]
    if numbers(provider.version) < numbers(required["version"]):
        required["version"] = provider.version
        leave_out_what_is_new(copy["resource"])
    return copy


def numbers(version: str) -> list[int]:
    """``>= 6.56.0, < 7.0.0`` -> ``[6, 56, 0]``: the first version that is named."""
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def leave_out_what_is_new(resources: dict[str, Any]) -> None:
    """Removes what providers before 6.56.0 do not know: two features, two operators."""
    for kind in ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"):
        blocks = resources.pop(kind, {})
        known = {name: block for name, block in blocks.items() if block["name"] not in NEW_FEATURES}
        resources |= {kind: known} if known else {}
    for accepter in resources.get("aws_guardduty_invite_accepter", {}).values():
        features = resources.get("aws_guardduty_detector_feature", {})
        accepter["depends_on"] = [f"aws_guardduty_detector_feature.{name}" for name in features]
    for block in resources.get("aws_guardduty_filter", {}).values():
        for criterion in block["finding_criteria"]["criterion"]:
            for operator in NEW_OPERATORS:
                criterion.pop(operator, None)


def stack_id(path: Path) -> str:
    """``seed-seed-us-east-1``: the golden folder and the stack."""
    return f"{path.parents[2].name}-{path.parent.name}"


MOVING = [path for path in STACKS if json.loads(path.read_text("utf-8")).keys() & {"import", "moved"}]


@needs_terraform
@pytest.mark.parametrize("path", MOVING, ids=stack_id)
def test_terraform_accepts_import_and_moved_blocks(path: Path, provider: Provider, tmp_path: Path) -> None:
    """A plan would ask AWS for what is imported; ``terraform validate`` checks the blocks without it."""
    stack = json.loads(path.read_text("utf-8"))
    blocks = {key: stack[key] for key in ("import", "moved") if key in stack}
    (tmp_path / "cdk.tf.json").write_text(json.dumps(offline_copy(stack, provider) | blocks), "utf-8")
    assert "The configuration is valid" in run(provider, tmp_path, "validate")


@pytest.fixture(scope="module")
def plans(
    request: pytest.FixtureRequest, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Path, Future[str]]]:
    """What ``terraform plan -json`` prints for each stack that a selected test needs, planned side by side."""
    tests = [item for item in request.session.items if isinstance(item, pytest.Function)]
    paths = [Path(str(test.callspec.params["path"])) for test in tests if "plans" in test.fixturenames]
    pool = ThreadPoolExecutor(PLANS_AT_ONCE)
    yield {path: pool.submit(plan, path, provider, tmp_path_factory.mktemp("plan")) for path in paths}
    pool.shutdown(cancel_futures=True)


def plan(path: Path, provider: Provider, folder: Path) -> str:
    stack = offline_copy(json.loads(path.read_text("utf-8")), provider)
    (folder / "cdk.tf.json").write_text(json.dumps(stack), "utf-8")
    return run(provider, folder, "plan", "-json", "-lock=false", "-refresh=false")


@needs_terraform
@pytest.mark.parametrize("path", STACKS, ids=stack_id)
def test_terraform_plans_every_resource_without_a_warning(
    path: Path, provider: Provider, plans: dict[Path, Future[str]]
) -> None:
    messages = [json.loads(line) for line in plans[path].result().splitlines()]
    planned = {m["change"]["resource"]["addr"] for m in messages if m["type"] == "planned_change"}
    resources = offline_copy(json.loads(path.read_text("utf-8")), provider)["resource"]
    assert planned == {f"{kind}.{name}" for kind, blocks in resources.items() for name in blocks}
    assert [m["@message"] for m in messages if m["@level"] in ("warn", "error")] == []
