"""``main.py filters``: rank, name, action, owner; what was merged; how much of the limit is used."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import main as cli
from tests.conftest import TESTS

PACKED = TESTS / "golden" / "packed-organization" / "specs"


def test_the_filters_of_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["filters", "--specs", str(PACKED)]) == 0
    assert (
        capsys.readouterr().out
        == """\
us-east-1: 7 of 100 filters
  1  fraud.one               ARCHIVE  fraud-ml@example.com
  2  acme.accounts-6ab16e42  NOOP     several teams
     merged: fraud.transactions-attack-sequence, research.corpus-attack-sequence
  3  acme.accounts-e919f01e  NOOP     research
     merged: research.severe
  4  acme.buckets            NOOP     fraud-ml@example.com
     merged: fraud.other
  5  acme.buckets-30b443c5   NOOP     several teams
     merged: fraud.labels, fraud.transactions, research.corpus
  6  acme.keys               NOOP     several teams
     merged: fraud.key, research.key
  7  acme.users-24f7da4a     NOOP     fraud-ml@example.com
     merged: fraud.server, fraud.trainer
"""
    )


def test_the_same_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["filters", "--format", "json", "--specs", str(PACKED)]) == 0
    listed = json.loads(capsys.readouterr().out)["us-east-1"]
    assert [row["rank"] for row in listed] == list(range(1, 8))
    assert listed[4]["merged"] == ["fraud.labels", "fraud.transactions", "research.corpus"]
    assert listed[0]["spec"] == "teams.yaml: suppressions one"


@pytest.mark.parametrize("command", [["filters"], ["test"], ["explain", "--sql"]])
def test_broken_specs_are_told_first(
    command: list[str], specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*command, "--specs", str(specs(team="team: fraud\nfilters: [{name: x}]"))]) == 1
    assert "'where' is missing" in capsys.readouterr().err
