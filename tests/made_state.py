"""A Terraform state as it is after an apply, made from the plan of that apply: for types that no fake answers for."""

import json
from pathlib import Path
from typing import Any

from tests.external_tools import Provider
from tests.offline import offline_copy, run

_PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]'
_MADE_BY_AWS = ("id", "arn", "key_id")


def make_state(provider: Provider, folder: Path, stack: dict[str, Any]) -> None:
    """Writes the state of a stack without imports; Terraform knows no more than its plan and ids that are made up."""
    copy = offline_copy(stack, provider)
    resources = [_resource(planned, copy) for planned in _planned(provider, folder, copy)]
    state = {"version": 4, "serial": 1, "lineage": "made-up", "outputs": {}, "resources": resources}
    (folder / "terraform.tfstate").write_text(json.dumps(state), "utf-8")


def changes(provider: Provider, folder: Path, stack: dict[str, Any]) -> list[dict[str, Any]]:
    """What Terraform plans to get from the state in the folder to a stack: a change for each resource."""
    plan: list[dict[str, Any]] = _plan(provider, folder, offline_copy(stack, provider))["resource_changes"]
    return plan


def _planned(provider: Provider, folder: Path, copy: dict[str, Any]) -> list[dict[str, Any]]:
    planned: list[dict[str, Any]] = _plan(provider, folder, copy)["planned_values"]["root_module"]["resources"]
    return planned


def _plan(provider: Provider, folder: Path, copy: dict[str, Any]) -> dict[str, Any]:
    (folder / "cdk.tf.json").write_text(json.dumps(copy), "utf-8")
    run(provider, folder, "plan", "-refresh=false", "-out=planned")
    plan: dict[str, Any] = json.loads(run(provider, folder, "show", "-json", "planned"))
    return plan


def _resource(planned: dict[str, Any], copy: dict[str, Any]) -> dict[str, Any]:
    kind, name = planned["type"], planned["name"]
    made = {attribute: _made_up(f"{kind}.{name}", attribute) for attribute in _MADE_BY_AWS}
    attributes = {**made, **_references(copy["resource"][kind][name]), **planned.get("values", {})}
    instance = {"schema_version": planned["schema_version"], "attributes": attributes}
    return {"mode": "managed", "type": kind, "name": name, "provider": _PROVIDER, "instances": [instance]}


def _references(block: dict[str, Any]) -> dict[str, str]:
    """The values of attributes that are one reference: ``${aws_iam_role.x.arn}``."""
    texts = {key: text for key, text in block.items() if isinstance(text, str) and text.startswith("${aws_")}
    return {key: _made_up(*text.removeprefix("${").removesuffix("}").rsplit(".", 1)) for key, text in texts.items()}


def _made_up(address: str, attribute: str) -> str:
    return f"arn:aws:made-up:us-east-1:999988887777:{address}" if attribute == "arn" else address
