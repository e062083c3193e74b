"""What the machine refuses, and what a user interrupts: one line, an exit code of its own, and nothing left running."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from compiler.environment import EnvironmentFailure, failure_of
from compiler.model.plan import Plan
from compiler.terraform import parallel
from tests.conftest import ORGANIZATION, ROOT, TESTS, compile_folder

KEPT = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with specs, in which ``synth`` writes."""
    folder = tmp_path_factory.mktemp("company")
    (folder / "specs").mkdir()
    (folder / "specs" / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    return folder


def shell(command: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A command line of ours in a shell, which closes and redirects streams."""
    line = f'exec "{sys.executable}" "{ROOT / "main.py"}" {command}'
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env={**KEPT, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("command", "environment", "message"),
    [
        ("validate > /dev/full", {}, "No space left on device"),
        ("synth > /dev/full", {}, "No space left on device"),
        ("problems > /dev/full", {}, "No space left on device"),
        ("explain --help > /dev/full", {}, "No space left on device"),
        ("validate >&-", {}, "standard output is closed"),
        ("explain - <&-", {}, "standard input is closed"),
        ("synth", {"JSII_NODE": "/nonexistent"}, "there is no Node that can be run: /nonexistent"),
        ("synth", {"JSII_NODE": "/bin/true"}, "Node has ended; was it killed, or is the memory full?"),
    ],
)
def test_a_failure_of_the_environment_is_one_line_with_an_exit_code_of_its_own(
    command: str, environment: dict[str, str], message: str, company: Path
) -> None:
    done = shell(command, company, environment)
    assert (done.returncode, done.stderr) == (74, f"watchspec: {message}\n")


@pytest.mark.parametrize(
    "command", ["validate --specs nope 2> /dev/full", "validate >&- 2>&-", "validate <&- >&- 2>&-"]
)
def test_where_nothing_can_be_printed_the_exit_code_says_it(command: str, company: Path) -> None:
    assert shell(command, company, {}).returncode == 74


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        ("synth", {"HOME": "/dev/null"}),
        ("synth", {"HOME": "/proc/nowhere"}),
        ("synth", {"TMPDIR": "/nonexistent"}),
        ("synth", {"TMPDIR": "/proc"}),
        ("synth <&-", {}),
        ("synth 2>&-", {}),
    ],
)
def test_synth_does_without_a_home_a_named_folder_for_temporary_files_and_streams_it_does_not_need(
    command: str, environment: dict[str, str], company: Path
) -> None:
    """As in many containers."""
    done = shell(command, company, environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("acme: 1 stack\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_is_read_only_is_a_failure_of_the_environment(company: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = shell(f'synth --out "{tmp_path}"', company, {})
    assert (done.returncode, done.stderr) == (74, f"watchspec: cannot write {tmp_path}: Permission denied\n")


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a/b"), "No space left on device: a/b"),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
        (EnvironmentFailure("Node has ended"), "Node has ended"),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a"), None),
        (OSError(errno.ELOOP, "Too many levels of symbolic links", "a"), None),
        (OSError(errno.ENAMETOOLONG, "File name too long", "a"), None),
        (ValueError("a bug"), None),
    ],
)
def test_only_what_a_right_program_can_meet_is_of_the_environment(error: Exception, failure: str | None) -> None:
    assert failure_of(error) == failure


# Helpers and Ctrl-C

MARK = "WATCHSPEC_TEST_RUN"
needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked up in /proc")


def alive(mark: str) -> list[int]:
    """The processes that have the mark of a run in their environment, and have not ended."""
    numbers = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [number for number in numbers if _is_marked(number, mark)]


def _is_marked(number: int, mark: str) -> bool:
    try:
        has_ended = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        return not has_ended and f"{MARK}={mark}".encode() in Path(f"/proc/{number}/environ").read_bytes()
    except OSError:  # ended meanwhile, or of another user
        return False


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company that is large enough for helpers: more than 500 resources."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "specs").mkdir()
    organization = ORGANIZATION.replace("[us-east-1]", "[us-east-1, eu-west-1, us-west-2]")
    (folder / "specs" / "organization.yaml").write_text(organization, "utf-8")
    accounts = (f'  - {{name: a{n}, id: "1{n:011d}", email: a{n}@example.com}}\n' for n in range(180))
    (folder / "specs" / "team.yaml").write_text(f"team: fraud\naccounts:\n{''.join(accounts)}", "utf-8")
    return folder


@contextmanager
def running(folder: Path, mark: str) -> Iterator[subprocess.Popen[str]]:
    """``synth`` in a session of its own, as in a terminal, from when it has started Node."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # not ignored, as it is in the background of a shell
    command, environment = [sys.executable, str(ROOT / "main.py")], {**KEPT, MARK: mark}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        text=True,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        wait_for(lambda: len(alive(mark)) > 1)
        yield process


@needs_proc
@pytest.mark.parametrize("size", ["company", "large"])
@pytest.mark.parametrize("delay", [0, 0.2, 0.4, 0.6, 0.8])
def test_ctrl_c_ends_everything_with_one_line(
    size: str, delay: float, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with running(request.getfixturevalue(size), str(tmp_path)) as process:
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all in the foreground
        _, printed = process.communicate(timeout=30)
    assert (process.returncode, printed) in [(130, "Interrupted.\n"), (0, "")]
    wait_for(lambda: alive(str(tmp_path)) == [])


@needs_proc
def test_helpers_end_with_a_parent_that_is_killed(large: Path, tmp_path: Path) -> None:
    with running(large, str(tmp_path)) as process:
        wait_for(lambda: len(alive(str(tmp_path))) > 3)  # it, its Node, and helpers
        process.kill()
    wait_for(lambda: alive(str(tmp_path)) == [])


@pytest.fixture
def plan() -> Plan:
    return compile_folder(TESTS / "golden" / "delegation" / "specs")


def test_a_helper_that_is_killed_is_reported(monkeypatch: pytest.MonkeyPatch, plan: Plan, tmp_path: Path) -> None:
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nkill -9 $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(dying))
    with pytest.raises(EnvironmentFailure, match="a helper process was killed by signal 9"):
        parallel.synthesize_any(plan, helpers=2)


def test_a_full_disk_in_a_helper_is_reported_as_that(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    def no_space(_: Plan) -> dict[str, str]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(parallel, "synthesize", no_space)
    assert parallel._files_or_failure(plan) == {"files": {}, "failure": "No space left on device"}
