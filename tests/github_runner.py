"""The part of GitHub that runs a composite action: it replaces expressions, sets variables and starts a shell."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
DEFAULTS: dict[str, str] = {name: field["default"] for name, field in ACTION["inputs"].items()}
EXPRESSION = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
CONTAINS = re.compile(r"contains\(inputs\.([\w-]+), '(\w+)'\)")
IS_GIVEN = re.compile(r"inputs\.([\w-]+) != ''")
NO_INDEX = ("No matching distribution found", "NewConnectionError", "Could not install packages due to an OSError")
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Runner:
    """What GitHub does for a composite action: a workspace, a folder for temporary files, and files for answers."""

    workspace: Path
    temporary: Path

    def run(self, name: str, **inputs: str) -> Done:
        step = STEPS[name]
        with_defaults = {**DEFAULTS, **{key.replace("_", "-"): value for key, value in inputs.items()}}
        given = {key: EXPRESSION.sub(lambda at: with_defaults[at[1]], text) for key, text in step["env"].items()}
        script = self.workspace.parent / "step.sh"
        script.write_text(step["run"], "utf-8")
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        environment = {**os.environ, **self.variables, **given}
        return subprocess.run(
            shell, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False, timeout=600
        )

    @property
    def variables(self) -> dict[str, str]:
        return {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.workspace.parent / "output"),
            "GITHUB_STEP_SUMMARY": str(self.workspace.parent / "summary"),
            "RUNNER_TEMP": str(self.temporary),
        }


def happens(step: dict[str, Any], inputs: dict[str, str]) -> bool:
    """Whether GitHub runs a step. Only the two conditions that ``action.yml`` uses are known."""
    condition = step.get("if")
    if condition is None:
        return True
    if contains := CONTAINS.fullmatch(condition):
        return contains[2] in inputs[contains[1]]
    is_given = IS_GIVEN.fullmatch(condition)
    assert is_given, condition
    return inputs[is_given[1]] != ""
