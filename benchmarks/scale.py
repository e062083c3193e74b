"""A large company: the time of each stage as it grows, and the whole beside Terraform.

The stages need no Terraform. They run in this process, without the garbage collector as in ``main.py``,
each company three times, the fastest counts. In brackets is the factor to the size before: where it
stays near that of the size, the work grows as the company does. Below are the time and memory of ``validate``,
``synth`` and ``diff`` for 1,000 teams with 10,000 accounts and 4,000 assets, without views, and of ``evidence`` for
1,000 datasets.

Beside Terraform: 1,000 accounts in 20 Regions, so 40 stacks with 20,000 members. Ours is the whole of
it. Terraform's plan is that of one Region, its two stacks, offline and with nothing to compare with; it
is shown as it is and times 20. Run where there is a Terraform and ``WATCHSPEC_PLUGIN_MIRROR`` names a
mirror with the AWS provider.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from compiler.catalog import regions  # noqa: E402
from compiler.checks import check  # noqa: E402
from compiler.link import link  # noqa: E402
from compiler.load import load  # noqa: E402
from compiler.plan import plan  # noqa: E402
from compiler.validate import validate  # noqa: E402

ROUNDS = 3
STAGES = ("load", "validate", "link", "check", "plan")
GROWING_REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1")
GROWING = f"""\
organization: growing
administrator: {{account: "999988887777"}}
membership: {{mode: organization, auto_enable: new}}
regions: [{", ".join(GROWING_REGIONS)}]
protections: {{ai: true, s3: true}}
routes: {{soc: {{sns_topic_arn: "arn:aws:sns:{{region}}:999988887777:soc"}}}}
filters: {{pack: organization}}
"""

EXPIRES = datetime.now(UTC).date() + timedelta(days=90)
PACKED_WITHOUT_VIEWS = "pack: organization, views: none"

MIRROR = os.environ.get("WATCHSPEC_PLUGIN_MIRROR")
ACCOUNTS, TEAMS = 1_000, 20
REGIONS = sorted(region for region, partition in regions.REGIONS.items() if partition == "aws")[:20]
ORGANIZATION = f"""\
organization: large
administrator: {{account: "999988887777"}}
management: {{account: "111111111111"}}
membership: {{mode: organization, auto_enable: new}}
regions: [{", ".join(REGIONS)}]
"""


def main() -> None:
    gc.disable()
    print_growth("teams", write_teams, (250, 500, 1_000))
    print_growth("teams without views", write_views, (250, 500, 1_000))
    print_growth("datasets", write_datasets, (1_000, 2_000, 4_000))
    print_commands(1_000)
    print_evidence(1_000)
    if not MIRROR or not shutil.which("terraform"):
        sys.exit("no Terraform, or WATCHSPEC_PLUGIN_MIRROR names no mirror: nothing to compare with")
    with tempfile.TemporaryDirectory() as folder:
        specs, out = Path(folder, "specs"), Path(folder, "out")
        write_specs(specs)
        command = [sys.executable, ROOT / "main.py"]
        validated = seconds([*command, "validate", "--specs", specs])
        ours = seconds([*command, "--specs", specs, "--out", out])
        names = (f"large-management-{REGIONS[0]}", f"large-{REGIONS[0]}")
        terraform = sum(planned(out / "stacks" / name, Path(folder, name)) for name in names)
    every = terraform * len(REGIONS)
    print(f"| {ACCOUNTS:,} accounts, {2 * len(REGIONS)} stacks | wall | to ours |\n|---|---|---|")
    print(f"| watchspec validate, all | {validated:.1f} s | {validated / ours:.2f} |")
    print(f"| watchspec synth, all | {ours:.1f} s | 1.00 |")
    print(f"| terraform plan, the 2 stacks of one Region | {terraform:.1f} s | {terraform / ours:.2f} |")
    print(f"| terraform plan, times {len(REGIONS)} | {every:.0f} s | {every / ours:.1f} |")


def print_commands(teams: int) -> None:
    """What a person waits for in a company without views: wall time and peak memory of three commands.

    ``diff`` compares with a version in which every tenth team has other datasets, and should take at most
    1.5 times as long as ``validate`` of the two.
    """
    print(f"| {teams:,} teams without views | wall | memory | to validate of what it reads |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        specs, changed, out = Path(folder, "specs"), Path(folder, "changed"), Path(folder, "out")
        for version in (specs, changed):
            version.mkdir()
            write_views(version, teams)
        change_datasets(changed, teams)
        validated = print_command("validate", 0.0, specs)
        print_command("synth", validated, specs, "--out", out)
        print_command("diff", 2 * validated, changed, "--fail-on", "never", specs)
    print()


def print_command(name: str, validated: float, specs: Path, *options: Any) -> float:
    """A row for a command, and its wall time. ``validated`` is the time of ``validate``, 0 where it is that."""
    wall, memory = measured(name, "--specs", specs, *options)
    print(f"| {name} | {wall:.1f} s | {memory:.0f} MB | {wall / (validated or wall):.2f} |")
    return wall


def measured(*arguments: Any) -> tuple[float, float]:
    """The wall time of a command in seconds, and its peak memory in MB."""
    start = time.perf_counter()
    command: list[Any] = [sys.executable, ROOT / "main.py", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{arguments[0]} failed"
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def change_datasets(folder: Path, teams: int) -> None:
    """Every tenth team watches more of a dataset, and has another name for one."""
    for team in range(0, teams, 10):
        path = folder / f"team-{team}.yaml"
        text = path.read_text("utf-8").replace("watch: [exfiltration]", "watch: [exfiltration, impact]")
        path.write_text(text.replace("name: labels", "name: tags"), "utf-8")


def print_evidence(datasets: int) -> None:
    """The report of the company of :func:`write_datasets`: wall time, peak memory, and the size of the page."""
    with tempfile.TemporaryDirectory() as folder:
        specs, out = Path(folder, "specs"), Path(folder, "out")
        specs.mkdir()
        write_datasets(specs, datasets)
        wall, memory = measured("evidence", "--specs", specs, "--out", out, "--as-of", "2026-12-31")
        page = (out / "evidence.html").stat().st_size / 1_000_000
    print(f"| {datasets:,} datasets | wall | memory | page |\n|---|---|---|---|")
    print(f"| evidence | {wall:.1f} s | {memory:.0f} MB | {page:.2f} MB |\n")


def print_growth(noun: str, write: Callable[[Path, int], None], sizes: tuple[int, ...]) -> None:
    """A row for each stage, a column for each size."""
    columns = [stage_times(write, size) for size in (sizes[0] // 10, *sizes)][1:]  # the first fills the caches
    print(f"| stage | {' | '.join(f'{size:,} {noun}' for size in sizes)} |\n|{'---|' * (len(sizes) + 1)}")
    for stage in (*STAGES, "all"):
        times = [sum(column.values()) if stage == "all" else column[stage] for column in columns]
        factors = ["", *(f" ({time / before:.1f})" for before, time in pairwise(times))]
        cells = (f"{time:.2f} s{factor}" for time, factor in zip(times, factors, strict=True))
        print(f"| {stage} | {' | '.join(cells)} |")
    print()


def stage_times(write: Callable[[Path, int], None], size: int) -> dict[str, float]:
    """Seconds for each stage, of the fastest round."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), size)
        rounds = [dict(zip(STAGES, timed(Path(folder)), strict=True)) for _ in range(ROUNDS)]
    return min(rounds, key=lambda times: sum(times.values()))


def timed(folder: Path) -> list[float]:
    marks = [time.perf_counter()]

    def mark(value: Any) -> Any:
        marks.append(time.perf_counter())
        return value

    linked = mark(link(mark(validate(mark(load(folder))))))
    problems = mark(check(linked))
    limits = mark(plan(linked.program)[1])
    assert not any(problem.is_error for problem in (*problems, *limits)), "the company has errors"
    gc.collect()
    return [after - before for before, after in pairwise(marks)]


def write_teams(folder: Path, number: int) -> None:
    """Each team with 10 accounts and 4 assets."""
    (folder / "organization.yaml").write_text(GROWING, "utf-8")
    for team in range(number):
        region = GROWING_REGIONS[team % 4]
        accounts = (
            f'  - {{name: a{n}, id: "{100_000_000_000 + team * 100 + n}", email: aws-{team}-{n}@example.com}}'
            for n in range(10)
        )
        lines = [
            f"team: team-{team}",
            "accounts:",
            *accounts,
            "datasets:",
            f"  - {{name: raw, bucket: acme-{team}-raw, account: a0, region: {region}, watch: [exfiltration]}}",
            f"  - {{name: labels, bucket: acme-{team}-labels, account: a1, region: {region}}}",
            "access_keys:",
            f"  - {{name: trainer, id: AKIA{team:016}, account: a2}}",
            "services:",
            f"  - {{name: assistant, service: bedrock, account: a3, regions: [{region}]}}",
        ]
        (folder / f"team-{team}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def write_views(folder: Path, number: int) -> None:
    """The company of :func:`write_teams` in its own terms: users, account patterns, overrides, routes; no views."""
    write_teams(folder, number)
    (folder / "organization.yaml").write_text(GROWING.replace("pack: organization", PACKED_WITHOUT_VIEWS), "utf-8")
    for team in range(number):
        path = folder / f"team-{team}.yaml"
        text = path.read_text("utf-8").replace("}\n  - {name: labels", ", route: soc}\n  - {name: labels")
        text = text.replace(f"id: AKIA{team:016}, account: a2", "user: svc-train, account: a2")
        path.write_text(text + own_filter(team) + (own_suppression() if team % 20 == 0 else ""), "utf-8")


def own_filter(team: int) -> str:
    """Conditions on accounts by pattern, which have no value to be looked up by."""
    prefix = f"{100_000_000_000 + team * 100}"[:-2]
    where = f'accountId: {{matches: ["{prefix}*"]}}, severity: {{at_least: high}}'
    return f"filters:\n  - {{name: severe, where: {{{where}}}}}\n"


def own_suppression() -> str:
    where = 'type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [a0]}'
    entry = f"name: scanner, reason: Our own scanner, expires: {EXPIRES}, where: {{{where}}}"
    return f"suppressions:\n  - {{{entry}}}\n"


def write_datasets(folder: Path, number: int) -> None:
    """Ten teams of ten accounts; to 4 datasets a route, to 10 a test, to 20 a suppression."""
    (folder / "organization.yaml").write_text(GROWING, "utf-8")
    for team in range(10):
        own = range(team, number, 10)
        lines = [f"team: team-{team}", "accounts:"]
        lines += (
            f'  - {{name: a{n}, id: "{100_000_000_000 + team * 100 + n}", email: aws-{team}-{n}@example.com}}'
            for n in range(10)
        )
        lines += ["datasets:", *map(dataset, own)]
        lines += ["suppressions:", *(suppression(n) for n in own if n // 10 % 20 == 0)]
        lines += ["tests:"]
        lines += (f"  - {{finding: a.json, matches: [team-{team}.d{n}]}}" for n in own if n // 10 % 10 == 0)
        (folder / f"team-{team}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def dataset(n: int) -> str:
    region, options = GROWING_REGIONS[n % 4], ("", ", watch: [exfiltration, impact]", ", route: soc")[n % 3]
    return f"  - {{name: d{n}, bucket: acme-{n}, account: a{n // 10 % 10}, region: {region}{options}}}"


def suppression(n: int) -> str:
    where = f"accountId: {{equals: [a{n // 10 % 10}]}}, resource.s3BucketDetails.name: {{equals: [acme-{n}]}}"
    types = 'type: {equals: ["Policy:S3/BucketBlockPublicAccessDisabled"]}'
    entry = f"name: s{n}, reason: Known, expires: 2099-12-31, regions: [{GROWING_REGIONS[n % 4]}]"
    return f"  - {{{entry}, where: {{{where}, {types}}}}}"


def write_specs(folder: Path) -> None:
    folder.mkdir()
    (folder / "organization.yaml").write_text(ORGANIZATION, "utf-8")
    for team in range(TEAMS):
        lines = [f"team: team-{team}", "accounts:"]
        for number in range(ACCOUNTS // TEAMS):
            account = f'name: a{number}, id: "{100_000_000_000 + team * 1000 + number}"'
            lines.append(f"  - {{{account}, email: aws-{team}-{number}@example.com}}")
        (folder / f"team-{team}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def seconds(command: list[Any], **options: Any) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, **options)
    return time.perf_counter() - start


def planned(stack: Path, folder: Path) -> float:
    """Terraform's time for the plan of a copy that needs no AWS and takes the provider at hand."""
    folder.mkdir()
    data = json.loads((stack / "cdk.tf.json").read_text("utf-8"))
    offline = ("skip_credentials_validation", "skip_metadata_api_check", "skip_requesting_account_id")
    keys = {"access_key": "made-up", "secret_key": "made-up", **dict.fromkeys(offline, True)}
    data["provider"]["aws"] = [{"region": data["provider"]["aws"][0]["region"], **keys}]
    data["terraform"]["required_providers"]["aws"].pop("version")
    for kind in ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"):
        for name in ("ai_protection", "ai_analyst", "organization_ai_protection"):  # unknown to old providers
            data["resource"].get(kind, {}).pop(name, None)
    (folder / "cdk.tf.json").write_text(json.dumps(data), "utf-8")
    seconds(["terraform", "init", f"-plugin-dir={MIRROR}"], cwd=folder)
    return seconds(["terraform", "plan", "-refresh=false", "-lock=false"], cwd=folder)


if __name__ == "__main__":
    main()
