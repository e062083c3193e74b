"""``action.yml``: the shell of each step is run, on companies with and without mistakes."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compiler.commands.parser import parse
from compiler.commands.table import COMMANDS
from tests.conftest import ORGANIZATION
from tests.github_runner import ACTION, DEFAULTS, EXPRESSION, NO_INDEX, STEPS, Done, Runner, happens

DIFF = STEPS["watchspec diff"]
STAND_IN = """\
#!{python}
import json, pathlib, sys
pathlib.Path(__file__).with_name("arguments.json").write_text(json.dumps(sys.argv[1:]))
print("## What changes")
sys.exit({code})
"""
TEAM = """\
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: aws-fraud@example.com}
access_keys:
  - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: prod}
"""
UNMATCHED = "tests:\n  - {finding: findings/key.json, matches: [fraud.trainer]}\n"
KEY = {
    "AccountId": "999988887777",
    "Region": "us-east-1",
    "Type": "Policy:S3/BucketPublicAccessGranted",
    "Severity": 8,
}


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the action has installed watchspec, by its own step and from the package index.

    It is large, so it is not kept. In the workspace are modules that would run instead of those that the step means.
    """
    folder = tmp_path_factory.mktemp("runner")
    plant_modules(folder / "workspace")
    done = Runner(folder / "workspace", folder).run("Install watchspec", python=sys.executable)
    if done.returncode and any(reason in done.stderr for reason in NO_INDEX):
        pytest.skip(f"pip cannot install what watchspec needs: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    yield folder
    shutil.rmtree(folder)


def plant_modules(workspace: Path) -> None:
    """What a pull request can bring: Python looks for modules in the working directory first, unless told not to."""
    workspace.mkdir(exist_ok=True)
    for name in ("venv", "ensurepip", "pip", "sys", "sitecustomize"):
        (workspace / f"{name}.py").write_text("raise SystemExit('a module of the workspace ran')\n", "utf-8")


@pytest.fixture
def bare(tmp_path: Path) -> Runner:
    """A runner on which nothing is installed, with a company in its workspace."""
    specs = tmp_path / "workspace" / "specs"
    (specs / "findings").mkdir(parents=True)
    (specs / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    (specs / "fraud.yaml").write_text(TEAM, "utf-8")
    (specs / "findings" / "key.json").write_text(json.dumps(KEY), "utf-8")
    return Runner(tmp_path / "workspace", tmp_path)


@pytest.fixture
def runner(bare: Runner, temporary: Path) -> Runner:
    return Runner(bare.workspace, temporary)


@pytest.fixture
def stand_in(bare: Runner) -> Path:
    """Instead of watchspec: a program that writes down its arguments and says that something changes."""
    program = bare.temporary / "watchspec" / "bin" / "watchspec"
    program.parent.mkdir(parents=True)
    program.write_text(STAND_IN.format(python=sys.executable, code=0), "utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("name", STEPS)
def test_no_expression_is_written_into_a_script(name: str) -> None:
    assert "${{" not in STEPS[name]["run"]
    assert STEPS[name]["shell"] == "bash"
    assert all(EXPRESSION.fullmatch(text) for text in STEPS[name]["env"].values())


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        ({}, ["validate", "synth --check", "test"]),
        ({"commands": "test validate"}, ["validate", "test"]),
        ({"commands": "", "diff-base": "main"}, ["diff"]),
    ],
)
def test_the_inputs_choose_the_commands(inputs: dict[str, str], names: list[str]) -> None:
    chosen = [name for name, step in STEPS.items() if happens(step, {**DEFAULTS, **inputs})]
    assert chosen == ["Check the inputs", "Install watchspec", *(f"watchspec {name}" for name in names)]


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"commands": "validate tests"}, "commands: 'tests' is not one of validate, synth, test"),
        ({"commands": "validate *"}, "commands: '*' is not one of validate, synth, test"),
        ({"commands": " "}, "nothing to do: commands and diff-base are empty"),
        ({"python": "false"}, "python: watchspec needs Python 3.11 or newer"),
    ],
)
def test_a_wrong_input_ends_the_action_with_what_is_allowed(bare: Runner, inputs: dict[str, str], problem: str) -> None:
    done = bare.run("Check the inputs", **{"python": sys.executable, **inputs})
    assert (done.returncode, done.stdout) == (2, f"::error::{problem}\n")


@pytest.mark.parametrize("name", ["Check the inputs", "Install watchspec"])
def test_no_module_of_the_workspace_runs(name: str, bare: Runner) -> None:
    plant_modules(bare.workspace)
    offline = STEPS[name]["run"].split("install() {")[0]
    done = subprocess.run(
        ["bash", "-e", "-c", offline],
        cwd=bare.workspace,
        env={"PYTHON": sys.executable, "RUNNER_TEMP": str(bare.temporary), "COMMANDS": "test", "BASE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("inputs", [{}, {"commands": "test\nsynth\n"}, {"commands": "", "diff_base": "main"}])
def test_right_inputs_pass(bare: Runner, inputs: dict[str, str]) -> None:
    done = bare.run("Check the inputs", python=sys.executable, **inputs)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_company_without_mistakes_passes(runner: Runner) -> None:
    assert compile_company(runner).returncode == 0
    for name in ("watchspec validate", "watchspec synth --check", "watchspec test"):
        done = runner.run(name)
        assert (done.returncode, done.stderr) == (0, ""), name


def compile_company(runner: Runner, *options: str) -> Done:
    synth = [str(runner.temporary / "watchspec" / "bin" / "watchspec"), "synth", *options]
    return subprocess.run(synth, cwd=runner.workspace, capture_output=True, text=True, check=False)


def test_a_mistake_becomes_an_annotation_at_its_place(runner: Runner) -> None:
    (runner.workspace / "specs" / "fraud.yaml").write_text("team: fraud\naccouts: []\n", "utf-8")
    done = runner.run("watchspec validate")
    assert done.returncode == 1
    assert "::error file=specs/fraud.yaml,line=2,col=1" in done.stdout


def test_stacks_that_are_out_of_date_fail(runner: Runner) -> None:
    compile_company(runner)
    with (runner.workspace / "specs" / "organization.yaml").open("a") as organization:
        organization.write("protections: {s3: true}\n")
    done = runner.run("watchspec synth --check")
    assert done.returncode == 1
    assert done.stderr.endswith("cdktf.out is out of date: run watchspec synth and commit the result\n")


def test_a_failed_test_of_the_specs_fails(runner: Runner) -> None:
    with (runner.workspace / "specs" / "fraud.yaml").open("a") as team:
        team.write(UNMATCHED)
    done = runner.run("watchspec test")
    assert done.returncode == 1
    assert "::error file=specs/fraud.yaml" in done.stdout


def test_other_folders_than_the_usual_are_used(runner: Runner) -> None:
    shutil.move(runner.workspace / "specs", runner.workspace / "our specs")
    assert compile_company(runner, "--specs=our specs", "--out=our stacks").returncode == 0
    for name in ("watchspec validate", "watchspec synth --check", "watchspec test"):
        done = runner.run(name, specs="our specs", out="our stacks")
        assert (done.returncode, done.stderr) == (0, ""), name


HOSTILE = ["$(touch made)", "`touch made`", "; touch made", '"; touch made; "', "--version", "'"]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_of_an_input_becomes_a_command_or_an_option(bare: Runner, stand_in: Path, value: str) -> None:
    assert bare.run("Check the inputs", python=sys.executable, commands=value).returncode == 2
    for name, step in STEPS.items():
        if "if" in step:
            assert bare.run(name, specs=value, out=value, diff_base=value).returncode == 0
            arguments = json.loads(stand_in.with_name("arguments.json").read_text("utf-8"))
            assert f"--specs={value}" in arguments
    assert arguments[-2:] == ["--", value]
    assert sorted(path.name for path in bare.workspace.iterdir()) == ["specs"]


@pytest.mark.parametrize("code", [0, 1])
def test_what_diff_prints_is_the_summary_and_a_file_for_later_steps(bare: Runner, stand_in: Path, code: int) -> None:
    stand_in.write_text(STAND_IN.format(python=sys.executable, code=code), "utf-8")
    assert bare.run(DIFF["name"], diff_base="main").returncode == code
    assert (bare.workspace.parent / "summary").read_text("utf-8") == "## What changes\n"
    key, _, path = (bare.workspace.parent / "output").read_text("utf-8").strip().partition("=")
    assert ACTION["outputs"]["diff"]["value"] == f"${{{{ steps.{DIFF['id']}.outputs.{key} }}}}"
    assert Path(path).read_text("utf-8") == "## What changes\n"


@pytest.mark.skipif("diff" not in COMMANDS, reason="watchspec has no command diff yet")
def test_diff_takes_what_the_action_gives_it(bare: Runner, stand_in: Path) -> None:
    bare.run(DIFF["name"], diff_base="main")
    parse(json.loads(stand_in.with_name("arguments.json").read_text("utf-8")))
