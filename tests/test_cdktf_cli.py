"""The real ``cdktf synth`` on the example company. Without a CDKTF CLI the test is skipped."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from compiler.terraform import bindings
from tests.conftest import EXAMPLE, ROOT, TESTS
from tests.external_tools import cdktf_cli


@pytest.mark.skipif(not cdktf_cli(), reason="no CDKTF CLI: make cdktf-cli installs it")
def test_cdktf_synth_writes_the_golden_stacks(tmp_path: Path) -> None:
    for name in ("main.py", "cdktf.json"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "compiler", tmp_path / "compiler")
    shutil.copytree(EXAMPLE, tmp_path / "specs")
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    path = f"{os.environ['PATH']}:{Path(bindings.node()).parent}"  # the CLI runs on any Node, also on the bundled one
    environment = {**os.environ, "PATH": path, "CHECKPOINT_DISABLE": "1", "CI": "true", "FORCE_COLOR": "0"}
    done = subprocess.run(
        [str(cdktf_cli()), "synth"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    golden, out = EXAMPLE.parent, tmp_path / "cdktf.out"
    stacks = {path.relative_to(golden): path.read_bytes() for path in golden.glob("stacks/*/cdk.tf.json")}
    assert stacks
    assert {path.relative_to(out): path.read_bytes() for path in out.glob("stacks/*/cdk.tf.json")} == stacks


def test_the_lock_file_of_the_cdktf_cli_has_checksums_and_names_no_registry() -> None:
    packages = json.loads((TESTS / "cdktf-cli/package-lock.json").read_text("utf-8"))["packages"]
    assert packages["node_modules/cdktf-cli"]["version"] == version("cdktf")
    installed = {name: package for name, package in packages.items() if name and not package.get("inBundle")}
    assert [name for name, package in installed.items() if "integrity" not in package] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []
