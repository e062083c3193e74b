"""``main.py filters``: rank, name, action, owner; what was merged; how much of the limit is used."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.commands import run
from tests.conftest import TESTS

PACKED = TESTS / "golden" / "packed-organization" / "specs"


def test_filters_are_listed_by_rank_with_owner_and_what_was_merged(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(PACKED)]) == 0
    assert (
        capsys.readouterr().out
        == """\
us-east-1: 7 of 100 filters
  rank  name                    action   owner                 merged from
     1  fraud.one               ARCHIVE  fraud-ml@example.com
     2  acme.accounts-6ab16e42  NOOP     several teams         fraud.transactions-attack-sequence, \
research.corpus-attack-sequence
     3  acme.accounts-e919f01e  NOOP     research              research.severe
     4  acme.buckets            NOOP     fraud-ml@example.com  fraud.other
     5  acme.buckets-30b443c5   NOOP     several teams         fraud.labels, fraud.transactions, research.corpus
     6  acme.keys               NOOP     several teams         fraud.key, research.key
     7  acme.users-24f7da4a     NOOP     fraud-ml@example.com  fraud.server, fraud.trainer
"""
    )


def test_json_lists_the_same_filters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--format", "json", "--specs", str(PACKED)]) == 0
    listed = json.loads(capsys.readouterr().out)["us-east-1"]
    assert [row["rank"] for row in listed] == list(range(1, 8))
    assert listed[4]["merged"] == ["fraud.labels", "fraud.transactions", "research.corpus"]
    assert listed[0]["spec"] == "teams.yaml: suppressions one"


@pytest.mark.parametrize("command", [["filters"], ["test"], ["explain", "--sql"]])
def test_problems_in_the_specs_are_reported_by_every_command(
    command: list[str], specs: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--specs", str(specs(team="team: fraud\nfilters: [{name: x}]"))]) == 1
    assert "'where' is missing" in capsys.readouterr().err
