"""What all tests share: the flag that accepts snapshots, and compiling a folder or a text."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from compiler.diagnostics import Diagnostic, SpecError
from compiler.model.plan import Plan
from compiler.model.program import Program
from compiler.pipeline import compile_specs
from tests.external_tools import NoProvider, Provider, install_provider

# A slow machine is no failure; and the same examples on every run, so that a red test is about the change.
settings.register_profile("watchspec", deadline=None, derandomize=True)
settings.load_profile("watchspec")

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXAMPLE = TESTS / "golden" / "example" / "specs"  # the example company, whatever there is in specs/

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: invitation}
regions: [us-east-1]
"""
ACCOUNTS = """\
accounts:
  - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the snapshots; read the diff before you commit")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file, or writes the file with --accept."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no snapshot {path.name}: run pytest --accept"
        assert text == path.read_text("utf-8")

    return compare


def compile_folder(folder: Path) -> Plan:
    return compile_specs(folder).plan


def program_of(folder: Path) -> Program:
    return compile_specs(folder).program


def problems_of(folder: Path, as_of: date | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a folder of specs; the warnings if nothing else is."""
    try:
        return compile_specs(folder, as_of).warnings
    except SpecError as error:
        return error.diagnostics


@pytest.fixture
def specs(tmp_path: Path) -> Callable[..., Path]:
    """Writes spec files into a new folder: ``specs(team="team: fraud")`` beside the organization of the tests."""

    def write(organization: str = ORGANIZATION, **files: str) -> Path:
        folder = tmp_path / "specs"
        folder.mkdir(exist_ok=True)
        for name, text in {"organization": organization, **files}.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """The provider, installed once for all stacks. A place that the environment names must have one."""
    try:
        return install_provider(tmp_path_factory.mktemp("init"))
    except NoProvider as error:
        if {"WATCHSPEC_PLUGIN_MIRROR", "WATCHSPEC_REGISTRY"} & os.environ.keys():
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built from this clone."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: make setup installs it")
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The company of evidence as a repository with one commit, of 26 November 2026, which is the working folder."""
    case, day = TESTS / "golden" / "evidence", "2026-11-26T12:00:00Z"
    shutil.copytree(case / "specs", tmp_path / "specs")
    shutil.copytree(case / "stacks", tmp_path / "cdktf.out" / "stacks")
    for role in ("AUTHOR", "COMMITTER"):
        for what, value in {"NAME": "a", "EMAIL": "a@example.com", "DATE": day}.items():
            monkeypatch.setenv(f"GIT_{role}_{what}", value)
    for command in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "one")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CDKTF_OUTDIR", raising=False)
    return tmp_path
