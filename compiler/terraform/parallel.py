"""Large plans: one Python and one Node a core, each with the stacks of some Regions.

Most of the time of a large plan goes into jsii, which checks every argument in Python and then crosses
to Node for every construct. So the work is divided, and the helpers run with ``-O``, which leaves out
those checks: the output is compared with the plan all the same. The files are the same, byte for byte
(``tests/test_parallel.py``).

Run as a program, this module is such a helper: a pickled Plan on stdin, the files as JSON on stdout.
Helpers have process groups of their own, so that Ctrl-C reaches only their parent, which ends them. The
end of stdin means that the parent is gone, however that came about, and ends a helper too.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

from ..environment import EnvironmentFailure, failure_of
from ..model.plan import Plan, Stack
from .synthesis import MANIFEST, Files, manifest_text, synthesize
from .unexpected import Unexpected

LARGE = 500  # resources; below, starting helpers takes longer than they save
_ROOT = Path(__file__).parents[2]


def synthesize_any(plan: Plan, helpers: int | None = None) -> Files:
    """The files of ``cdktf.out`` by their path below it, as :func:`synthesize` makes them.

    ``helpers`` is how many processes share the work; by default one a core for a large plan, and none
    for any other.

    Raises:
        Unexpected: the JSON is not what the plan requires, or a helper failed. A fault of the compiler.
        EnvironmentFailure: Node or a helper was killed, or the disk is full.
    """
    if helpers is None:
        helpers = os.cpu_count() or 1 if sum(len(stack.resources) for stack in plan.stacks) >= LARGE else 0
    if not helpers:
        return synthesize(plan)
    parts = [replace(plan, stacks=stacks) for stacks in _divided(plan.stacks, helpers)]
    return _merged(plan.title, _shared(parts))


def _divided(stacks: Sequence[Stack], helpers: int) -> list[tuple[Stack, ...]]:
    """The stacks of a Region stay together, because they are applied one after the other; the largest first."""
    by_region: dict[str, list[Stack]] = defaultdict(list)
    for stack in stacks:
        by_region[stack.provider.region].append(stack)
    parts: list[list[Stack]] = [[] for _ in range(min(helpers, len(by_region)))]
    for group in sorted(by_region.values(), key=_size, reverse=True):
        min(parts, key=_size).extend(group)
    return [tuple(part) for part in parts]


def _size(stacks: Iterable[Stack]) -> int:
    return sum(len(stack.resources) for stack in stacks)


def _shared(parts: Sequence[Plan]) -> list[Files]:
    """The files of each part. What helpers leave behind goes with their folder, also when they are ended."""
    with tempfile.TemporaryDirectory(prefix="watchspec-", ignore_cleanup_errors=True) as scratch, ExitStack() as stack:
        helpers = [stack.enter_context(_helper(scratch)) for _ in parts]
        for helper, part in zip(helpers, parts, strict=True):
            with suppress(BrokenPipeError):  # it has ended already: its exit code says how
                _pipe(helper.stdin).write(pickle.dumps(part))
                _pipe(helper.stdin).flush()
        return [_answer(helper) for helper in helpers]


@contextmanager
def _helper(scratch: str) -> Iterator[subprocess.Popen[bytes]]:
    """A helper that ends with the block, together with its Node."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-O", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, "TMPDIR": scratch},
        process_group=0,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                _pipe(pipe).close()


def _answer(helper: subprocess.Popen[bytes]) -> Files:
    """What a helper prints before it ends; its stdin stays open until then."""
    printed, code = _pipe(helper.stdout).read(), helper.wait()
    if code < 0:
        raise EnvironmentFailure(f"a helper process was killed by signal {-code}")
    if code:
        raise Unexpected(f"a helper ended with {code}; its error is printed above")
    answer = json.loads(printed)
    if answer["failure"] is not None:
        raise EnvironmentFailure(answer["failure"])
    return cast("Files", answer["files"])


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _merged(organization: str, parts: Sequence[Files]) -> Files:
    manifest = manifest_text(organization, [json.loads(part[MANIFEST]) for part in parts])
    return {**{path: text for part in parts for path, text in part.items()}, MANIFEST: manifest}


def _help() -> None:
    """The part of a helper."""
    try:
        part: Plan = pickle.load(sys.stdin.buffer)  # noqa: S301 our own parent wrote it
    except EOFError:  # the parent is gone
        return
    threading.Thread(target=_end_with_parent, daemon=True).start()
    json.dump(_files_or_failure(part), sys.stdout)
    sys.stdout.flush()


def _files_or_failure(part: Plan) -> dict[str, Any]:
    try:
        return {"files": synthesize(part), "failure": None}
    except (OSError, EnvironmentFailure) as error:
        failure = failure_of(error)
        if failure is None:
            raise
        return {"files": {}, "failure": failure}


def _end_with_parent() -> None:
    """Reads past Python's own buffer, whose lock would stop the interpreter from ending."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    _help()
