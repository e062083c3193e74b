"""What ``diff`` says of what was renamed: with ``was`` it is the same, and nothing is lost by its name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compiler.review.change import Level
from compiler.review.report import changes_between
from tests.conftest import ORGANIZATION, program_of

Specs = Callable[..., Path]
ROUTES = 'routes: {soc: {sqs_queue_arn: "arn:aws:sqs:{region}:999988887777:soc"}}\n'
TEAM = "team: fraud\nfilters:\n  - {name: severe, where: {severity: {at_least: high}}, route: soc}\n"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            [("soc:", "alerts:"), ("route: soc", "route: alerts")],
            {"route-target-removed", "routing-moved"},
            id="a route by another name",
        ),
        pytest.param(
            [("soc: {", "alerts: {was: soc, "), ("route: soc", "route: alerts")], set(), id="a route that was another"
        ),
        pytest.param(
            [("name: severe", "name: grave, was: severe"), ("high", "medium")], set(), id="an entry that is wider"
        ),
        pytest.param(
            [("name: severe", "name: grave, was: severe"), ("high", "critical")],
            {"filter-narrowed", "routing-narrowed"},
            id="an entry that is narrower",
        ),
        pytest.param(
            [("team: fraud", "team: risk\nwas: fraud"), ("high", "critical")],
            {"filter-narrowed", "routing-narrowed"},
            id="an entry of a team that was another",
        ),
    ],
)
def test_what_was_renamed_is_compared_with_what_it_was(
    specs: Specs, edits: list[tuple[str, str]], expected: set[str]
) -> None:
    """``expected`` are the rules that say that something is lost."""
    organization, team = ORGANIZATION + ROUTES, TEAM
    before = program_of(specs(organization, team=team))
    for old, new in edits:
        organization, team = (text.replace(old, new) for text in (organization, team))
    changes = changes_between(before, program_of(specs(organization, team=team)))
    assert {change.rule for change in changes if change.level is Level.BLIND} == expected
