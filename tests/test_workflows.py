"""``action.yml`` and the workflows in the guides, against the published schemas."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.github_runner import DEFAULTS
from tests.test_guides import BLOCK, PAGES


def test_the_action_is_one_by_the_published_schema() -> None:
    assert_matches("vendor.github-actions", ROOT / "action.yml")


def workflows() -> list[tuple[str, str]]:
    texts = [(page.name, block[2]) for page in PAGES for block in BLOCK.finditer(page.read_text("utf-8"))]
    return [(name, text) for name, text in texts if text.startswith("# .github/workflows/")]


@pytest.mark.parametrize(("page", "text"), workflows(), ids=[page for page, _ in workflows()])
def test_the_workflows_of_a_guide_are_some_by_the_published_schema(page: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "workflow.yaml"
    path.write_text(text, "utf-8")
    assert_matches("vendor.github-workflows", path)


def assert_matches(schema: str, path: Path) -> None:
    """By check-jsonschema, which has the schemas with it and asks nobody."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed: make setup installs it")
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_input_a_workflow_gives_is_one_of_the_action() -> None:
    steps = [
        step
        for _, text in workflows()
        for job in yaml.safe_load(text)["jobs"].values()
        for step in job.get("steps", ())
        if "/watchspec@" in step.get("uses", "")
    ]
    assert steps
    assert {name for step in steps for name in step.get("with", {})} <= set(DEFAULTS)
