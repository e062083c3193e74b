"""Large plans: one Python and one Node a core, each with the stacks of some Regions.

Most of the time of a large plan goes into jsii, which checks every argument in Python and then crosses
to Node for every construct. So the work is divided, and the helpers run with ``-O``, which leaves out
those checks: the output is compared with the plan all the same. The files are the same, byte for byte
(``tests/test_parallel.py``).

Run as a program, this module is such a helper: a pickled Plan on stdin, the files as JSON on stdout.
"""

import json
import os
import pickle
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from compiler.model.plan import Plan, Stack
from compiler.terraform.synthesis import MANIFEST, Files, manifest_text, synthesize
from compiler.terraform.unexpected import Unexpected

LARGE = 500  # resources; below, starting helpers takes longer than they save
_ROOT = Path(__file__).parents[2]


def synthesize_any(plan: Plan, helpers: int | None = None) -> Files:
    """The files of ``cdktf.out`` by their path below it, as :func:`synthesize` makes them.

    ``helpers`` is how many processes share the work; by default one a core for a large plan, and none
    for any other.

    Raises:
        Unexpected: the JSON is not what the plan requires, or a helper failed. A fault of the compiler.
    """
    if helpers is None:
        helpers = os.cpu_count() or 1 if sum(len(stack.resources) for stack in plan.stacks) >= LARGE else 0
    if not helpers:
        return synthesize(plan)
    parts = [replace(plan, stacks=stacks) for stacks in _divided(plan.stacks, helpers)]
    with ThreadPoolExecutor(len(parts)) as pool:
        return _merged(list(pool.map(_helped, parts)))


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


def _helped(part: Plan) -> Files:
    command = [sys.executable, "-O", "-m", __name__]
    done = subprocess.run(command, input=pickle.dumps(part), stdout=subprocess.PIPE, cwd=_ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise Unexpected(f"a helper ended with {done.returncode}; its error is printed above")
    files: Files = json.loads(done.stdout)
    return files


def _merged(parts: Sequence[Files]) -> Files:
    manifest = manifest_text([json.loads(part[MANIFEST]) for part in parts])
    return {**{path: text for part in parts for path, text in part.items()}, MANIFEST: manifest}


if __name__ == "__main__":
    json.dump(synthesize(pickle.load(sys.stdin.buffer)), sys.stdout)  # noqa: S301 our own parent wrote it
