"""The workflow of docs/pipeline.md runs: its steps in a shell, in a repository with the specs of the page.

Terraform is a script that writes down how it was called; what GitHub would put in place of ``${{ … }}`` is put there.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from compiler.commands import run
from compiler.plan.waves import waves
from tests.conftest import ROOT, TESTS, compile_folder
from tests.test_guides import BLOCK, ENVIRONMENT

PAGE = (ROOT / "docs" / "pipeline.md").read_text("utf-8")
FILES = [block[2].partition("\n") for block in BLOCK.finditer(PAGE) if block[1] == "yaml"]
WORKFLOW, TERRAFORM = (
    yaml.safe_load(next(text for first, _, text in FILES if first == f"# .github/workflows/{name}.yaml"))
    for name in ("guardduty", "terraform")
)
CHECK = WORKFLOW["jobs"]["check"]
SPECS = {first.removeprefix("# "): text for first, _, text in reversed(FILES) if first.startswith("# specs/")}

pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="no git, or no bash")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The page's company, committed with its output; on top of it a commit that changes one stack."""
    write_program(
        tmp_path, "watchspec", f'exec {shlex.quote(sys.executable)} {shlex.quote(str(ROOT / "main.py"))} "$@"'
    )
    (tmp_path / "specs").mkdir()
    for name, text in SPECS.items():
        (tmp_path / name).write_text(text, "utf-8")
    commit(tmp_path)
    organization = tmp_path / "specs" / "organization.yaml"
    organization.write_text(organization.read_text("utf-8") + "protections: {s3: true}\n", "utf-8")
    commit(tmp_path)
    return tmp_path


def write_program(folder: Path, name: str, script: str) -> None:
    """A program that ``in_shell`` finds."""
    (folder / "programs").mkdir(exist_ok=True)
    (folder / "programs" / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / "programs" / name).chmod(0o755)


def commit(folder: Path) -> None:
    assert run(["synth", "--specs", str(folder / "specs"), "--out", str(folder / "cdktf.out")]) == 0
    for line in ("init --quiet", "add --all specs cdktf.out", "commit --quiet --message x"):
        subprocess.run(["git", *line.split()], cwd=folder, env=ENVIRONMENT, check=True)


def in_shell(script: str, folder: Path, **variables: str) -> str:
    """As GitHub runs a step: in bash, until the first command that fails."""
    environment = {**ENVIRONMENT, "PATH": f"{folder / 'programs'}:{os.environ['PATH']}", **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def outputs_of(step: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    written = folder / "output"
    in_shell(step["run"], folder, GITHUB_OUTPUT=str(written))
    lines = written.read_text("utf-8").splitlines() if written.exists() else []
    return {name: json.loads(value) for name, _, value in (line.partition("=") for line in lines)}


def step(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(step for step in CHECK["steps"] if step.get("id") == name)
    return found


def test_every_check_passes(repository: Path) -> None:
    commands = [step["run"] for step in CHECK["steps"][2:] if "id" not in step]  # the first two set it up
    assert [command.split()[1] for command in commands] == ["validate", "synth", "test"]
    for command in commands:
        in_shell(command, repository)


def test_the_waves_are_all_stacks_in_their_order(repository: Path) -> None:
    matrices = outputs_of(step("stacks"), repository)
    assert [name for name in matrices if matrices[name]["include"]] == ["wave-1", "wave-2"]
    names = [[row["stack"] for row in matrices[name]["include"]] for name in ("wave-1", "wave-2")]
    assert names == [["acme-management-eu-west-1", "acme-222233334444-eu-west-1"], ["acme-eu-west-1"]]


def test_a_pull_request_plans_what_it_changes(repository: Path) -> None:
    changed = outputs_of(step("pull-request"), repository)["changed"]["include"]
    assert [row["stack"] for row in changed] == ["acme-eu-west-1"]


def test_terraform_runs_in_the_folder_of_each_stack(repository: Path) -> None:
    (terraform,) = (step for step in TERRAFORM["jobs"]["stack"]["steps"] if "run" in step)
    assert terraform["env"] == {"FOLDER": "${{ matrix.folder }}", "COMMAND": "${{ inputs.command }}"}
    write_program(repository, "terraform", 'echo "$@"\ncd "${1#-chdir=}" && test -f cdk.tf.json')
    (row,) = outputs_of(step("pull-request"), repository)["changed"]["include"]
    command = WORKFLOW["jobs"]["wave-1"]["with"]["command"]
    assert in_shell(terraform["run"], repository, FOLDER=row["folder"], COMMAND=command).splitlines() == [
        "-chdir=cdktf.out/stacks/acme-eu-west-1 init -input=false -lockfile=readonly",
        "-chdir=cdktf.out/stacks/acme-eu-west-1 apply -auto-approve -input=false -lock-timeout=10m",
    ]


def test_what_the_workflow_refers_to_exists() -> None:
    """A misspelled output is empty to GitHub, and an empty matrix applies nothing."""
    ids = {step["id"] for step in CHECK["steps"] if "id" in step}
    assert {re.search(r"steps\.([\w-]+)\.", value)[1] for value in CHECK["outputs"].values()} == ids  # type: ignore[index]
    inputs = TERRAFORM[True]["workflow_call"]["inputs"]  # YAML 1.1 reads `on` as true
    calls = [job for job in WORKFLOW["jobs"].values() if "uses" in job]
    assert all(job["with"].keys() == inputs.keys() for job in calls)
    used = {re.search(r"needs\.check\.outputs\.([\w-]+)", job["with"]["stacks"])[1] for job in calls}  # type: ignore[index]
    assert used == CHECK["outputs"].keys()
    assert {job["uses"] for job in calls} == {"./.github/workflows/terraform.yaml"}


def test_only_what_runs_terraform_gets_a_token() -> None:
    jobs = WORKFLOW["jobs"]
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert {name for name, job in jobs.items() if "id-token" in job.get("permissions", {})} == jobs.keys() - {"check"}


@pytest.mark.parametrize(
    "case", sorted(path.parent for path in TESTS.glob("golden/*/specs")), ids=lambda case: case.name
)
def test_there_are_at_most_two_waves(case: Path) -> None:
    stacks = compile_folder(case / "specs").stacks
    assert set(waves({stack.name: stack.after for stack in stacks}).values()) <= {1, 2}
