"""``was``: whatever is renamed, Terraform finds what is there under its former address."""

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.catalog.renaming import RECREATED
from compiler.model.address import Address
from compiler.model.plan import Plan
from compiler.terraform.synthesis import stack_path, synthesize
from tests.conftest import compile_folder
from tests.external_tools import Provider
from tests.made_state import changes, make_state
from tests.offline import needs_terraform

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
protections: {managed_by: organization-policy}
filters: {pack: PACK}
lists:
  bucket: acme-lists
  threats:
    - {<list>, location: "s3://acme-lists/a.txt", format: txt}
    - {<uploaded>, entries: [192.0.2.66]}
routes:
  <route>sns_topic_arn: "arn:aws:sns:{region}:999988887777:guardduty-soc"}
  <created>create: {sns: {emails: [soc@example.com]}}, message: summary}
"""
TEAM = """\
team: <team>
accounts:
  - {<account>, id: "123456789012", email: aws-prod@example.com}
datasets:
  - {<dataset>, bucket: acme-a, account: @account, region: us-east-1, watch: [impact, attack-sequence], route: @route}
  - {<long>, bucket: acme-b, account: @account, region: us-east-1, watch: [impact], route: @route}
access_keys:
  - {<key>, id: AKIAIOSFODNN7EXAMPLE, account: @account, route: @created}
services:
  - {<service>, service: bedrock, account: administrator, route: @created}
filters:
  - {<filter>, where: {service.additionalInfo.threatListName: {equals: [VALUES]}}}
suppressions:
  - name: mute
    reason: The yearly exercise
    expires: 2029-12-31
    where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [@account]}}
"""
VALUES = ", ".join(f"list-{number}" for number in range(60))  # more than one filter has room for
# Terraform creates the new one before it deletes the old one.
WITHOUT_A_GAP = (
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_s3_object",
    "aws_sns_topic",
)
THINGS = ("account", "created", "dataset", "filter", "key", "list", "long", "route", "service", "team", "uploaded")


def name_of(thing: str, renamed: Collection[str]) -> str:
    """Together, the names of the team and of ``long`` are too long for AWS."""
    length = 24 if thing in ("long", "team") else 0
    return f"{'renamed' if thing in renamed else 'first'}-{thing}{'x' * length}"


def declared(thing: str, renamed: Collection[str], *, with_was: bool) -> str:
    """A thing with its name and, if it is to be told, its former one."""
    name, was = name_of(thing, renamed), f"was: {name_of(thing, ())}" if with_was and thing in renamed else ""
    if thing == "team":
        return "\n".join(filter(None, (name, was)))
    if thing in ("route", "created"):
        return f"{name}: {{{was}{', ' if was else ''}"
    return ", ".join(filter(None, (f"name: {name}", was)))


def text_of(template: str, renamed: Collection[str], *, with_was: bool) -> str:
    """The specs in which these things have their new names."""
    text = template.replace("VALUES", VALUES)
    for thing in THINGS:
        text = text.replace(f"<{thing}>", declared(thing, renamed, with_was=with_was))
        text = text.replace(f"@{thing}", name_of(thing, renamed))
    return text


Company = Callable[..., Plan]


@pytest.fixture
def company(specs: Callable[..., Path]) -> Company:
    def compiled(renamed: Collection[str], *, pack: str = "asset", with_was: bool = True) -> Plan:
        organization, team = (text_of(text, renamed, with_was=with_was) for text in (ORGANIZATION, TEAM))
        return compile_folder(specs(organization.replace("PACK", pack), team=team))

    return compiled


def addresses(plan: Plan) -> set[Address]:
    (stack,) = plan.stacks
    return set(stack.by_address)


def chains(plan: Plan) -> list[tuple[Address, ...]]:
    """For each resource the addresses at which Terraform looks for it."""
    (stack,) = plan.stacks
    return [(*planned.former, planned.address) for planned in stack.resources]


@pytest.mark.parametrize("pack", ["asset", "team", "organization"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(renamed=st.sets(st.sampled_from(THINGS)), data=st.data())
def test_every_resource_is_found_whatever_was_applied_last(
    pack: str, renamed: set[str], data: st.DataObject, company: Company
) -> None:
    """Some of the renames may have been applied before the others."""
    applied = data.draw(st.sets(st.sampled_from(sorted(renamed)))) if renamed else set()
    before = addresses(company(applied, pack=pack, with_was=False))
    found = [before.intersection(chain) for chain in chains(company(renamed, pack=pack))]
    assert all(len(each) == 1 for each in found)
    assert set.union(*found) == before


@pytest.mark.parametrize("thing", [thing for thing in THINGS if thing != "account"])
def test_without_was_something_is_destroyed(thing: str, company: Company) -> None:
    assert addresses(company({thing}, with_was=False)) != addresses(company(()))


def test_an_account_has_its_id_in_terraform(company: Company) -> None:
    assert addresses(company({"account"}, with_was=False)) == addresses(company(()))


def stack_of(plan: Plan) -> dict[str, Any]:
    stack: dict[str, Any] = json.loads(synthesize(plan)[stack_path("acme-us-east-1")])
    return stack


@needs_terraform
def test_terraform_replaces_what_cannot_be_renamed_and_moves_the_rest(
    company: Company, provider: Provider, tmp_path: Path
) -> None:
    make_state(provider, tmp_path, stack_of(company(())))
    planned = changes(provider, tmp_path, stack_of(company(THINGS)))
    moved = [change for change in planned if change.get("previous_address")]
    actions: dict[str, set[str]] = {}
    for change in moved:
        actions.setdefault(change["type"], set()).add(", ".join(change["change"]["actions"]))
    assert actions == {
        **dict.fromkeys(RECREATED, frozenset({"delete, create"})),
        **dict.fromkeys(WITHOUT_A_GAP, frozenset({"create, delete"})),
        "aws_guardduty_threatintelset": {"update", "delete, create"},  # in its place, or with its file
        "aws_kms_key": {"update"},
    }
    assert {*RECREATED} > {*WITHOUT_A_GAP}
    rest = {change["type"]: change["change"]["actions"] for change in planned if change not in moved}
    assert not {"create", "delete"} & {action for each in rest.values() for action in each}
