"""What Terraform destroys and recreates, told from two plans by address."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.model.plan import Plan
from compiler.review.change import Change
from compiler.review.replacements import replacements
from compiler.review.stacks import StackChange, stack_changes
from tests.conftest import compile_folder

ORGANIZATION = """\
organization: acme
administrator: {account: "999988887777"}
membership: {mode: organization, auto_enable: new}
regions: [us-east-1]
"""
TWO = ORGANIZATION.replace("[us-east-1]", "[eu-west-1, us-east-1]")
TEAM = """\
team: fraud
accounts: [{name: prod, id: "123456789012", email: aws@example.com}]
"""
FILTERS = """\
filters:
  - {name: severe, where: {severity: {at_least: high}}}
  - {name: stolen, where: {type: {matches: ["Exfiltration:*"]}}}
"""
SCAN = """\
datasets:
  - name: raw
    bucket: acme-raw
    account: administrator
    region: us-east-1
    malware_scan: {existing: {plan: abc, role: "arn:aws:iam::999988887777:role/OLD"}}
"""
LISTS = 'lists:\n  threats: [{name: feed, location: "s3://acme-lists/a.txt", format: txt}]\n'
UPLOADED = "lists:\n  create: {bucket: acme-lists}\n  threats: [{name: feed, entries: [192.0.2.1]}]\n"
STATE = "terraform: {backend: {s3: {bucket: acme-tfstate, key_prefix: guardduty/, region: us-east-1}}}\n"

RECREATES = "Terraform destroys and recreates"
MOVED = "the state is kept elsewhere; without terraform init -migrate-state, Terraform creates everything again"

Specs = Callable[..., Path]


@pytest.fixture
def planned(specs: Specs) -> Callable[[str, str], Plan]:
    return lambda organization, team: compile_folder(specs(organization, team=team))


def judged(before: Plan, after: Plan) -> tuple[tuple[StackChange, ...], list[Change]]:
    stacks = stack_changes(before, after)
    return stacks, list(replacements(before, after, stacks))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            (TWO, TEAM + FILTERS),
            (TWO, TEAM + FILTERS.replace("severe", "grave")),
            ["Terraform destroys aws_guardduty_filter.fraud__severe in acme-eu-west-1, acme-us-east-1"],
            id="the same in two stacks is one change",
        ),
        pytest.param(
            (ORGANIZATION + LISTS, TEAM),
            (ORGANIZATION + LISTS.replace("name: feed", "name: new, was: feed"), TEAM),
            [],
            id="what is moved is not destroyed",
        ),
        pytest.param(
            (ORGANIZATION + LISTS, TEAM),
            (ORGANIZATION + LISTS.replace("format: txt", "format: stix"), TEAM),
            [f"{RECREATES} aws_guardduty_threatintelset.threats_feed in acme-us-east-1"],
            id="an attribute that cannot change",
        ),
        pytest.param(
            (ORGANIZATION + LISTS, TEAM),
            (ORGANIZATION + LISTS.replace("a.txt", "b.txt"), TEAM),
            [],
            id="an attribute that can change",
        ),
        pytest.param(
            (ORGANIZATION + UPLOADED, TEAM),
            (ORGANIZATION + UPLOADED.replace("192.0.2.1", "192.0.2.2"), TEAM),
            [
                f"{RECREATES} aws_guardduty_threatintelset.threats_feed in acme-us-east-1",
                f"{RECREATES} aws_s3_object.list_file_feed in acme-us-east-1",
            ],
            id="a list with its file",
        ),
        pytest.param(
            (ORGANIZATION + UPLOADED, TEAM),
            (ORGANIZATION + UPLOADED.replace("acme-lists", "acme-other"), TEAM),
            [
                f"{RECREATES} aws_s3_bucket.list_bucket in acme-us-east-1",
                f"{RECREATES} aws_s3_bucket_policy.list_bucket_policy in acme-us-east-1",
                f"{RECREATES} aws_s3_bucket_public_access_block.list_public_access_block in acme-us-east-1",
                f"{RECREATES} aws_s3_object.list_file_feed in acme-us-east-1",
            ],
            id="what refers to what is recreated",
        ),
        pytest.param(
            (ORGANIZATION, TEAM + SCAN),
            (ORGANIZATION, TEAM + SCAN.replace("OLD", "NEW")),
            [
                f"{RECREATES} aws_iam_role.role__bucket__acme-raw in acme-us-east-1",
                f"{RECREATES} aws_iam_role_policy.policy__bucket__acme-raw in acme-us-east-1",
            ],
            id="a role by another name, with its policy",
        ),
        pytest.param(
            (TWO, TEAM),
            (TWO + STATE, TEAM),
            [f"acme-eu-west-1, acme-us-east-1: {MOVED}"],
            id="state",
        ),
    ],
)
def test_what_is_destroyed_or_recreated(
    planned: Callable[[str, str], Plan], old: tuple[str, str], new: tuple[str, str], expected: list[str]
) -> None:
    _, changes = judged(planned(*old), planned(*new))
    assert sorted(change.sentence for change in changes) == expected


def test_a_stack_that_is_gone_is_left_behind_and_listed_last(planned: Callable[[str, str], Plan]) -> None:
    stacks, (change,) = judged(planned(TWO, TEAM), planned(ORGANIZATION, TEAM))
    assert [(each.stack.name, each.is_gone) for each in stacks] == [("acme-eu-west-1", True)]
    assert change.sentence.startswith("acme-eu-west-1: no longer in the output; what was made stays in AWS")
    assert "aws_guardduty_detector, 8 aws_guardduty_detector_feature, aws_guardduty_member" in change.sentence


def test_what_terraform_ignores_is_no_change(planned: Callable[[str, str], Plan]) -> None:
    before, after = planned(ORGANIZATION, TEAM), planned(ORGANIZATION, TEAM.replace("aws@", "other@"))
    assert judged(before, after) == ((), [])


def test_a_filter_more_changes_no_other(planned: Callable[[str, str], Plan]) -> None:
    more = TEAM + FILTERS + "  - {name: another, where: {severity: {at_least: low}}}\n"
    (stack,), changes = judged(planned(ORGANIZATION, TEAM + FILTERS), planned(ORGANIZATION, more))
    counts = [len(some) for some in (stack.created, stack.changed, stack.recreated, stack.destroyed)]
    assert (counts, changes) == ([1, 0, 0, 0], [])
