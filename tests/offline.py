"""Copies of stacks that Terraform plans and applies without AWS, and with whatever provider there is.

What only AWS can answer (assumed roles, adopted detectors) is left out, and so is what an old provider does not know.
"""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.external_tools import Provider, terraform

NEW_FEATURES = ("AI_PROTECTION", "AI_ANALYST")
NEW_OPERATORS = ("matches", "not_matches")

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not on PATH")


def run(provider: Provider, folder: Path, *arguments: str) -> str:
    """Runs Terraform in the folder of a stack, with the provider that is installed elsewhere."""
    lock = (provider.folder / ".terraform.lock.hcl").read_text("utf-8")
    # Without a checksum Terraform does not read the whole provider again to compare it.
    (folder / ".terraform.lock.hcl").write_text(re.sub(r"hashes\s*=\s*\[.*?\]", "", lock, flags=re.DOTALL), "utf-8")
    # Less garbage collection (GOGC) makes a plan a quarter shorter.
    environment = {"TF_DATA_DIR": str(provider.folder / ".terraform"), "GOGC": "400"}
    return terraform(folder, *arguments, environment=environment)


OFFLINE = {
    "access_key": "made-up",
    "secret_key": "made-up",
    "skip_credentials_validation": True,
    "skip_metadata_api_check": True,
    "skip_requesting_account_id": True,
}


def offline_copy(stack: Mapping[str, Any], provider: Provider) -> dict[str, Any]:
    """A copy of a stack that can be planned without AWS and with this provider."""
    copy: dict[str, Any] = json.loads(json.dumps(stack))
    copy.pop("import", None)
    copy["terraform"].pop("cloud", None)
    copy["terraform"]["backend"] = {"local": {}}
    (configuration,) = copy["provider"]["aws"]
    tags = configuration.get("default_tags", [])
    copy["provider"]["aws"] = [{"region": configuration["region"], "default_tags": tags, **OFFLINE}]
    required = copy["terraform"]["required_providers"]["aws"]
    if numbers(provider.version) < numbers(required["version"]):
        required["version"] = provider.version
        leave_out_what_is_new(copy["resource"])
    return copy


def numbers(version: str) -> list[int]:
    """``>= 6.56.0, < 7.0.0`` -> ``[6, 56, 0]``: the first version that is named."""
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def leave_out_what_is_new(resources: dict[str, Any]) -> None:
    """Removes what providers before 6.56.0 do not know: two features, two operators."""
    for kind in ("aws_guardduty_detector_feature", "aws_guardduty_organization_configuration_feature"):
        blocks = resources.pop(kind, {})
        known = {name: block for name, block in blocks.items() if block["name"] not in NEW_FEATURES}
        resources |= {kind: known} if known else {}
    for accepter in resources.get("aws_guardduty_invite_accepter", {}).values():
        features = resources.get("aws_guardduty_detector_feature", {})
        accepter["depends_on"] = [f"aws_guardduty_detector_feature.{name}" for name in features]
    for block in resources.get("aws_guardduty_filter", {}).values():
        for criterion in block["finding_criteria"]["criterion"]:
            for operator in NEW_OPERATORS:
                criterion.pop(operator, None)
