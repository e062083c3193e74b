"""What a small spec can cause is counted before it is made: no few kilobytes keep the compiler busy."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog import quotas
from compiler.catalog.filter_fields import fields_for_any_action
from compiler.catalog.id_forms import form_of
from compiler.diagnostics import Diagnostic
from compiler.diagnostics.capped import FOR_MACHINES, FOR_PEOPLE, capped
from compiler.diagnostics.formats import RENDERERS, Format
from compiler.meaning import event_pattern
from compiler.meaning.event_pattern import Inexpressible, Leaves, event_patterns
from compiler.model.criteria import Criterion, by_field
from compiler.plan.splitting import part_count, split
from compiler.source import Source, Span
from tests.conftest import ACCOUNTS, problems_of

TEXT_FIELDS = [name for name, field in fields_for_any_action().items() if field.type == "string" and not field.values]
SOURCE = Source("a.yaml", "a.yaml", "a: b")


def where(fields: int, values: int) -> str:
    listed = ", ".join(f"v{number}" for number in range(values))
    names = [name for name in TEXT_FIELDS if name not in ("accountId", "region", "type") and not form_of(name)][:fields]
    return "{" + ", ".join(f"{name}: {{equals: [{listed}]}}" for name in names) + "}"


def refuse(*_: object) -> None:
    raise AssertionError("too many filters are built")


@pytest.mark.parametrize(("fields", "filters"), [(7, 128), (10, 1_024), (24, 16_777_216)])
def test_filters_are_counted_before_they_are_built(
    fields: int, filters: int, specs: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compiler.plan.filters._parts", refuse)
    folder = specs(team=f"team: t\n{ACCOUNTS}filters: [{{name: f, where: {where(fields, 51)}}}]\n")
    (problem,) = (problem for problem in problems_of(folder) if problem.is_error)
    assert problem.code == "too-many-filters"
    assert f"{filters} filters in us-east-1" in problem.message


@given(st.lists(st.integers(0, 160), min_size=1, max_size=3))
def test_the_count_of_filters_is_that_of_those_that_are_built(sizes: list[int]) -> None:
    values = [tuple(f"v{number}" for number in range(size)) for size in sizes]
    criteria = by_field(*(Criterion(name, equals=each) for name, each in zip(TEXT_FIELDS, values, strict=False)))
    assert part_count(criteria) == len(list(split(criteria)))


@pytest.mark.parametrize("fields", [3, 6, 20])
def test_no_more_event_patterns_are_made_than_a_bus_has_rules(fields: int, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tuple(f"{number:0200}" for number in range(50))
    names = [name for name in TEXT_FIELDS if not fields_for_any_action()[name].lists][:fields]
    made: list[Leaves] = []
    event = event_pattern._event

    def record(leaves: Leaves) -> dict[str, Any]:
        made.append(leaves)
        return event(leaves)

    monkeypatch.setattr(event_pattern, "_event", record)
    with pytest.raises(Inexpressible, match=r"(more|longer) than"):
        event_patterns(by_field(*(Criterion(name, equals=long) for name in names)))
    assert len(made) < 3 * quotas.RULES_PER_BUS


def diagnostics(errors: int, warnings: int) -> list[Diagnostic]:
    codes = ["expires-soon"] * warnings + ["invalid-value"] * errors
    return [Diagnostic(code, f"m{n}", Span(SOURCE, 1, n + 1, 1, n + 2)) for n, code in enumerate(codes)]


@pytest.mark.parametrize("form", Format)
def test_of_many_problems_some_are_printed_and_the_rest_is_counted(form: Format) -> None:
    most = FOR_PEOPLE if form in (Format.TEXT, Format.GITHUB) else FOR_MACHINES
    at_most, one_more = RENDERERS[form](diagnostics(most, 0)), RENDERERS[form](diagnostics(most, 1))
    assert at_most.count("m0") == 1
    assert "omitted" not in at_most
    assert " more" not in at_most
    assert "expires-soon" not in one_more.replace("#expires-soon", "")  # the warning, though it is the first
    assert f"m{most}" in one_more
    assert "and 1 more" in one_more or '"omitted": 1' in one_more


def test_4_000_problems_read_like_this() -> None:
    printed = RENDERERS[Format.TEXT](diagnostics(4_000, 0))
    assert printed.count("[invalid-value]") == 100
    assert printed.endswith("\nand 3,900 more.\n4000 problems.\n")
    data = json.loads(RENDERERS[Format.JSON](diagnostics(6_000, 0)))
    assert (len(data["problems"]), data["omitted"]) == (5_000, 1_000)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9))
def test_errors_are_printed_before_warnings_are(errors: int, warnings: int, most: int) -> None:
    items = diagnostics(errors, warnings)
    printed, omitted = capped(items, most)
    assert len(printed) + omitted == len(items)
    assert len(printed) == min(most, len(items))
    assert sum(item.is_error for item in printed) == min(errors, most)
    assert printed == [item for item in items if item in printed]
