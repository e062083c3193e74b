"""The stacks of large plans are divided among processes; the files are the same, byte for byte."""

from pathlib import Path

import pytest

from compiler.terraform import parallel
from compiler.terraform.synthesis import synthesize
from compiler.terraform.unexpected import Unexpected
from tests.conftest import TESTS, compile_folder


@pytest.mark.parametrize("name", ["delegation", "malware-scan"])
def test_helpers_write_the_same(name: str) -> None:
    """Both have more than one Region; one has stacks that come after others, the other stacks of other accounts."""
    plan = compile_folder(TESTS / "golden" / name / "specs")
    assert len({stack.provider.region for stack in plan.stacks}) > 1
    assert parallel.synthesize_any(plan, helpers=2) == synthesize(plan)


def test_a_helper_that_fails_leaves_no_output(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plan = compile_folder(TESTS / "golden" / "delegation" / "specs")
    dying = tmp_path / "python"
    dying.write_text("#!/bin/sh\nexit 3\n")
    dying.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(dying))
    with pytest.raises(Unexpected, match="a helper ended"):
        parallel.synthesize_any(plan, helpers=1)
