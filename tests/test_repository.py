"""The repository that ``init`` writes works: with the wheel, in an empty folder, up to what Terraform is started with.

The shell steps of its pipelines run here. Terraform is a script that writes down how it was called; what GitHub and
GitLab would put in place of their variables is put there.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from compiler.commands import run
from compiler.terraform import bindings
from tests.external_tools import cdktf_cli
from tests.test_guides import ENVIRONMENT
from tests.test_installation import EXTRA, Done, pip
from tests.test_workflows import assert_matches

ANSWERS = ("--organization", "acme", "--administrator", "999988887777", "--regions", "us-east-1,eu-west-1")
BUCKET = ("--state-bucket", "acme-tfstate", "--owner", "@acme/security")
STACKS = {"acme-us-east-1", "acme-eu-west-1"}
DATASET = "datasets:\n  - {name: raw, bucket: acme-raw, account: administrator, region: eu-west-1}\n"
TERRAFORM = '#!/bin/sh\necho "$@"\ncd "${1#-chdir=}" && test -f cdk.tf.json\n'

pytestmark = pytest.mark.skipif(not (shutil.which("git") and shutil.which("bash")), reason="no git, or no bash")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the environment that its pipeline makes, and two commits: the second changes one stack.

    Only watchspec itself is installed into it: pip finds that the rest is there, in the packages of the tests.
    """
    folder = tmp_path_factory.mktemp("company")
    venv.create(folder / "bootstrap", symlinks=True)
    done = pip(folder / "bootstrap", "--no-index", "--no-deps", str(wheel))
    assert done.returncode == 0, done.stderr
    init = [str(folder / "bootstrap" / "bin" / "watchspec"), "init", "guardduty", *ANSWERS, *BUCKET]
    subprocess.run(init, cwd=folder, env={**ENVIRONMENT, **EXTRA}, check=True, capture_output=True)
    repository = folder / "guardduty"
    (install,) = (step["run"] for step in github("guardduty", repository)["check"]["steps"] if named(step, "Install"))
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    succeeds(in_bash(install, repository, **offline))
    succeeds(in_bash("git init --quiet", repository))
    commit(repository)
    team = repository / "specs" / "security.yaml"
    team.write_text(team.read_text("utf-8") + DATASET, "utf-8")
    commit(repository)
    return repository


@pytest.fixture
def repository(installed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    folder = tmp_path / "guardduty"
    shutil.copytree(installed, folder, ignore=shutil.ignore_patterns(".venv"))
    (folder / ".venv").symlink_to(installed / ".venv")
    return folder


def commit(folder: Path) -> None:
    succeeds(in_bash(".venv/bin/watchspec synth; git add --all; git commit --quiet --message x", folder))


def in_bash(script: str, folder: Path, **variables: str) -> Done:
    """As GitHub runs a step: in bash, until the first command that fails."""
    return shell(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], folder, variables)


def in_sh(script: str, folder: Path, **variables: str) -> Done:
    """As GitLab runs a script, in any shell of POSIX."""
    return shell(["sh", "-e", "-c", script], folder, variables)


def shell(command: list[str], folder: Path, variables: Mapping[str, str]) -> Done:
    path = f"{folder.parent}/programs:{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}"
    environment = {**ENVIRONMENT, **EXTRA, "PATH": path, **variables}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def succeeds(done: Done) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def github(name: str, folder: Path) -> Mapping[str, Any]:
    """The jobs of a workflow."""
    text = (folder / ".github" / "workflows" / f"{name}.yaml").read_text("utf-8")
    jobs: Mapping[str, Any] = yaml.safe_load(text)["jobs"]
    return jobs


def gitlab(folder: Path, job: str) -> str:
    """The script of a job, with what runs before it."""
    jobs = yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))
    whole = {**jobs.get(jobs[job].get("extends"), {}), **jobs[job]}
    return "\n".join([*whole["before_script"], *whole["script"]])


def named(step: Mapping[str, Any], name: str) -> bool:
    return bool(step.get("name") == name)


def stub_terraform(folder: Path) -> None:
    programs = folder.parent / "programs"
    programs.mkdir()
    (programs / "terraform").write_text(TERRAFORM, "utf-8")
    (programs / "terraform").chmod(0o755)


def stacks_in(folder: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in folder.glob("stacks/*/cdk.tf.json")}


def test_from_an_empty_folder_to_the_terraform_json(repository: Path, tmp_path: Path) -> None:
    assert succeeds(in_bash(".venv/bin/watchspec validate", repository)).splitlines()[-1].endswith("2 stacks")
    specs = repository / "specs" / "security.yaml"
    valid = specs.read_text("utf-8")
    specs.write_text(valid.replace("account: administrator", "acount: administrator"), "utf-8")
    done = in_bash(".venv/bin/watchspec validate", repository)
    assert done.returncode == 1
    assert "did you mean 'account'?" in done.stderr
    specs.write_text(valid, "utf-8")
    succeeds(in_bash(".venv/bin/watchspec synth", repository))
    assert run(["synth", "--specs", str(repository / "specs"), "--out", str(tmp_path / "out")]) == 0
    assert stacks_in(repository / "cdktf.out") == stacks_in(tmp_path / "out")
    assert stacks_in(tmp_path / "out").keys() == STACKS


@pytest.mark.skipif(not cdktf_cli(), reason="no CDKTF CLI: make cdktf-cli installs it")
def test_cdktf_synth_writes_the_same_bytes(repository: Path) -> None:
    expected = stacks_in(repository / "cdktf.out")
    shutil.rmtree(repository / "cdktf.out")
    node = {"PATH": f"{os.environ['PATH']}:{Path(bindings.node()).parent}", "CHECKPOINT_DISABLE": "1", "CI": "true"}
    succeeds(in_bash(f"{cdktf_cli()} synth", repository, **node))
    assert stacks_in(repository / "cdktf.out") == expected


def test_a_second_init_changes_nothing(repository: Path) -> None:
    succeeds(in_bash(f".venv/bin/watchspec init . {' '.join([*ANSWERS, *BUCKET])}", repository))
    assert succeeds(in_bash("git status --porcelain", repository)) == ""


def outputs_of(job: Mapping[str, Any], folder: Path, event: str) -> dict[str, Any]:
    """Runs the steps of a job after the installation, and returns what they hand on."""
    written = folder.parent / "output"
    for step in job["steps"]:
        is_wanted = "if" not in step or step["if"] == f"github.event_name == '{event}'"
        if "run" in step and is_wanted and not named(step, "Install"):
            succeeds(in_bash(step["run"], folder, GITHUB_OUTPUT=str(written)))
    return {name: json.loads(value) for name, _, value in map(parted, written.read_text("utf-8").splitlines())}


def parted(line: str) -> tuple[str, str, str]:
    return line.partition("=")


def names(matrix: Mapping[str, Any]) -> set[str]:
    return {row["stack"] for row in matrix["include"]}


def test_github_checks_and_plans_what_a_pull_request_changes(repository: Path) -> None:
    outputs = outputs_of(github("guardduty", repository)["check"], repository, "pull_request")
    assert names(outputs["changed"]) == {"acme-eu-west-1"}


def test_github_applies_all_stacks_in_waves(repository: Path) -> None:
    outputs = outputs_of(github("guardduty", repository)["check"], repository, "push")
    assert outputs.keys() == {"wave-1", "wave-2"}
    assert names(outputs["wave-1"]) | names(outputs["wave-2"]) == STACKS


def test_github_fails_where_the_output_is_out_of_date(repository: Path) -> None:
    (repository / "specs" / "fraud.yaml").write_text(f"team: fraud\n{DATASET}", "utf-8")
    with pytest.raises(AssertionError, match=r"cdk\.tf\.json"):
        outputs_of(github("guardduty", repository)["check"], repository, "push")


EXPECTED = {
    "plan": ["init -input=false", "plan -input=false -lock=false"],
    "apply": ["init -input=false", "apply -input=false -auto-approve -lock-timeout=10m"],
}


@pytest.mark.parametrize("command", EXPECTED)
@pytest.mark.parametrize("is_locked", [True, False])
def test_both_pipelines_run_terraform_in_the_folder_of_each_stack(
    command: str, is_locked: bool, repository: Path
) -> None:
    stub_terraform(repository)
    folder = "cdktf.out/stacks/acme-eu-west-1"
    if is_locked:
        (repository / folder / ".terraform.lock.hcl").write_text("")
    lock = " -lockfile=readonly" if is_locked else ""
    expected = [f"-chdir={folder} {line}" for line in EXPECTED[command]]
    expected[0] += lock
    (step,) = (step for step in github("terraform", repository)["stack"]["steps"] if "run" in step)
    done = in_bash(step["run"], repository, FOLDER=folder, COMMAND=command)
    assert succeeds(done).splitlines() == expected
    (repository / "folders.txt").write_text(f"{folder}\n")
    done = in_sh(gitlab(repository, command), repository, COMMAND=command, AWS_TOKEN="token")
    assert succeeds(done).splitlines() == expected


def test_a_state_that_would_be_lost_is_not_applied(repository: Path) -> None:
    stub_terraform(repository)
    organization = repository / "specs" / "organization.yaml"
    organization.write_text(re.sub(r"  s3: .*", "  local: {}", organization.read_text("utf-8")), "utf-8")
    commit(repository)
    folder = "cdktf.out/stacks/acme-eu-west-1"
    (step,) = (step for step in github("terraform", repository)["stack"]["steps"] if "run" in step)
    (repository / "folders.txt").write_text(f"{folder}\n")
    script = gitlab(repository, "apply")
    for done in (
        in_bash(step["run"], repository, FOLDER=folder, COMMAND="apply"),
        in_sh(script, repository, COMMAND="apply", AWS_TOKEN="token"),
    ):
        assert (done.returncode, done.stdout) == (1, "")
        assert "set terraform.backend in specs/organization.yaml" in done.stderr


@pytest.mark.parametrize(
    ("source", "expected"),
    [("merge_request_event", {"acme-eu-west-1"}), ("push", STACKS), ("schedule", STACKS)],
)
def test_gitlab_checks_and_lists_the_folders_of_stacks(source: str, expected: set[str], repository: Path) -> None:
    script = gitlab(repository, "check").replace("python3 -m venv .venv\n", "").replace(".venv/bin/pip", "true")
    base = succeeds(in_bash("git rev-parse HEAD^", repository)).strip()
    succeeds(in_sh(script, repository, CI_PIPELINE_SOURCE=source, CI_MERGE_REQUEST_DIFF_BASE_SHA=base))
    folders = (repository / "folders.txt").read_text("utf-8").split()
    assert {Path(folder).name for folder in folders} == expected
    assert all((repository / folder / "cdk.tf.json").is_file() for folder in folders)
    assert (repository / "results.xml").is_file()


def test_gitlab_installs_as_github_does(installed: Path) -> None:
    (install,) = (step["run"] for step in github("guardduty", installed)["check"]["steps"] if named(step, "Install"))
    assert install in gitlab(installed, "check")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-workflows", ".github/workflows/guardduty.yaml"),
        ("github-workflows", ".github/workflows/terraform.yaml"),
        ("gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_a_pipeline_is_valid_by_its_published_schema(schema: str, path: str, installed: Path) -> None:
    assert_matches(f"vendor.{schema}", installed / path)


def test_what_the_workflows_refer_to_exists(installed: Path) -> None:
    """A misspelled output is empty to GitHub, and an empty matrix applies nothing."""
    check, *calls = github("guardduty", installed).values()
    ids = {step["id"]: step["run"] for step in check["steps"] if "id" in step}
    for name, value in check["outputs"].items():
        step, output = re.fullmatch(r"\$\{\{ steps\.(.+)\.outputs\.(.+) \}\}", value).groups()  # type: ignore[union-attr]
        assert name == output
        assert re.sub(r"\d$", "$wave", output) in ids[step] or output in ids[step]
    used = {re.search(r"needs\.check\.outputs\.([\w-]+)", job["with"]["stacks"])[1] for job in calls}  # type: ignore[index]
    assert used == check["outputs"].keys()
    called = yaml.safe_load((installed / ".github/workflows/terraform.yaml").read_text("utf-8"))[True]  # `on`
    assert {frozenset(job["with"]) for job in calls} == {frozenset(called["workflow_call"]["inputs"])}
    assert {job["with"]["command"] for job in calls} == EXPECTED.keys()


def all_steps(folder: Path) -> list[Mapping[str, Any]]:
    jobs = [job for name in ("guardduty", "terraform") for job in github(name, folder).values()]
    return [step for job in jobs for step in job.get("steps", ())]


def test_actions_are_pinned_by_commit_and_no_expression_reaches_a_shell(installed: Path) -> None:
    steps = all_steps(installed)
    pinned = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
    assert [step["uses"] for step in steps if "uses" in step and not pinned.fullmatch(step["uses"])] == []
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_only_what_runs_terraform_gets_a_token(installed: Path) -> None:
    jobs = github("guardduty", installed)
    text = (installed / ".github" / "workflows" / "guardduty.yaml").read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert {name for name, job in jobs.items() if "id-token" in job.get("permissions", {})} == jobs.keys() - {"check"}
    pipeline = yaml.safe_load((installed / ".gitlab-ci.yml").read_text("utf-8"))
    assert [name for name, job in pipeline.items() if "id_tokens" in job] == [".terraform"]


def test_the_hooks_run_before_a_commit(repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed: make setup installs it")
    hooks = f"{sys.executable} -m pre_commit run --all-files --color never"
    cache = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    assert succeeds(in_bash(hooks, repository, **cache)).count("Passed") == 2
    (repository / "specs" / "fraud.yaml").write_text(f"team: fraud\n{DATASET}", "utf-8")
    done = in_bash(f"git add specs; {hooks}", repository, **cache)
    assert done.returncode == 1
    assert re.findall(r"^watchspec (.+?)\.+(\w+)$", done.stdout, re.MULTILINE) == [
        ("validate", "Passed"),
        ("synth --check", "Failed"),
    ]
