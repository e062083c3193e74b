"""A few hundred inputs of each fuzz target, the same on every run; ``make fuzz`` runs as many as you like."""

import importlib.util
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.fuzz.engine import Failed, Figures, input_of, run
from tests.fuzz.targets import TARGETS, Target, check_visible

INPUTS = 300


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_input_ends_in_an_exception_or_takes_long(target: Target) -> None:
    figures = Figures()
    for number in range(INPUTS):
        figures.add(number, run(target, 0, number))
    assert figures.inputs == INPUTS


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_an_input_follows_from_its_seed_and_number(target: Target) -> None:
    inputs = [input_of(target, 0, number) for number in range(20)]
    assert inputs == [input_of(target, 0, number) for number in range(20)]
    assert len(set(inputs)) > 10
    assert inputs != [input_of(target, 1, number) for number in range(20)]


def test_what_does_not_hold_is_reported_with_the_input() -> None:
    def check(data: bytes) -> None:
        raise KeyError(data)

    with pytest.raises(Failed, match="x, seed 0, input 7: KeyError"):
        run(Target("x", lambda random: b"a", check), 0, 7)


@pytest.mark.parametrize("text", ["a\x1b[2J", "a\u202eb", "a\nb", "\udc00"])
def test_what_may_not_be_printed_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError):
        check_visible([text])


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
def test_inputs_guided_by_coverage() -> None:
    command = [sys.executable, "-m", "tests.fuzz.guided", "text", "200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert "Done 200" in done.stderr
