"""The real ``cdktf synth`` on the example company. Where there is no cdktf CLI the test skips and says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compiler.terraform import bindings
from tests.conftest import ROOT

CDKTF = os.environ.get("WATCHSPEC_CDKTF") or shutil.which("cdktf")


@pytest.mark.skipif(not CDKTF, reason="no cdktf CLI on PATH, and WATCHSPEC_CDKTF names none")
def test_cdktf_synth_gives_what_is_committed(tmp_path: Path) -> None:
    for name in ("main.py", "cdktf.json"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("compiler", "specs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    path = f"{os.environ['PATH']}:{Path(bindings.node()).parent}"  # the CLI runs on any Node; the bundled one is there
    environment = {**os.environ, "PATH": path, "CHECKPOINT_DISABLE": "1", "CI": "true", "FORCE_COLOR": "0"}
    done = subprocess.run(
        [str(CDKTF), "synth"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = {p.relative_to(tmp_path): p.read_bytes() for p in (tmp_path / "cdktf.out").rglob("*.json")}
    committed = {p.relative_to(ROOT): p.read_bytes() for p in (ROOT / "cdktf.out").glob("stacks/*/cdk.tf.json")}
    assert committed.items() <= made.items()
