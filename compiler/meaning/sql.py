"""Criteria -> an SQL condition on a table with one finding per row, as JSON text.

It uses only functions that have the same meaning in DuckDB and in Trino (Amazon Athena):
``json_extract``, ``TRY_CAST``, ``regexp_extract``, ``UNNEST``. They offer no common way to go through a
whole list, so only the first ``ELEMENTS`` of a list are compared.
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
"""For the WITH clause of a statement that uses the conditions: the indexes of list elements."""


def where(criteria: Criteria, columns: Mapping[str, str]) -> str:
    """The condition, true or false and never null.

    ``columns``: by field, the name of a column that has the text of this field already.
    """
    return " AND ".join(_condition(condition, columns) for condition in conditions(criteria)) or "TRUE"


def text_of(field: FilterField) -> str:
    """An SQL expression for the text of a field that is not in a list."""
    return _text(quoted(f"$.{field.name}"))


def quoted(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _condition(condition: Condition, columns: Mapping[str, str]) -> str:
    path, indexes = _path(condition)
    test = _test(condition, columns.get(condition.field.name) or _text(path))
    if indexes:
        sources = ", ".join(f"indexes AS {name}" for name in indexes)
        test = f"EXISTS (SELECT 1 FROM {sources} WHERE {test})"  # noqa: S608 every text in it is quoted
    return f"{'NOT ' if condition.negated else ''}COALESCE({test}, FALSE)"


def _path(condition: Condition) -> tuple[str, list[str]]:
    """An SQL expression for the JSON path, and the names of the index tables in it."""
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
    """The value at the path as text, without the quotes that DuckDB keeps around a JSON string and Trino does not."""
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
    """Each value, and how JSON escapes it if that is different."""
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
    comparisons = [f"{value} {operator} {write(end)}" for operator, end in ends if abs(end) != inf]
    return f"({' AND '.join(comparisons) or f'{value} IS NOT NULL'})"


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _iso(milliseconds: float) -> str:
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return quoted(time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(milliseconds) % 1000:03}")
