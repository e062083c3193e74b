"""OSCAL and CycloneDX: read by what reads such files, where it is installed; and what they claim."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from compiler.evidence.basis import Basis
from compiler.evidence.build import build
from compiler.evidence.cyclonedx import cyclonedx
from compiler.evidence.identifiers import Uuids, made_at, token
from compiler.evidence.oscal import oscal
from compiler.evidence.since import History
from tests.test_evidence import DAY
from tests.test_evidence_files import report

OSCAL = {name: json.loads(text) for name, text in oscal(report()).items()}
RESULTS = OSCAL["oscal-assessment-results.json"]["assessment-results"]
COMPONENTS = OSCAL["oscal-component-definition.json"]["component-definition"]
BOM = json.loads(cyclonedx(report()))


def uuids_in(data: Any) -> list[str]:
    """Every value of a key ``uuid``."""
    if isinstance(data, list):
        return [uuid for item in data for uuid in uuids_in(item)]
    if not isinstance(data, dict):
        return []
    return [*([data["uuid"]] if "uuid" in data else []), *uuids_in([*data.values()])]


@pytest.mark.parametrize("name", OSCAL)
def test_trestle_reads_oscal(name: str, tmp_path: Path) -> None:
    """In a process of its own: trestle changes the encoders of JSON when it is imported."""
    pytest.importorskip("trestle", reason="compliance-trestle is not installed: pip install compliance-trestle")
    model = {"oscal-assessment-results.json": "assessment_results", "oscal-component-definition.json": "component"}
    kind = {"assessment_results": "AssessmentResults", "component": "ComponentDefinition"}[model[name]]
    path = tmp_path / name
    path.write_text(oscal(report())[name], encoding="utf-8")
    code = f"""import pathlib
from trestle.oscal.{model[name]} import {kind}
read = {kind}.oscal_read(pathlib.Path({str(path)!r}))
assert "1.2.1" in str(read.metadata.oscal_version)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("data", OSCAL.values(), ids=list(OSCAL))
def test_a_uuid_is_used_once_and_is_of_version_5(data: Any) -> None:
    found = uuids_in(data)
    assert len(found) == len(set(found))
    assert {UUID(uuid).version for uuid in found} == {5}


def test_only_what_is_compiled_without_a_gap_is_satisfied() -> None:
    states = {f["title"].rpartition(": ")[2]: f["target"]["status"]["state"] for f in RESULTS["results"][0]["findings"]}
    answers = {a.requirement.id: a for _, of_framework in report().frameworks for a in of_framework}
    assert states == {id_: "satisfied" if a.is_satisfied else "not-satisfied" for id_, a in answers.items()}
    assert set(states.values()) == {"satisfied", "not-satisfied"}


def test_every_observation_that_a_finding_names_is_there() -> None:
    (result,) = RESULTS["results"]
    named = {o["observation-uuid"] for f in result["findings"] for o in f.get("related-observations", ())}
    assert named == {o["uuid"] for o in result["observations"]}


def test_a_component_is_a_stack_and_has_the_requirements_that_it_serves() -> None:
    by_title = {component["title"]: component for component in COMPONENTS["components"]}
    assert set(by_title) == {stack.name for stack in report().facts.stacks}
    served = [
        requirement["control-id"]
        for implementation in by_title["acme-ai-us-east-1"]["control-implementations"]
        for requirement in implementation["implemented-requirements"]
    ]
    assert "cc7.2" in served
    assert "art.-12" not in served


def test_cyclonedx_is_valid() -> None:
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed: pip install cyclonedx-python-lib")
    pytest.importorskip("referencing", reason="cyclonedx-python-lib[json-validation] is not installed")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(cyclonedx(report())) is None


def test_datasets_and_services_have_owners_and_a_claim() -> None:
    (transactions,) = [c for c in BOM["components"] if c["name"] == "transactions"]
    assert transactions["data"][0]["classification"] == "restricted"
    assert transactions["data"][0]["governance"]["owners"][0]["organization"]["contact"] == [
        {"name": "fraud-ml@example.com"}
    ]
    assert [service["name"] for service in BOM["services"]] == ["scorer"]
    references = {part["bom-ref"] for part in (*BOM["components"], *BOM["services"])}
    assert {claim["target"] for claim in BOM["declarations"]["claims"]} == references
    corpus = next(c for c in BOM["declarations"]["claims"] if c["target"] == "dataset:research.corpus")
    assert corpus["predicate"].endswith(": in part")
    assert corpus["reasoning"] == "protections.s3 is off in this account, by an override"


def test_a_company_without_assets_has_a_bom_too() -> None:
    pytest.importorskip("cyclonedx", reason="cyclonedx-python-lib is not installed: pip install cyclonedx-python-lib")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    whole = report()
    bare = replace(whole, facts=replace(whole.facts, assets=(), cells=()))
    assert JsonStrictValidator(SchemaVersion.V1_7).validate_str(cyclonedx(bare)) is None


def test_uuids_and_times_depend_on_what_a_report_is_made_from() -> None:
    basis = report().basis
    other = replace(basis, commit=None)
    assert Uuids("acme", basis).of("x") == Uuids("acme", basis).of("x")
    assert len({Uuids("acme", basis).of("x"), Uuids("acme", other).of("x"), Uuids("other", basis).of("x")}) == 3
    assert made_at(Basis(None, DAY, "0.0.0", (), (), (), History.NO_GIT)).isoformat() == "2026-11-26T00:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("CC7.2", "cc7.2"), ("GOVERN 1.5", "govern-1.5"), ("Art. 15(5)", "art.-15-5"), ("4.1", "_4.1")],
)
def test_an_id_is_a_token(text: str, expected: str) -> None:
    assert token(text) == expected


def test_all_json_of_a_report_is_json() -> None:
    names = [name for name, text in build(report()).items() if name.endswith(".json") and json.loads(text)]
    assert len(names) == 4
