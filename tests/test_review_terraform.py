"""What ``diff`` says that Terraform destroys and recreates is what Terraform plans.

A state is made up from Terraform's own plan of the version before: the values that it knows, and made-up ones for
those that only AWS knows. Then Terraform plans the version after, offline.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from compiler.model.plan import Plan
from compiler.review.stacks import stack_changes
from compiler.terraform.synthesis import synthesize
from tests.conftest import compile_folder
from tests.external_tools import Provider
from tests.offline import needs_terraform, offline_copy, run

STACK = "stacks/acme-us-east-1/cdk.tf.json"
BEFORE = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
detector: {publish_every: 15m}
protections: {s3: true}
export: {create: {bucket: acme-findings, retention_days: 365}}
lists:
  create: {bucket: acme-lists}
  trusted_ips: {location: "s3://acme-own/trusted.txt", format: txt}
  threats:
    - {name: uploaded, entries: [192.0.2.1]}
    - {name: elsewhere, location: "s3://acme-own/a.txt", format: txt}
    - {name: gone, entries: [192.0.2.9]}
routes:
  soc: {create: {sns: {emails: [a@example.com, b@example.com]}}}
  old: {sqs_queue_arn: "arn:aws:sqs:us-east-1:999988887777:old"}
---
team: fraud
accounts:
  - {name: prod, id: "123456789012", email: aws@example.com}
  - {name: test, id: "123456789013", email: test@example.com}
datasets:
  - name: raw
    bucket: acme-raw
    account: administrator
    region: us-east-1
    malware_scan: {prefixes: [raw/], tag_objects: true}
filters:
  - {name: severe, route: soc, where: {severity: {at_least: high}}}
  - {name: gone, route: old, where: {severity: {at_least: critical}}}
  - {name: narrowed, where: {severity: {at_least: low}}}
"""
CHANGES = (
    ("15m", "6h"),
    ("s3: true", "s3: false"),
    ("acme-findings, retention_days: 365", "acme-archive, retention_days: 730"),
    ("bucket: acme-lists", "bucket: acme-other"),
    ("trusted.txt", "other.txt"),
    ('a.txt", format: txt', 'a.txt", format: stix'),
    ("    - {name: gone, entries: [192.0.2.9]}\n", ""),
    ("[a@example.com, b@example.com]", "[b@example.com, c@example.com]"),
    ('  old: {sqs_queue_arn: "arn:aws:sqs:us-east-1:999988887777:old"}\n', ""),
    ("aws@example.com", "other@example.com"),
    ('  - {name: test, id: "123456789013", email: test@example.com}\n', ""),
    ("prefixes: [raw/], tag_objects: true", "prefixes: [raw/, new/]"),
    ("  - {name: gone, route: old, where: {severity: {at_least: critical}}}\n", ""),
    ("name: narrowed, where: {severity: {at_least: low", "name: narrowed, where: {severity: {at_least: medium"),
)
_REFERENCE = re.compile(r"^\$\{(\w+)\.([\w-]+)\.(\w+)\}$")

Resources = dict[tuple[str, str], dict[str, Any]]


@needs_terraform
def test_terraform_plans_what_diff_says(specs: Callable[..., Path], provider: Provider, tmp_path: Path) -> None:
    after = BEFORE
    for old, new in CHANGES:
        assert old in after, old
        after = after.replace(old, new)
    plans = [compile_folder(specs(organization=text)) for text in (BEFORE, after)]
    folders = [written(plan, provider, tmp_path / name) for plan, name in zip(plans, ("before", "after"), strict=True)]
    state = made_up_state(json.loads(planned(provider, folders[0])), folders[0])
    for folder in folders:
        (folder / "terraform.tfstate").write_text(json.dumps(state), "utf-8")
    assert {"delete", "replace"}.isdisjoint(actions(planned(provider, folders[0])).values()), "the state is no good"

    (change,) = stack_changes(*plans)
    known = actions(planned(provider, folders[1]))
    said = {str(each.address): "delete" for each in change.destroyed}
    said |= {str(each.address): "replace" for each in change.recreated}
    said |= {str(each.address): "create" for each in change.created}
    assert said == {address: action for address, action in known.items() if action != "update"}
    assert {str(each.address) for each in change.changed} <= {a for a, action in known.items() if action == "update"}


def written(plan: Plan, provider: Provider, folder: Path) -> Path:
    folder.mkdir()
    stack = offline_copy(json.loads(synthesize(plan)[STACK]), provider)
    for block in (block for blocks in stack["resource"].values() for block in blocks.values()):
        block.get("lifecycle", {}).pop("prevent_destroy", None)  # a plan that meets it has no end
    (folder / "cdk.tf.json").write_text(json.dumps(stack), "utf-8")
    return folder


def planned(provider: Provider, folder: Path) -> str:
    """Terraform's plan as JSON."""
    run(provider, folder, "plan", "-lock=false", "-refresh=false", "-out=plan.bin")
    return run(provider, folder, "show", "-json", "plan.bin")


def actions(plan: str) -> dict[str, str]:
    """By address, what Terraform will do: create, update, delete, or replace, which is delete and create."""
    changes = {each["address"]: each["change"]["actions"] for each in json.loads(plan)["resource_changes"]}
    words = {address: "replace" if len(some) > 1 else some[0] for address, some in changes.items()}
    return {address: word for address, word in words.items() if word != "no-op"}


def made_up_state(plan: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The state after an apply of a plan, as far as anybody can know it without AWS."""
    blocks = json.loads((folder / "cdk.tf.json").read_text("utf-8"))["resource"]
    versions = {r["address"]: r["schema_version"] for r in plan["planned_values"]["root_module"]["resources"]}
    resources: Resources = {}
    for each in plan["resource_changes"]:
        values = {**each["change"]["after"]}
        unknown = [name for name, is_unknown in each["change"]["after_unknown"].items() if is_unknown is True]
        values |= {name: made_up(each, name) for name in unknown}
        resources[each["type"], each["name"]] = values
    for (kind, name), values in resources.items():
        values |= dict(referred(blocks[kind][name], resources))
    return {
        "version": 4,
        "terraform_version": plan["terraform_version"],
        "serial": 1,
        "lineage": "made-up",
        "outputs": {},
        "resources": [
            {
                "mode": "managed",
                "type": kind,
                "name": name,
                "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
                "instances": [{"schema_version": versions[f"{kind}.{name}"], "attributes": values}],
            }
            for (kind, name), values in resources.items()
        ],
    }


def made_up(resource: dict[str, Any], name: str) -> str | None:
    """A value for an attribute that only AWS knows: ids and ARNs are texts, and others are left out."""
    if name.rpartition("_")[2] == "arn":
        return f"arn:aws:iam::999988887777:role/{resource['name']}"
    return f"{resource['name']}-{name}" if name.rpartition("_")[2] == "id" else None


def referred(block: dict[str, Any], resources: Resources) -> Iterator[tuple[str, Any]]:
    """The attributes of a block that are those of another resource."""
    for attribute, written_value in block.items():
        match = _REFERENCE.match(written_value) if isinstance(written_value, str) else None
        if match:
            yield attribute, resources[match[1], match[2]].get(match[3])
