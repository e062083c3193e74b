"""The report as CSV, a file for each section: UTF-8, one header line, lists separated by semicolons.

A text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import fields
from io import StringIO
from typing import Any

from .agreement import Agreement
from .happened import Archived, Happened, Monthly, Unseen
from .report import Report
from .requirements import Support
from .rows import Row, state_of
from .since import Since

_FORMULA = ("=", "+", "-", "@", "\t", "\n", "|", "%")
_LAST = ("state", "spec", "terraform", "tests", "plan")
_SINCE = "since"  # the field that has a column for each of its parts
_REQUIREMENTS = ("framework", "requirement", "wants", "level", "note", "facts", "about", "gaps", "state", "spec")


def tables(report: Report) -> dict[str, str]:
    """The files by name."""
    agreement = report.agreement
    files = {f"{name}.csv": _text(_section(*table, agreement)) for name, table in report.tables.items()}
    files["requirements.csv"] = _text(_requirements(report))
    return {**files, **(_happened(report.happened) if report.happened else {})}


def _happened(happened: Happened) -> dict[str, str]:
    """What was found in the findings that were handed in."""
    found: dict[str, tuple[type[Any], tuple[Any, ...]]] = {
        "monthly": (Monthly, happened.monthly),
        "archived": (Archived, happened.archived),
        "unseen": (Unseen, happened.unseen),
    }
    return {f"{name}.csv": _text(_plain(*table)) for name, table in found.items()}


def _plain(kind: type[Any], rows: tuple[Any, ...]) -> Iterator[tuple[object, ...]]:
    names = [item.name for item in fields(kind)]
    yield tuple(names)
    yield from (tuple(getattr(row, name) for name in names) for row in rows)


def _section(kind: type[Row], rows: tuple[Row, ...], agreement: Agreement) -> Iterator[tuple[object, ...]]:
    """The fields of the rows, then what every row has."""
    names = [item.name for item in fields(kind) if item.name not in (*_LAST, "resources")]
    yield (*(column for name in names for column in (Since._fields if name == _SINCE else (name,))), *_LAST)
    for row in rows:
        values = ((name, getattr(row, name)) for name in names)
        yield (
            *(cell for name, value in values for cell in (value if name == _SINCE else (value,))),
            state_of(row),
            row.spec,
            terraform(row),
            row.tests,
            agreement.of(row),
        )


def _requirements(report: Report) -> Iterator[tuple[object, ...]]:
    """Each row that serves a requirement; one line for a requirement that nothing serves."""
    yield (*_REQUIREMENTS, "terraform")
    made: dict[int, tuple[str, ...]] = {}  # by the id of a support: many requirements share it
    for framework, answers in report.frameworks:
        for answer in answers:
            need = answer.requirement
            head = (framework.name, need.id, need.wants, answer.strength, need.note)
            for each in answer.support:
                yield (*head, *(made.get(id(each)) or made.setdefault(id(each), _support(each))))
            if not answer.support:
                yield (*head, *[""] * 6)


def _support(support: Support) -> tuple[str, ...]:
    row = support.row
    shown = ("", row.spec, ()) if support.is_absent else (support.state, row.spec, terraform(row))
    values = (support.kind, row.about, support.gaps, *shown)
    return tuple(map(_cell, values))


def terraform(row: Row) -> tuple[str, ...]:
    """``STACK/ADDRESS`` of each resource; only the stack where it is meant as a whole."""
    return tuple(f"{stack}/{address}" if address else stack for stack, address in row.resources)


def _text(lines: Iterable[tuple[object, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([_cell(value) for value in line] for line in lines)
    return text.getvalue()


def _cell(value: object) -> str:
    """Numbers and days as they are; whatever somebody wrote as text that stays text."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = "; ".join(map(_item, value))
    text = str(value).replace("\r", " ")  # readers of CSV take it for the end of a line
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _item(value: object) -> str:
    """A pair, such as a protection and its level, with a colon."""
    return ": ".join(map(str, value)) if isinstance(value, tuple) else str(value)
