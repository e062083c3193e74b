"""The checks of a company do work in proportion to its size. Work is counted, not timed: calls of functions."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from benchmarks import scale
from compiler.checks import check
from compiler.diagnostics import Diagnostic
from compiler.link import Linked, link
from compiler.load import load
from compiler.model.plan import Plan
from compiler.plan import plan
from compiler.validate import validate
from tests.work import calls

SMALL, LARGE = 20, 80  # teams
MOST = 1.15 * LARGE / SMALL  # sorting costs a little more than in proportion


def linked_company(folder: Path, write: Callable[[Path, int], None], teams: int) -> Linked:
    folder.mkdir()
    write(folder, teams)
    return link(validate(load(folder)))


def planned(linked: Linked) -> tuple[Plan, tuple[Diagnostic, ...]]:
    assert linked.program is not None
    return plan(linked.program)


def write_overrides(folder: Path, number: int) -> None:
    """Teams with conditions on accounts by pattern, and a protection that is on for one account of each."""
    scale.write_views(folder, number)
    organization = folder / "organization.yaml"
    organization.write_text(organization.read_text("utf-8").replace("s3: true", "s3: false"), "utf-8")
    for team in range(number):
        path = folder / f"team-{team}.yaml"
        text = path.read_text("utf-8").replace("example.com}", "example.com, protections: {s3: true}}", 1)
        path.write_text(text.replace("severity: {at_least: high}", 'type: {matches: ["Discovery:S3/*"]}'), "utf-8")


WRITERS = [scale.write_teams, scale.write_views, write_overrides]


@pytest.mark.parametrize("write", WRITERS, ids=["teams", "without-views", "overrides"])
def test_checking_and_planning_grow_with_the_company(write: Callable[[Path, int], None], tmp_path: Path) -> None:
    small, large = (linked_company(tmp_path / str(teams), write, teams) for teams in (SMALL, LARGE))
    check(small)  # fills the caches of the catalog
    for stage in (check, planned):
        before, after = calls(partial(stage, small)), calls(partial(stage, large))
        assert after < MOST * before, (stage.__name__, before, after)


def test_a_company_without_views_has_no_errors(tmp_path: Path) -> None:
    linked = linked_company(tmp_path / "specs", scale.write_views, LARGE)
    _, problems = planned(linked)
    assert [problem for problem in (*check(linked), *problems) if problem.is_error] == []
