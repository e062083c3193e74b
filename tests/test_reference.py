"""``docs/reference.md``: generated, complete, and what it says of Terraform's resources is true."""

import json
import re
from pathlib import Path

from compiler.catalog.filter_fields import all_fields
from compiler.reference import language_reference
from compiler.reference.resources import RESOURCES
from compiler.schema import spec_schema
from compiler.terraform.kinds import KINDS
from tests.conftest import ROOT, TESTS

REFERENCE = language_reference()
PATHS = set(re.findall(r"^\| `([^`]+)` \|", REFERENCE, re.MULTILINE))


def test_the_reference_in_docs_is_up_to_date() -> None:
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == REFERENCE


def test_every_key_of_the_schema_is_in_the_reference() -> None:
    documented = {path.rpartition(".")[2] for path in PATHS}
    definitions = spec_schema()["$defs"].values()
    keys = {key for schema in definitions for key in schema.get("properties", ())}
    assert keys - set(all_fields()) <= documented | sections()


def sections() -> set[str]:
    return set(re.findall(r"^\| \[`([^`]+)`\]", REFERENCE, re.MULTILINE))


def test_every_finding_field_is_in_the_reference() -> None:
    assert set(all_fields()) <= PATHS


def test_every_resource_has_a_row_and_a_golden_stack() -> None:
    stacks = [json.loads(path.read_text("utf-8"))["resource"] for path in TESTS.glob("golden/*/stacks/*/cdk.tf.json")]
    compiled = {kind for stack in stacks for kind in stack}
    assert set(RESOURCES) == {body.terraform_type for body in KINDS} == compiled


def test_resources_come_from_keys_that_exist() -> None:
    named = {key for keys in RESOURCES.values() for key in keys}
    assert named - PATHS - sections() == set()


def test_every_guardduty_resource_of_the_bindings_is_supported() -> None:
    import cdktf_cdktf_provider_aws

    folders = map(Path, cdktf_cdktf_provider_aws.__path__)
    names = {path.name for folder in folders for path in folder.glob("guardduty_*")}
    assert {f"aws_{name}" for name in names} <= set(RESOURCES)


def test_links_within_the_reference_lead_to_a_heading() -> None:
    headings = {
        re.sub(r"[`,]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", REFERENCE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", REFERENCE)) <= headings
