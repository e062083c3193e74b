"""Several criteria together cover others: no finding disproves it, and the plain cases are proven."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.meaning.evaluation import predicate
from compiler.meaning.union import covering
from compiler.model.criteria import Criteria, Criterion, by_field
from tests.reference import BUCKET, criteria_of_some, findings


@settings(max_examples=400)
@given(criteria_of_some, st.lists(criteria_of_some, max_size=4), findings(), st.data())
def test_no_finding_escapes_criteria_that_cover_others(
    narrow: Criteria, others: list[Criteria], finding: dict[str, Any], data: st.DataObject
) -> None:
    parts = [(data.draw(part_of(narrow)), index) for index in range(3)]
    found = covering(narrow, [*((criteria, 3 + index) for index, criteria in enumerate(others)), *parts])
    needed = [criteria for criteria, index in (*parts, *((c, 3 + n) for n, c in enumerate(others))) if index in found]
    assert not (found and predicate(narrow)(finding)) or any(predicate(criteria)(finding) for criteria in needed)


def part_of(criteria: Criteria) -> st.SearchStrategy[Criteria]:
    """The same criteria with fewer values in one of them."""

    def fewer(criterion: Criterion) -> st.SearchStrategy[Criterion]:
        texts = {"equals": criterion.equals, "matches": criterion.matches}
        some = {name: st.lists(st.sampled_from(texts[name]), min_size=1).map(tuple) for name in texts if texts[name]}
        return st.builds(partial(replace, criterion), **some)

    return st.tuples(*map(fewer, criteria)).map(lambda parts: by_field(*parts))


CASES = [
    pytest.param([{"equals": ("a", "b")}], [[{"equals": ("a",)}], [{"equals": ("b", "c")}]], [0, 1], id="values"),
    pytest.param([{"equals": ("a", "b")}], [[{"equals": ("a",)}], [{"equals": ("c",)}]], [], id="a value is left"),
    pytest.param([{"matches": ("a*", "b*")}], [[{"matches": ("a*",)}], [{"matches": ("b*",)}]], [0, 1], id="patterns"),
    pytest.param(
        [{"greater_than": 1, "less_than": 8}],
        [[{"less_than_or_equal": 4}], [{"greater_than": 4, "less_than": 6}], [{"greater_than_or_equal": 6}]],
        [0, 1, 2],
        id="ranges",
    ),
    pytest.param([{"greater_than": 1}], [[{"less_than": 4}], [{"greater_than": 4}]], [], id="a number between ranges"),
    pytest.param([{"not_equals": ("a",)}], [[{"not_equals": ("a", "b")}], [{"equals": ("b",)}]], [], id="absent"),
    pytest.param([{"equals": ("a", "b")}], [[{"equals": ("a",)}], [{"matches": ("*",)}]], [1], id="one does alone"),
]


@pytest.mark.parametrize(("narrow", "others", "expected"), CASES)
def test_several_criteria_cover_one(
    narrow: list[dict[str, Any]], others: list[list[dict[str, Any]]], expected: list[int]
) -> None:
    field = "severity" if any("than" in key for key in narrow[0]) else BUCKET

    def criteria(written: list[dict[str, Any]]) -> Criteria:
        return tuple(Criterion(field, **each) for each in written)

    assert covering(criteria(narrow), [(criteria(each), index) for index, each in enumerate(others)]) == expected
