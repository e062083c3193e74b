"""A large company beside Terraform: 1,000 accounts in 20 Regions, so 40 stacks with 20,000 members.

Ours is the whole of it. Terraform's plan is that of one Region, its two stacks, offline and with
nothing to compare with; it is shown as it is and times 20. Run by ``make bench`` where there is a
Terraform and ``WATCHSPEC_PLUGIN_MIRROR`` names a mirror with the AWS provider.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from compiler.catalog import regions  # noqa: E402

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
