"""The checks of a company do work in proportion to its size. Work is counted, not timed: calls of functions."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from benchmarks import scale
from compiler.checks import check
from compiler.diagnostics import Diagnostic
from compiler.link import Linked, link
from compiler.load import load
from compiler.model.plan import Plan
from compiler.plan import plan
from compiler.validate import validate

SMALL, LARGE = 20, 80  # teams
MOST = 1.15 * LARGE / SMALL  # sorting costs a little more than in proportion


def linked_company(folder: Path, write: Callable[[Path, int], None], teams: int) -> Linked:
    folder.mkdir()
    write(folder, teams)
    return link(validate(load(folder)))


def planned(linked: Linked) -> tuple[Plan, tuple[Diagnostic, ...]]:
    assert linked.program is not None
    return plan(linked.program)


def calls(stage: Callable[[Linked], object], linked: Linked) -> int:
    """How many functions are called, those of Python and those written in C."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        stage(linked)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("write", [scale.write_teams, scale.write_views], ids=["teams", "without-views"])
def test_checking_and_planning_grow_with_the_company(write: Callable[[Path, int], None], tmp_path: Path) -> None:
    small, large = (linked_company(tmp_path / str(teams), write, teams) for teams in (SMALL, LARGE))
    check(small)  # fills the caches of the catalog
    for stage in (check, planned):
        before, after = calls(stage, small), calls(stage, large)
        assert after < MOST * before, (stage.__name__, before, after)


def test_a_company_without_views_has_no_errors(tmp_path: Path) -> None:
    linked = linked_company(tmp_path / "specs", scale.write_views, LARGE)
    _, problems = planned(linked)
    assert [problem for problem in (*check(linked), *problems) if problem.is_error] == []
