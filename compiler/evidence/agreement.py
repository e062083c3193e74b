"""Terraform plans that were handed in -> whether AWS is as the rows of a report say.

``terraform show -json`` lists every resource of a stack with what an apply would do. Without an action, AWS is as in
the Terraform output, as of that plan. Source: https://developer.hashicorp.com/terraform/internals/json-format.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .rows import Row

AGREES = "AWS agrees"
_LARGEST = 2**28  # bytes of a plan


class NotAPlan(Exception):
    """The file is no plan that says something. The message says why, in one line."""


@dataclass(frozen=True)
class Agreement:
    """By stack and address, what an apply would do; ``no-op`` for nothing."""

    plans: Mapping[str, Mapping[str, str]]

    def of(self, row: Row) -> str:
        """Empty where no plan was handed in for one of its resources, or where it has none.

        It agrees only where every resource of the row is in a plan that changes nothing of it.
        """
        resources = [resource for resource in row.resources if resource.address]
        if not resources or any(resource.stack not in self.plans for resource in resources):
            return ""
        actions = {address: self.plans[stack].get(address, "not in the plan") for stack, address in resources}
        different = [f"{address} ({action})" for address, action in actions.items() if action != "no-op"]
        return f"AWS does not agree: {', '.join(different)}" if different else AGREES


NO_PLANS = Agreement({})


def agreement(files: Mapping[str, Path]) -> Agreement:
    """Reads the plan of each stack.

    Raises:
        NotAPlan: a file is no plan as JSON, or one of a run that failed or left something out.
    """
    return Agreement({stack: _actions(path) for stack, path in sorted(files.items())})


def _actions(path: Path) -> dict[str, str]:
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        plan = json.loads(content)
        changes = {change["address"]: _action(change["change"]["actions"]) for change in plan["resource_changes"]}
    except OSError as error:
        raise NotAPlan(f"{path.as_posix()} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise NotAPlan(f"{path.as_posix()} is no plan as JSON: make it with terraform show -json PLAN") from error
    if plan.get("errored") or plan.get("complete") is False:
        raise NotAPlan(f"{path.as_posix()} is of a run that failed or left something out, so it shows nothing")
    return changes


def _action(actions: Any) -> str:
    """``no-op``, or what happens, such as ``delete, create``; only the words that Terraform has."""
    known = ("no-op", "create", "read", "update", "delete", "forget", "import")
    return ", ".join(action if action in known else "something else" for action in actions)
