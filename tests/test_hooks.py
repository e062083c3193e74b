"""``.pre-commit-hooks.yaml``: by pre-commit itself where it can be installed, and each entry run on a company."""

import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

from compiler.commands.parser import parse
from tests.conftest import ORGANIZATION, ROOT
from tests.test_guides import BLOCK

GUIDE = ROOT / "docs" / "ci.md"
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
COMMITTER = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
Done = subprocess.CompletedProcess[str]

each_hook = pytest.mark.parametrize("name", HOOKS)


def run(*command: str | Path, cwd: Path) -> Done:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    folder = tmp_path / "company"
    (folder / "specs").mkdir(parents=True)
    (folder / "specs" / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    assert entry("watchspec synth", folder).returncode == 0
    return folder


def entry(line: str, folder: Path) -> Done:
    """A command line of ours, run by the interpreter of the tests."""
    program, *arguments = shlex.split(line)
    assert program == "watchspec"
    return run(sys.executable, ROOT / "main.py", *arguments, cwd=folder)


@each_hook
def test_a_hook_passes_what_is_right_and_refuses_what_is_not(name: str, company: Path) -> None:
    assert entry(HOOKS[name]["entry"], company).returncode == 0
    (company / "specs" / "fraud.yaml").write_text("team: fraud\naccouts: []\n", "utf-8")
    done = entry(HOOKS[name]["entry"], company)
    assert done.returncode == 1
    assert "specs/fraud.yaml:2:1: " in done.stderr


def test_a_hook_refuses_stacks_that_are_out_of_date(company: Path) -> None:
    with (company / "specs" / "organization.yaml").open("a") as organization:
        organization.write("protections: {s3: true}\n")
    assert entry(HOOKS["watchspec-validate"]["entry"], company).returncode == 0
    assert entry(HOOKS["watchspec-synth-check"]["entry"], company).returncode == 1


@each_hook
def test_a_hook_installs_the_extra_that_its_command_needs(name: str) -> None:
    needs_node = parse(shlex.split(HOOKS[name]["entry"])[1:]).needs_node
    assert HOOKS[name].get("additional_dependencies", []) == ([".[synth]"] if needs_node else [])
    assert "synth" in EXTRAS


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pre-commit, in an environment of its own, from the package index."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("pre-commit")
    venv.create(folder, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    done = run(*pip, "install", "--quiet", "pre-commit", cwd=folder)
    if done.returncode:
        pytest.skip(f"pip cannot install pre-commit: {done.stderr.strip().splitlines()[-1]}")
    return folder / "bin" / "pre-commit"


@pytest.fixture(scope="module")
def repository(pre_commit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a company gets from our repository: the hooks, and the package."""
    folder = tmp_path_factory.mktemp("watchspec")
    for name in (MANIFEST.name, "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "compiler", folder / "compiler", ignore=shutil.ignore_patterns("__pycache__"))
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    for command in (["init", "--quiet"], ["add", "--all"], [*COMMITTER, "commit", "--quiet", "--message", "Specs"]):
        done = run("git", *command, cwd=folder)
        assert done.returncode == 0, done.stderr


def test_the_hooks_are_some_by_pre_commit(pre_commit: Path, tmp_path: Path) -> None:
    done = run(pre_commit, "validate-manifest", MANIFEST, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def configuration(hooks: list[str], repository: Path) -> str:
    """The one in the guide, with a repository that is here, and some of its hooks."""
    (shown,) = (block[2] for block in BLOCK.finditer(GUIDE.read_text("utf-8")) if block[2].startswith("# .pre-commit"))
    config = yaml.safe_load(shown)
    (source,) = config["repos"]
    assert [hook["id"] for hook in source["hooks"]] == list(HOOKS)
    revision = run("git", "rev-parse", "HEAD", cwd=repository).stdout.strip()
    source.update(repo=str(repository), rev=revision, hooks=[{"id": name} for name in hooks])
    return yaml.safe_dump(config)


def test_pre_commit_installs_and_runs_a_hook(
    pre_commit: Path, repository: Path, company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that needs no Node; a file that is no spec runs none."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "hooks"))
    (company / ".pre-commit-config.yaml").write_text(configuration(["watchspec-validate"], repository), "utf-8")
    (company / "specs" / "fraud.yaml").write_text("team: fraud\naccouts: []\n", "utf-8")
    commit(company)
    done = run(pre_commit, "run", "--files", "specs/organization.yaml", cwd=company)
    assert done.returncode == 1, done.stderr
    assert "specs/fraud.yaml:2:1: " in done.stdout
    done = run(pre_commit, "run", "--files", ".pre-commit-config.yaml", cwd=company)
    assert (done.returncode, "Skipped" in done.stdout) == (0, True), done.stderr
