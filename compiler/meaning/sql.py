"""Criteria -> an SQL condition on a table with one finding per row, as JSON text.

It is written for Trino (Amazon Athena), with functions that DuckDB also has or gets by ``DUCKDB_MACROS``.
There is no common way to go through a whole list, so only the first ``ELEMENTS`` of a list are compared.

Source of the functions: the Trino documentation, functions/json and functions/regexp.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from math import inf

from ..catalog.filter_fields import PAIR, FilterField
from ..model.criteria import Criteria
from .conditions import TIME, Condition, Like, OneOf, conditions
from .intervals import Interval

COLUMN = "finding"
ELEMENTS = 50
INDEXES = f"indexes AS (SELECT i FROM UNNEST(ARRAY[{', '.join(map(str, range(ELEMENTS)))}]) AS t(i))"  # noqa: S608 numbers alone
"""For the WITH clause of a statement that uses the conditions: the indexes of list elements."""

DUCKDB_MACROS = (
    "CREATE OR REPLACE MACRO json_format(value) AS CAST(value AS VARCHAR);",
    "CREATE OR REPLACE MACRO json_extract_scalar(document, path) AS json_extract_string(document, path);",
)
"""Trino's functions for DuckDB: the JSON text of a value, and a JSON string as text."""

_QUOTED_TIME = f'^"{TIME}"$'


def where(criteria: Criteria, columns: Mapping[str, str]) -> str:
    """The condition, true or false and never null.

    ``columns``: by field, the name of a column that has the ``value_of`` this field already.
    """
    return " AND ".join(_condition(condition, columns) for condition in conditions(criteria)) or "TRUE"


def value_of(field: FilterField) -> str:
    """An SQL expression for the value of a field that is not in a list, as the conditions on it need it."""
    return _value(field, quoted(f"$.{field.name}"))


def quoted(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def _condition(condition: Condition, columns: Mapping[str, str]) -> str:
    field = condition.field
    paths = (field.name, *field.also_at)
    tests = [_any_value(path, field, _tested(condition, columns.get(path))) for path in paths]
    fits = f"COALESCE({' OR '.join(tests)}, FALSE)"
    if condition.or_absent:
        present = (_any_value(path, field, _is_present) for path in paths)
        return f"({fits} OR NOT ({' OR '.join(present)}))"
    return f"{'NOT ' if condition.negated else ''}{fits}"


def _tested(condition: Condition, column: str | None) -> Callable[[str], str]:
    """The test on a column that has the value already, or on what is at a JSON path."""
    return lambda path: _test(condition, column or _value(condition.field, path))


def _any_value(name: str, field: FilterField, test: Callable[[str], str]) -> str:
    """Whether the test, which gets an SQL expression for a JSON path, holds for any value at the path ``name``."""
    path, indexes = _path(name, field)
    if not indexes:
        return test(path)
    sources = ", ".join(f"indexes AS {index}" for index in indexes)
    return f"EXISTS (SELECT 1 FROM {sources} WHERE {test(path)})"  # noqa: S608 every text in it is quoted


def _path(name: str, field: FilterField) -> tuple[str, list[str]]:
    """An SQL expression for the JSON path, and the names of the index tables in it."""
    parts, indexes, names = ["$"], [], (f"l{number}" for number in count())
    steps = name.split(".")
    for length, step in enumerate(steps, start=1):
        parts[-1] += f".{step}"
        if field.is_list(".".join(steps[:length])):
            indexes.append(next(names))
            parts[-1] += "["
            parts.append("]")
    pieces = [quoted(parts[0])]
    for index, part in zip(indexes, parts[1:], strict=True):
        pieces += [f"CAST({index}.i AS VARCHAR)", quoted(part)]
    return " || ".join(pieces), indexes


def _is_present(path: str) -> str:
    return f"COALESCE({_json(path)} <> 'null', FALSE)"


def _json(path: str) -> str:
    return f"json_format(json_extract({COLUMN}, {path}))"


def _value(field: FilterField, path: str) -> str:
    """A JSON string without its escapes: alone in a text field, in quotes in a timestamp. Anything else as JSON.

    Of a pair both texts; null, like all that has a null in it, where one of them is missing.
    """
    if field.pair:
        texts = (_value(replace(field, pair=None), f"{path} || {quoted(f'.{key}')}") for key in field.pair)
        return f"({f' || {quoted(PAIR)} || '.join(texts)})"
    json_text = _json(path)
    if field.type in ("boolean", "number"):
        return json_text
    text = f"json_extract_scalar({COLUMN}, {path})"
    string, other = (f"'\"' || {text} || '\"'", json_text) if field.type == "timestamp" else (text, "NULL")
    return f"(CASE WHEN {json_text} LIKE '\"%' THEN {string} ELSE {other} END)"


def _test(condition: Condition, value: str) -> str:
    test = condition.test
    if isinstance(test, OneOf):
        return f"{value} IN ({', '.join(map(quoted, test.values))})"
    if isinstance(test, Like):
        likes = (f"{value} LIKE {quoted(_like(pattern))} ESCAPE '!'" for pattern in test.patterns)
        return f"({' OR '.join(likes)})"
    is_time = condition.field.type == "timestamp"
    return f"({' OR '.join(_interval(value, interval, is_time=is_time) for interval in test.intervals) or 'FALSE'})"


def _like(pattern: str) -> str:
    escaped = "".join(f"!{character}" if character in "!%_" else character for character in pattern)
    return escaped.replace("*", "%").replace("?", "_")


def _interval(value: str, interval: Interval, *, is_time: bool) -> str:
    number = f"TRY_CAST({value} AS DOUBLE)"
    if not is_time:
        return _between(number, interval, _number)
    milliseconds = f"floor({number} * 1000 + 0.5)"
    return f"({_between(_time(value), interval, _moment)} OR {_between(milliseconds, interval, _number)})"


def _time(value: str) -> str:
    """The text of a timestamp as a point in time; null if it is not one."""
    time, fraction, offset = (f"regexp_extract({value}, {quoted(_QUOTED_TIME)}, {group})" for group in (1, 2, 3))
    written = f"replace({time}, 'T', ' ') || substr({fraction}, 1, 4) || replace({offset}, 'Z', '+00:00')"
    return f"TRY_CAST({written} AS TIMESTAMP WITH TIME ZONE)"


def _between(value: str, interval: Interval, write: Callable[[float], str | None]) -> str:
    low, high = write(interval.low), write(interval.high)
    above = f"{value} {'>=' if interval.holds_low and interval.low > -inf else '>'} {low}" if low else None
    below = f"{value} {'<=' if interval.holds_high and interval.high < inf else '<'} {high}" if high else None
    return f"({' AND '.join(filter(None, (above, below))) or f'{value} IS NOT NULL'})"


def _number(number: float) -> str:
    """A number too large for a DOUBLE is infinite in SQL, so that no interval may include its infinite end."""
    if abs(number) == inf:
        return f"CAST('{number}' AS DOUBLE)"
    return str(int(number)) if number == int(number) else str(number)


def _moment(milliseconds: float) -> str | None:
    """None for an infinite end: there is no such point in time, and none is beyond it."""
    if abs(milliseconds) == inf:
        return None
    time = datetime.fromtimestamp(milliseconds // 1000, UTC)
    text = time.strftime("%Y-%m-%d %H:%M:%S.") + f"{int(milliseconds) % 1000:03}+00:00"
    return f"CAST({quoted(text)} AS TIMESTAMP WITH TIME ZONE)"
