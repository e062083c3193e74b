"""Ranks, applied: real Terraform brings a GuardDuty from one company to the next, one change at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from compiler.terraform.synthesis import stack_path, synthesize
from tests.conftest import ORGANIZATION, compile_folder
from tests.external_tools import Provider, TerraformError
from tests.fake_guardduty import DETECTOR, FakeGuardDuty, fake_guardduty
from tests.offline import needs_terraform, offline_copy, run

STACK = "acme-us-east-1"
KEPT = ("aws_guardduty_detector", "aws_guardduty_filter")
SUPPRESSION = """\
accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
suppressions:
  - name: drill
    reason: The yearly exercise
    expires: 2029-12-31
    where: {type: {equals: ["Recon:EC2/PortProbeUnprotectedPort"]}, accountId: {equals: [prod]}}
"""


def team(name: str, *datasets: str, more: str = "") -> str:
    rows = "".join(
        f"  - {{name: {each}, bucket: acme-{each}, account: administrator, region: us-east-1}}\n" for each in datasets
    )
    return f"team: {name}\n" + (f"datasets:\n{rows}" if rows else "") + more


@dataclass(frozen=True)
class Company:
    """A folder that Terraform applies, with a GuardDuty that answers it."""

    folder: Path
    provider: Provider
    guardduty: FakeGuardDuty

    def write(self, *teams: str, before: bool = False) -> list[str]:
        """The stack of a company with these teams, and the names of its filters by rank.

        ``before`` as versions wrote it that changed ranks.
        """
        specs = self.folder / "specs"
        for path in specs.glob("*.yaml"):
            path.unlink()
        specs.mkdir(exist_ok=True)
        for number, text in enumerate((ORGANIZATION, *teams)):
            (specs / f"{number}.yaml").write_text(text, "utf-8")
        stack = json.loads(synthesize(compile_folder(specs))[stack_path(STACK)])
        filters = stack["resource"]["aws_guardduty_filter"]
        order = stack["locals"]["filters"]
        if before:
            write_ranks_as_numbers(filters, order)
        (self.folder / "cdk.tf.json").write_text(json.dumps(self._reachable(stack)), "utf-8")
        return [filters[name]["name"] for name in order]

    def _reachable(self, stack: dict[str, Any]) -> dict[str, Any]:
        """A copy with what the fake knows."""
        copy = offline_copy(stack, self.provider)
        copy["resource"] = {kind: copy["resource"][kind] for kind in KEPT}
        del copy["output"]
        copy["provider"]["aws"][0]["endpoints"] = {"guardduty": self.guardduty.url}
        return copy

    def adopt(self, ids: Mapping[str, str]) -> None:
        """Adds import blocks for addresses without ``aws_guardduty_``."""
        path = self.folder / "cdk.tf.json"
        imports = [{"to": f"aws_guardduty_{to}", "id": id_} for to, id_ in ids.items()]
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "import": imports}), "utf-8")

    def apply(self) -> str:
        """What Terraform plans and then does: ``1 to add, 0 to change, 0 to destroy``, or ``No changes``."""
        printed = run(self.provider, self.folder, "apply", "-auto-approve", "-no-color")
        match = re.search(r"Plan: (.*)\.|(No changes)", printed)
        assert match, printed
        return match[1] or match[2]


def write_ranks_as_numbers(filters: dict[str, Any], order: list[str]) -> None:
    for name, block in filters.items():
        block["rank"] = order.index(name) + 1
        del block["lifecycle"]


@pytest.fixture
def company(provider: Provider, tmp_path: Path) -> Iterator[Company]:
    with fake_guardduty() as guardduty:
        yield Company(tmp_path, provider, guardduty)


FRAUD, RESEARCH = team("fraud", "b", "d"), team("research", "m")


@needs_terraform
def test_a_change_touches_only_what_changes(company: Company) -> None:
    """One more, one less, several neighbours and a suppression before all others."""
    company.write(FRAUD, RESEARCH)
    company.apply()
    order = company.write(team("fraud", "b", "c", "d"), RESEARCH)
    assert company.apply() == "1 to add, 0 to change, 0 to destroy"
    assert company.guardduty.names == order == ["fraud.b", "fraud.c", "fraud.d", "research.m"]
    order = company.write(team("fraud", "c", "d"), RESEARCH)
    assert company.apply() == "0 to add, 0 to change, 1 to destroy"
    assert company.guardduty.names == order == ["fraud.c", "fraud.d", "research.m"]
    order = company.write(team("fraud", "a", "b", "c", "d", "e", more=SUPPRESSION), RESEARCH)
    assert company.apply() == "4 to add, 0 to change, 0 to destroy"
    assert company.guardduty.names == order
    assert order[0] == "fraud.drill"


@needs_terraform
def test_what_comes_and_goes_in_one_apply_leaves_no_gap(company: Company) -> None:
    company.write(team("fraud", "a", "b", "d"), RESEARCH)
    company.apply()
    order = company.write(team("fraud", "d", "e"), team("research", "k", "m", "p"))
    assert company.apply() == "3 to add, 0 to change, 2 to destroy"
    assert sorted(company.guardduty.names) == sorted(order)


@needs_terraform
def test_after_a_failed_apply_the_rest_comes_into_its_place(company: Company) -> None:
    company.write(FRAUD, RESEARCH)
    company.apply()
    order = company.write(team("fraud", "a", "b", "c", "d", "e"), RESEARCH)
    company.guardduty.refused = {"fraud.c"}
    with pytest.raises(TerraformError, match="fraud__c"):
        company.apply()
    assert company.guardduty.names == ["fraud.a", "fraud.b", "fraud.d", "research.m"]
    company.guardduty.refused = set()
    assert company.apply() == "2 to add, 0 to change, 0 to destroy"
    assert company.guardduty.names == order


@needs_terraform
def test_an_adopted_filter_and_those_of_older_versions_keep_their_ranks(company: Company) -> None:
    """Ranks were numbers that Terraform changed; one filter is now adopted, behind one that was made by hand."""
    company.write(FRAUD, before=True)
    company.apply()
    company.write(FRAUD)
    assert company.apply() == "No changes"
    (mine,) = [each for each in company.guardduty.filters if each["name"] == "fraud.b"]
    (company.folder / "terraform.tfstate").unlink()
    company.guardduty.filters = [{**mine, "name": name} for name in ("by-hand", "fraud.d", "fraud.b")]
    company.write(team("fraud", "b", "c"))
    company.adopt({"detector.detector": DETECTOR, "filter.fraud__b": f"{DETECTOR}:fraud.b"})
    assert company.apply() == "2 to import, 1 to add, 0 to change, 0 to destroy"
    assert company.guardduty.names == ["by-hand", "fraud.c", "fraud.d", "fraud.b"]


@needs_terraform
def test_what_is_renamed_is_replaced_in_its_place(company: Company) -> None:
    """GuardDuty has no renaming. First one filter, then a whole team, which then sorts behind another."""
    before = team("fraud", "a", "b", "c", more=SUPPRESSION)
    company.write(before, RESEARCH)
    company.apply()
    renamed = before.replace("{name: b,", "{name: labels, was: b,")
    order = company.write(renamed, RESEARCH)
    assert company.apply() == "1 to add, 0 to change, 1 to destroy"
    assert company.guardduty.names == order == ["fraud.drill", "fraud.a", "fraud.c", "fraud.labels", "research.m"]
    order = company.write(renamed.replace("team: fraud", "team: risk\nwas: fraud"), RESEARCH)
    assert company.apply() == "4 to add, 0 to change, 4 to destroy"
    assert company.guardduty.names == order
    assert order[0] == "risk.drill"
    company.write(renamed.replace("team: fraud", "team: risk").replace(" was: b,", ""), RESEARCH)
    assert company.apply() == "No changes"
