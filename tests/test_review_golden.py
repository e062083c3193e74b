"""Rules on every golden company: against itself nothing changes, against another nothing fails."""

import json
from functools import cache
from itertools import pairwise

import pytest

from compiler.pipeline import declared
from compiler.review.change import Level
from compiler.review.machine import render_github, render_gitlab, render_json, render_sarif
from compiler.review.markdown import LONGEST, render_markdown
from compiler.review.report import Report, Version, report
from compiler.review.rules import RULES
from compiler.review.text import render_text
from tests.conftest import TESTS

NAMES = sorted(path.parent.name for path in (TESTS / "golden").glob("*/specs"))


@cache
def version(name: str) -> Version:
    found = declared(TESTS / "golden" / name / "specs")
    return Version(None, f"{name}/specs", found.program, found.plan)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changes_against_itself(name: str) -> None:
    assert report(version(name), version(name)).is_empty


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_told_apart_by_what_rules_match_them_by(name: str) -> None:
    program = version(name).program
    assert program is not None
    for keys in (
        [(each.team, each.name) for each in program.filters],
        [(each.team, each.name) for each in program.routed],
        [account.account_id for account in program.accounts],
        [scan.bucket for scan in program.scans],
    ):
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("first", "second"), [*pairwise(NAMES)])
def test_the_change_back_is_told_by_the_mirrors(first: str, second: str) -> None:
    there, back = report(version(first), version(second)), report(version(second), version(first))
    mirrors = {rule.code: rule.mirror for rule in RULES if not rule.waiver}
    codes = sorted(mirrors[change.rule] for change in there.changes if change.rule in mirrors)
    assert codes == sorted(change.rule for change in back.changes if change.rule in mirrors)
    assert len({change.fingerprint for change in there.changes}) == len(there.changes)
    every_format_is_written(there)


def every_format_is_written(found: Report) -> None:
    for render in (render_json, render_gitlab, render_sarif):
        assert json.loads(render(found)) is not None
    assert render_text(found).count("\n") >= len(found.changes)
    assert len(render_markdown(found)) <= LONGEST
    open_changes = sum(len(found.of(level)) for level in Level if level is not Level.SAFE)
    assert render_github(found).count("::") >= min(open_changes, 50)
