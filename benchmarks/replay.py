"""``explain`` over an export, on one core and on all, beside DuckDB on one core, which runs the SQL of ``--sql``.

Findings of every type, in the accounts, Regions and buckets of the example company and others. Run by
``make bench``. Compare the ratios: the seconds are those of the machine.
"""

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "golden" / "example" / "specs"
FINDINGS, FILES, RUNS = 200_000, 8, 3
ACCOUNTS = ("123456789012", "210987654321", "345678901234", "999988887777")
BUCKETS = ("acme-fraud-transactions", "acme-fraud-labels", "acme-copilot-knowledge", "another")


def main() -> None:
    import duckdb  # of the tests' packages: only here

    with tempfile.TemporaryDirectory() as folder:
        write_export(Path(folder))
        command = [sys.executable, str(ROOT / "main.py"), "explain", "--specs", str(EXAMPLE)]
        ours = best_of(RUNS, [*command, folder], cores=1)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        shared = best_of(RUNS, [*command, folder], cores=os.cpu_count() or 1)
        sql = subprocess.run([*command, "--sql"], stdout=subprocess.PIPE, check=True, text=True).stdout
        database = duckdb.connect(config={"threads": 1})
        preparation = sql.partition("-- DuckDB:")[2].partition("-- Athena:")[0].replace("\n-- ", "\n")
        database.execute(preparation.replace("export/**", folder))
        start = time.perf_counter()
        database.execute(sql).fetchall()
        peer = time.perf_counter() - start
    print(f"| {FINDINGS:,} findings | wall | findings a second | relative |\n|---|---|---|---|")
    rows = (
        (f"explain, one core, {memory:.0f} MB", ours),
        (f"explain, {os.cpu_count()} cores", shared),
        ("DuckDB", peer),
    )
    for name, seconds in rows:
        print(f"| {name} | {seconds:.1f} s | {FINDINGS / seconds:,.0f} | {seconds / ours:.2f} |")


def best_of(runs: int, command: list[str], cores: int) -> float:
    """The shortest wall time of a command that may use so many cores. Other work on the machine only adds to it."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]

    def once() -> float:
        start = time.perf_counter()
        on_cores = lambda: os.sched_setaffinity(0, allowed)  # noqa: E731 it runs in the new process
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, preexec_fn=on_cores)
        return time.perf_counter() - start

    return min(once() for _ in range(runs))


def write_export(folder: Path) -> None:
    chance = random.Random(1)
    types = json.loads((ROOT / "compiler" / "catalog" / "finding_types.json").read_text("utf-8"))["finding_types"]
    example = json.loads((EXAMPLE / "findings" / "exfiltration.json").read_text("utf-8"))
    for number in range(FILES):
        with gzip.open(folder / f"{number}.jsonl.gz", "wb") as file:
            for _ in range(FINDINGS // FILES):
                example["type"] = chance.choice(types)["type"]
                example["accountId"] = chance.choice(ACCOUNTS)
                example["region"] = chance.choice(("eu-west-1", "us-east-1"))
                example["severity"] = chance.choice((1, 2, 5, 8, 8.7))
                example["id"] = f"{chance.getrandbits(128):032x}"
                example["description"] = "What has happened, to whom, and from where. " * 8
                example["resource"]["s3BucketDetails"][0]["name"] = chance.choice(BUCKETS)
                file.write(json.dumps(example).encode() + b"\n")


if __name__ == "__main__":
    main()
