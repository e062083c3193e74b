"""Packs: every one compiles, can match findings, and is shown with what to know about it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.catalog.filter_fields import all_fields, fields_for_any_action
from compiler.catalog.packs import PACKS
from compiler.commands import run
from tests.conftest import ORGANIZATION, TESTS, problems_of, program_of

USED = TESTS / "golden" / "packs" / "specs"
VALUES = {"resource.instanceDetails.imageId": "ami-0123456789abcdef0", "accountId": "123456789012"}
REMOTE = "service.action.awsApiCallAction.remoteAccountDetails.accountId"


def entry(name: str) -> str:
    """An entry that uses a pack, with a condition on each field that it needs."""
    pack = PACKS[name]
    where = {field: {"equals": [VALUES.get(field, "123456789012" if field == REMOTE else "x")]} for field in pack.needs}
    where["accountId"] = {"equals": [VALUES["accountId"]]}
    more = {"reason": "Needed", "expires": "2027-01-31"} if pack.suppresses else {}
    section = "suppressions" if pack.suppresses else "filters"
    account = {"name": "prod", "id": VALUES["accountId"], "email": "aws@example.com"}
    return json.dumps(
        {"team": "ml", "accounts": [account], section: [{"name": "used", "pack": name, "where": where, **more}]}
    )


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_no_mistakes(name: str, specs: Callable[..., Path]) -> None:
    folder = specs(ORGANIZATION, team=entry(name))
    assert [problem for problem in problems_of(folder) if problem.is_error] == []
    (declared,) = program_of(folder).filters
    assert {criterion.field for criterion in declared.criteria} == {"accountId", *PACKS[name].where, *PACKS[name].needs}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_fields_that_its_section_accepts(name: str) -> None:
    usable = all_fields() if PACKS[name].suppresses else fields_for_any_action()
    assert {*PACKS[name].where, *PACKS[name].needs} <= set(usable)
    assert not set(PACKS[name].where) & set(PACKS[name].needs)


def test_a_suppression_by_a_pack_always_needs_a_condition_of_its_own() -> None:
    assert all(pack.needs for pack in PACKS.values() if pack.suppresses)


def test_the_command_lists_packs_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs"]) == 0
    listed = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(PACKS)
    assert run(["packs", "own-scanner"]) == 0
    assert capsys.readouterr().out == (
        "own-scanner, for suppressions: port scans by a vulnerability scanner of the company\n"
        "Before you rely on it: Whoever takes over an instance with this image can scan unseen.\n"
        "The entry adds conditions on: resource.instanceDetails.imageId, in where or with for\n"
        'where:\n  type: {"equals": ["Recon:EC2/Portscan"]}\n'
    )
    assert run(["packs", "own-scaner"]) == 2
    assert "did you mean 'own-scanner'?" in capsys.readouterr().err


def test_what_to_know_is_printed_where_a_pack_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["filters", "--specs", str(USED)]) == 0
    assert f"ml.compilers  jit-compilers       {PACKS['jit-compilers'].caveat}" in capsys.readouterr().out
    assert run(["filters", "--specs", str(USED), "--format", "json"]) == 0
    packs = json.loads(capsys.readouterr().out)["packs"]
    assert {row["name"]: row["caveat"] for row in packs}["ml.blinded"] == PACKS["blinded"].caveat
