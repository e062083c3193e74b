"""Real Terraform reads the JSON that we write.

The tests need Terraform, and most of them an AWS provider: ``tests/external_tools.py`` says where it
is looked for. Without one the tests are skipped with the reason. Plans are made offline, with
made-up credentials, from the copies that ``offline.py`` makes.
"""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from compiler.terraform.literals import literal
from tests.conftest import TESTS
from tests.external_tools import Provider, terraform
from tests.offline import needs_terraform, offline_copy, run

STACKS = sorted(TESTS.glob("golden/*/stacks/*/cdk.tf.json"))
TEMPLATES = ["${a}", "$${a}", "$$${a}", '${file("/etc/passwd")}', "%{ if true }", "%%{a}", "${", "$", "$$", "%{"]
NASTY = [*TEMPLATES, "#{a}", '"', "\\", "\n", "é𝄞"]

# A plan keeps one core busy, mostly with the start of the provider.
PLANS_AT_ONCE = 2


@needs_terraform
def test_terraform_reads_every_literal_as_its_text(tmp_path: Path) -> None:
    outputs = {f"text_{number}": {"value": literal(text)} for number, text in enumerate(NASTY)}
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": outputs}), "utf-8")
    terraform(tmp_path, "init")
    terraform(tmp_path, "apply", "-auto-approve")
    read = json.loads(terraform(tmp_path, "output", "-json"))
    assert [read[name]["value"] for name in outputs] == NASTY


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
