"""watchspec installed: the wheel in an empty environment outside the clone, as a company has it."""

import json
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest

from compiler.commands.table import COMMANDS
from tests.conftest import EXAMPLE, ORGANIZATION, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LARGEST_CORE = 40_000_000  # bytes
WITHOUT_EXTRA = """\
This command needs CDKTF and Node, and watchspec is installed without them.
Install it as 'watchspec[synth]', for example: pip install 'watchspec[synth]'
"""
# With the extra: its packages are those that the tests run with.
EXTRA = {"PYTHONPATH": str(distribution("cdktf").locate_file("")), "HOME": str(Path.home())}
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Installed:
    """An environment with watchspec and what its core needs."""

    folder: Path

    @property
    def files(self) -> list[Path]:
        return [path for path in self.folder.glob("lib/python*/site-packages/**/*") if path.is_file()]

    def run(self, *command: str, cwd: Path, **environment: str) -> Done:
        """A program of the environment, with nothing of ours around it."""
        program = [str(self.folder / "bin" / command[0]), *command[1:]]
        return subprocess.run(program, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    def watchspec(self, *arguments: str, cwd: Path, **environment: str) -> Done:
        return self.run("watchspec", *arguments, cwd=cwd, **environment)


@pytest.fixture(scope="module")
def core(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What watchspec depends on comes from where pip is set up to look, in the versions that the tests run with."""
    folder = tmp_path_factory.mktemp("core")
    venv.create(folder, symlinks=True)
    versions = folder / "constraints.txt"
    versions.write_text("\n".join(f"{item.name}=={item.version}" for item in distributions()), "utf-8")
    needed = pip(folder, "--constraint", str(versions), *PROJECT["dependencies"])
    if needed.returncode:
        pytest.skip(f"pip cannot install what watchspec depends on: {needed.stderr.strip().splitlines()[-1]}")
    done = pip(folder, "--no-index", str(wheel))
    assert done.returncode == 0, done.stderr
    return Installed(folder)


def pip(folder: Path, *arguments: str) -> Done:
    """``pip install`` into an environment that has no pip of its own."""
    install = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet"]
    return subprocess.run([*install, *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A small company, in a folder that has nothing else."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    return tmp_path


def ours() -> Iterator[tuple[str, bytes]]:
    """The files of the compiler, by their name in the wheel."""
    for path in (ROOT / "compiler").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"watchspec/{path.relative_to(ROOT / 'compiler').as_posix()}", path.read_bytes()


def test_the_wheel_has_the_compiler_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    information = f"watchspec-{PROJECT['version']}.dist-info/"
    assert {name: text for name, text in packed.items() if not name.startswith(information)} == dict(ours())


@pytest.mark.parametrize("command", [["watchspec"], ["python", "-m", "watchspec"]])
def test_the_version_is_that_of_the_project(command: list[str], core: Installed, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "9.9"\n', "utf-8")
    done = core.run(*command, "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"watchspec {PROJECT['version']}\n", "")


def test_the_core_is_small_and_has_no_node(core: Installed) -> None:
    assert sum(path.stat().st_size for path in core.files) <= LARGEST_CORE
    assert [path for path in core.files if path.name == "node" or "cdktf" in path.parts] == []


def test_a_company_in_a_folder_of_its_own_is_validated(core: Installed, company: Path) -> None:
    done = core.watchspec("validate", cwd=company)
    assert (done.returncode, done.stdout, done.stderr) == (0, "specs: no problems; 1 stack\n", "")
    (company / "specs" / "fraud.yaml").write_text("team: fraud\naccouts: []\n", "utf-8")
    done = core.watchspec("validate", cwd=company)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("specs/fraud.yaml:2:1: ")
    assert "did you mean 'accounts'?" in done.stderr


def git(*arguments: str, cwd: Path) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True)


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if not entry.command.needs_node])
def test_the_core_runs_every_command_that_needs_no_node(name: str, core: Installed, tmp_path: Path) -> None:
    """As the example in its --help has it."""
    shutil.copytree(EXAMPLE, tmp_path / "specs")
    with (tmp_path / "specs" / "organization.yaml").open("a") as organization:
        organization.write('owner: "@acme/security"\n')
    (tmp_path / "exports").symlink_to(EXAMPLE / "findings")
    git("init", "--quiet", cwd=tmp_path)
    git("commit", "--quiet", "--allow-empty", "--message", "Start", cwd=tmp_path)
    git("update-ref", "refs/remotes/origin/main", "HEAD", cwd=tmp_path)
    done = core.watchspec(*COMMANDS[name].example[0].partition(" > ")[0].split(), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_synth_says_where_the_extra_is_missing(core: Installed, company: Path) -> None:
    done = core.watchspec("synth", cwd=company)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", WITHOUT_EXTRA)
    assert [path.name for path in company.iterdir()] == ["specs"]


def test_a_package_of_the_core_that_is_missing_is_named(core: Installed, company: Path) -> None:
    code = "import sys; sys.modules['pydantic'] = None; from watchspec.entry import run; run()"
    done = core.run("python", "-c", code, "validate", cwd=company)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The package pydantic is missing. Install watchspec again,")


def golden_stacks() -> dict[str, bytes]:
    folder = EXAMPLE.parent
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("stacks/*/cdk.tf.json")}


def test_with_the_extra_synth_writes_the_same_bytes_as_in_a_clone(core: Installed, tmp_path: Path) -> None:
    done = core.watchspec("synth", "--out", str(tmp_path), cwd=EXAMPLE.parent, **EXTRA)
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.glob("stacks/*/*")}
    assert written == golden_stacks()


def test_a_helper_for_large_companies_runs_in_the_installed_package(core: Installed, tmp_path: Path) -> None:
    code = """
import json, sys
from pathlib import Path
from watchspec.pipeline import compile_specs
from watchspec.terraform.parallel import synthesize_any
json.dump(synthesize_any(compile_specs(Path(sys.argv[1])).plan, helpers=1), sys.stdout)
"""
    done = core.run("python", "-c", code, str(EXAMPLE), cwd=tmp_path, **EXTRA)
    assert (done.returncode, done.stderr) == (0, "")
    files = {path: text.encode() for path, text in json.loads(done.stdout).items()}
    assert files.items() >= golden_stacks().items()


INSTALLING = ["pyproject.toml", "Makefile", "Dockerfile", "action.yml", ".pre-commit-hooks.yaml"]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("name", [*INSTALLING, *LOCKS])
def test_nothing_that_installs_names_a_registry(name: str) -> None:
    assert "://" not in (ROOT / name).read_text("utf-8")
