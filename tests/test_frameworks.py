"""Frameworks are data: a company's own get the checks of ours, and no requirement claims more than its rows show."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from compiler.diagnostics import SpecError
from compiler.evidence.framework_files import frameworks
from compiler.evidence.kinds import KINDS, Strength
from compiler.evidence.requirements import Answer, Framework, Requirement, answered
from compiler.evidence.rows import State
from tests.test_evidence import CASE, facts

REQUIREMENT = {"id": "R1", "wants": "Watch what we own", "level": "compiled", "facts": ["assets"]}
OURS = frameworks(CASE)


def own(tmp_path: Path, *requirements: dict[str, Any], **keys: Any) -> Path:
    """A company with one framework of its own."""
    shutil.copytree(CASE, tmp_path / "specs")
    folder = tmp_path / "specs" / "frameworks"
    folder.mkdir()
    data = {"framework": "house-rules", "title": "House rules", "requirements": [*requirements], **keys}
    (folder / "house.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return tmp_path / "specs"


def problems(folder: Path) -> list[str]:
    with pytest.raises(SpecError) as raised:
        frameworks(folder)
    return [f"{d.span.line}: {d.code}: {d.message}" for d in raised.value.diagnostics]


def of_framework(framework: Framework) -> tuple[Answer, ...]:
    return answered([framework], facts(CASE))[0][1]


def answer(name: str, id_: str) -> Answer:
    (framework,) = [each for each in OURS if each.name == name]
    return next(each for each in of_framework(framework) if each.requirement.id == id_)


def of(*kinds: str, strength: Strength = Strength.COMPILED) -> Answer:
    requirement = Requirement("R1", "Watch what we own", strength, kinds, "")
    return of_framework(Framework("x", "X", "", (requirement,), ""))[0]


@pytest.mark.parametrize("framework", OURS, ids=lambda framework: framework.name)
def test_every_requirement_of_ours_can_be_answered(framework: Framework) -> None:
    for each in of_framework(framework):
        assert each.strength in (each.requirement.strength, Strength.DECLARED, Strength.NONE)
        assert bool(each.support) or each.requirement.strength is Strength.NONE or not each.is_satisfied


def test_a_requirement_without_a_check_is_there_and_not_covered() -> None:
    found = answer("eu-ai-act", "Art. 12")
    assert (found.strength, found.support, found.is_satisfied) == (Strength.NONE, (), False)


def test_every_row_is_traced_to_its_spec_and_its_address() -> None:
    (row,) = [s.row for s in answer("soc2", "CC7.2").support if s.row.about == "fraud.transactions"]
    assert row.spec == "fraud.yaml:6"
    assert row.resources[0] == ("acme-ai-eu-west-1", "aws_guardduty_filter.fraud__transactions")


def test_a_requirement_is_satisfied_only_without_a_gap() -> None:
    watched = answer("soc2", "CC7.2")
    assert (watched.strength, watched.is_satisfied) == (Strength.COMPILED, False)
    assert "research.empty" in [each.row.about for each in watched.gaps]
    assert of("stacks").is_satisfied


def test_rows_that_show_nothing_are_gaps_and_no_support() -> None:
    found = answer("aws-aisf", "AISF-AI-01")
    assert [(each.row.about, each.gaps) for each in found.support] == [("fraud.scorer", ("it has no guardrail",))]
    assert found.strength is Strength.NONE


def test_what_only_supports_is_never_satisfied() -> None:
    assert not of("stacks", strength=Strength.SUPPORTS).is_satisfied


def test_rows_that_are_only_declared_make_a_requirement_declared() -> None:
    found = of("acceptances")
    assert {each.state for each in found.support} == {State.DECLARED}
    assert (found.strength, found.is_satisfied) == (Strength.DECLARED, False)


def test_what_is_no_gap_of_an_inventory_is_one_of_coverage() -> None:
    assert not of("inventory").gaps
    assert of("assets").gaps


def test_a_company_adds_its_own(tmp_path: Path) -> None:
    framework = frameworks(own(tmp_path, REQUIREMENT))[-1]
    assert (framework.name, framework.file) == ("house-rules", "frameworks/house.json")
    assert framework.requirements[0].facts == ("assets",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"level": "satisfied"}, "'satisfied' is not a level"),
        ({"facts": ["asets"]}, "'asets' is not a kind of facts"),
        ({"facts": []}, "compiled needs facts"),
        ({"level": "none"}, "a requirement that facts serve has another level than none"),
        ({"facts": ["owners", "inventory"]}, "these facts are only declared: owners, inventory"),
        ({"wants": ""}, "wants must be text"),
        ({"facts": "assets"}, "facts must be a list"),
        ({"satisfied": "yes"}, "'satisfied' is not a key of a framework"),
    ],
    ids=str,
)
def test_a_requirement_that_is_wrong_is_refused(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    found = problems(own(tmp_path, {**REQUIREMENT, **changes}))
    assert any(expected in problem for problem in found), found


def test_all_problems_at_once_each_with_its_line(tmp_path: Path) -> None:
    wrong = {**REQUIREMENT, "level": "perfect"}
    found = problems(own(tmp_path, REQUIREMENT, REQUIREMENT, wrong))
    places = [problem.split(": ")[:2] for problem in found]
    assert places == [["13", "duplicate-name"], ["21", "duplicate-name"], ["24", "invalid-value"]]


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    found = problems(own(tmp_path, {"id": "R1", "wants": "x"}))
    assert [problem.split(": ", 1)[1] for problem in found] == ["missing-key: level is missing"]


def test_a_name_of_ours_is_taken(tmp_path: Path) -> None:
    (found,) = problems(own(tmp_path, REQUIREMENT, framework="soc2"))
    assert "a second framework named soc2; the first one is frameworks/soc2.json" in found


def test_every_kind_of_facts_is_used_by_a_framework() -> None:
    used = {kind for framework in OURS for each in framework.requirements for kind in each.facts}
    assert used == set(KINDS)
