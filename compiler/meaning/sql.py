"""Criteria -> a condition of SQL on findings kept as JSON text, one in a row.

Only what DuckDB and Trino (Amazon Athena) both have, with the same meaning: ``json_extract``,
``TRY_CAST``, ``regexp_extract``, ``UNNEST``. Of a list, the first ``ELEMENTS`` are looked at: SQL that
both understand cannot ask for all.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from math import inf

from compiler.catalog.filter_fields import FilterField
from compiler.meaning.conditions import Condition, Like, OneOf, conditions
from compiler.meaning.intervals import Interval
from compiler.model.criteria import Criteria

COLUMN = "finding"
ELEMENTS = 50
INDEXES = f"indexes AS (SELECT i FROM UNNEST(ARRAY[{', '.join(map(str, range(ELEMENTS)))}]) AS t(i))"  # noqa: S608 numbers alone
"""What stands in the WITH before a condition: the indexes of elements."""


def where(criteria: Criteria, columns: Mapping[str, str]) -> str:
    """The condition, never null. ``columns`` are names of columns that have the text of a field already."""
    return " AND ".join(_condition(condition, columns) for condition in conditions(criteria)) or "TRUE"


def text_of(field: FilterField) -> str:
    """The text of a field that is in no list."""
    return _text(quoted(f"$.{field.name}"))


def quoted(text: str) -> str:
    """A text of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _condition(condition: Condition, columns: Mapping[str, str]) -> str:
    path, indexes = _path(condition)
    found = _test(condition, columns.get(condition.field.name) or _text(path))
    if indexes:
        sources = ", ".join(f"indexes AS {name}" for name in indexes)
        found = f"EXISTS (SELECT 1 FROM {sources} WHERE {found})"  # noqa: S608 every text in it is quoted
    return f"{'NOT ' if condition.negated else ''}COALESCE({found}, FALSE)"


def _path(condition: Condition) -> tuple[str, list[str]]:
    """The JSON path as an expression, and the names of the indexes in it."""
    parts, indexes, names = ["$"], [], (f"l{number}" for number in count())
    steps = condition.field.name.split(".")
    for length, step in enumerate(steps, start=1):
        parts[-1] += f".{step}"
        if ".".join(steps[:length]) in condition.field.lists:
            indexes.append(next(names))
            parts[-1] += "["
            parts.append("]")
    pieces = [quoted(parts[0])]
    for name, part in zip(indexes, parts[1:], strict=True):
        pieces += [f"CAST({name}.i AS VARCHAR)", quoted(part)]
    return " || ".join(pieces), indexes


def _text(path: str) -> str:
    """What stands at the path as text; DuckDB keeps the quotes of a JSON text, Trino does not."""
    return f"regexp_extract(TRY_CAST(json_extract({COLUMN}, {path}) AS VARCHAR), '^\"?(.*?)\"?$', 1)"


def _test(condition: Condition, text: str) -> str:
    test = condition.test
    if isinstance(test, OneOf):
        return f"{text} IN ({', '.join(quoted(value) for value in _spellings(test.values))})"
    if isinstance(test, Like):
        likes = (f"{text} LIKE {quoted(pattern)} ESCAPE '!'" for pattern in _spellings(map(_like, test.patterns)))
        return f"({' OR '.join(likes)})"
    is_time = condition.field.type == "timestamp"
    return f"({' OR '.join(_interval(text, interval, is_time=is_time) for interval in test.intervals) or 'FALSE'})"


def _spellings(values: Iterable[str]) -> list[str]:
    """Each value as it is, and as JSON writes it where that is another."""
    forms = (form for value in values for form in (value, json.dumps(value, ensure_ascii=False)[1:-1]))
    return list(dict.fromkeys(forms))


def _like(pattern: str) -> str:
    escaped = "".join(f"!{character}" if character in "!%_" else character for character in pattern)
    return escaped.replace("*", "%").replace("?", "_")


def _interval(text: str, interval: Interval, *, is_time: bool) -> str:
    number = f"TRY_CAST({text} AS DOUBLE)"
    if not is_time:
        return _between(number, interval, _number)
    times = f"substr(replace({text}, 'Z', '.000'), 1, 23)"
    written = f"({text} LIKE '%Z' AND {_between(times, interval, _iso)})"
    return f"{written} OR {_between(f'{number} * 1000', interval, _number)}"


def _between(value: str, interval: Interval, write: Callable[[float], str]) -> str:
    ends = [
        (">=" if interval.holds_low else ">", interval.low),
        ("<=" if interval.holds_high else "<", interval.high),
    ]
    found = [f"{value} {operator} {write(end)}" for operator, end in ends if abs(end) != inf]
    return f"({' AND '.join(found) or f'{value} IS NOT NULL'})"


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _iso(milliseconds: float) -> str:
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return quoted(time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(milliseconds) % 1000:03}")
