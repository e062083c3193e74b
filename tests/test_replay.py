"""Many files are counted by several processes; the counts are those of one."""

import gzip
import multiprocessing
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from compiler.commands.counts import data
from compiler.environment import EnvironmentFailure
from compiler.findings import distinct, parallel
from compiler.findings.parallel import count_all, helpers
from compiler.findings.place import Place
from compiler.findings.replay import Counts
from compiler.findings.verdict import Judge
from tests.conftest import EXAMPLE, program_of
from tests.samples import finding, lines

PROGRAM = program_of(EXAMPLE)
KINDS = ("Exfiltration:S3/MaliciousIPCaller", "PenTest:S3/KaliLinux", "Recon:EC2/Portscan")


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with findings, broken lines and a link that is not followed, which is worth two helpers."""
    monkeypatch.setattr(parallel, "LARGE", 0)
    monkeypatch.setattr(parallel, "_FILES", 2)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    folder = tmp_path / "export"
    folder.mkdir()
    for number in range(9):
        several = [finding(type=KINDS[n % 3], id=f"{number * n:032x}", region=f"eu-west-{n % 2}") for n in range(20)]
        (folder / f"{number}.jsonl.gz").write_bytes(gzip.compress(lines(*several, "broken", {})))
    (folder / "again").symlink_to(folder)
    return folder


def counted(paths: Sequence[str], *, with_helpers: bool) -> tuple[Counts, list[int]]:
    seen: list[int] = []

    def progress(number: int, place: Place) -> None:
        seen.append(number)

    if not with_helpers:
        return count_all(paths, Judge(PROGRAM), progress), seen
    with helpers(paths, PROGRAM) as pool:
        assert pool is not None
        return count_all(paths, Judge(PROGRAM), progress, pool), seen


@pytest.mark.parametrize("kept", [5_000, 20])
def test_helpers_count_the_same(export: Path, kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "KEPT", kept)
    (tmp_path / "empty").mkdir()
    paths = [str(export), str(tmp_path / "empty")]
    alone, _ = counted(paths, with_helpers=False)
    shared, seen = counted(paths, with_helpers=True)
    assert data(shared) == data(alone)
    assert (shared.reported, shared.findings, shared.skipped) == (alone.reported, 180, 20)
    assert shared.reported[-1].reason == "contains no finding" or len(shared.reported) == 20
    assert seen == sorted(seen)
    assert seen[-1] == 180
    assert data(alone)["is_exact"] is (kept == 5_000)


@pytest.mark.parametrize("cores", [1, 2])
def test_a_single_file_needs_no_helper(export: Path, cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", lambda: cores)
    paths = [str(export / "1.jsonl.gz")] if cores == 2 else [str(export)]
    with helpers(paths, PROGRAM) as pool:
        assert pool is None


def die(_: object) -> Counts:
    os._exit(1)


def test_a_helper_that_is_killed_is_a_failure_of_the_machine(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_count_batch", die)
    with pytest.raises(EnvironmentFailure, match="a helper process was ended"):
        counted([str(export)], with_helpers=True)


def interrupted(paths: Sequence[str]) -> None:
    with helpers(paths, PROGRAM) as pool:
        assert pool is not None
        pool.submit(time.sleep, 600)
        raise KeyboardInterrupt


def test_no_helper_outlives_an_interruption(export: Path) -> None:
    """The pool waits for them in a thread of its own, so that one is still listed for a moment after its end."""
    end = time.monotonic() + 60  # the helper sleeps longer
    with pytest.raises(KeyboardInterrupt):
        interrupted([str(export)])
    while multiprocessing.active_children():
        assert time.monotonic() < end
        time.sleep(0.02)
