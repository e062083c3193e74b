"""The counts of a replay as one SQL statement, for exports that are too large for one machine."""

from collections.abc import Iterator, Mapping, Sequence

from ..catalog.filter_fields import FilterField, all_fields
from ..meaning.conditions import conditions
from ..meaning.sql import COLUMN, DUCKDB_MACROS, INDEXES, value_of, where
from ..model.criteria import Criterion
from ..model.filters import Filter, RoutedFindings
from ..model.program import Program

_LINES = ",\n  "
_TYPE = "type"
# An event of EventBridge has the finding in its detail.
_BARE = f"""\
bare AS (
SELECT CASE WHEN {value_of(all_fields()[_TYPE])} IS NULL AND json_extract({COLUMN}, '$.detail.type') IS NOT NULL
  THEN json_format(json_extract({COLUMN}, '$.detail')) ELSE {COLUMN} END AS {COLUMN}
FROM findings)"""  # noqa: S608 constants
_HEAD = f"""\
-- How many findings match each filter, suppression and route. It reads a table or view `findings`
-- with one column `finding`: one finding as JSON text in each row.
-- DuckDB:  {DUCKDB_MACROS[0]}
--          {DUCKDB_MACROS[1]}
--          CREATE VIEW findings AS SELECT json AS finding FROM read_ndjson_objects('export/**/*.jsonl.gz');
-- Athena:  CREATE EXTERNAL TABLE findings (finding string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\001'
--          LOCATION 's3://BUCKET/AWSLogs/';
"""  # noqa: S608 the macros are constants


def statement(program: Program) -> str:
    """Returns one row: ``findings``, then a column for each of the keys of a replay, such as ``filter TEAM.NAME``.

    ``unread`` are rows that are neither a finding as GuardDuty exports it nor an event with one, such as an answer of
    the API; SQL has no way to rename what is in them.

    As in a replay, only the suppression with the lowest rank counts, and no route gets what is archived.
    """
    by_rank = sorted(program.filters, key=lambda item: item.rank_order)
    suppressions = [item for item in by_rank if item.justification]
    filters = [item for item in by_rank if not item.justification]
    values = _values([*by_rank, *program.routed])
    columns = {field.name: name for name, field in values.items()}
    matches = [*_matches("s", suppressions, columns), *_matches("f", filters, columns)]
    matches += _matches("r", program.routed, columns)
    archived = [f"s{number}" for number in range(len(suppressions))]
    counts = [
        *(_count("suppression", item.full_name, f"s{n}", archived[:n]) for n, item in enumerate(suppressions)),
        *(_count("filter", item.full_name, f"f{n}", []) for n, item in enumerate(filters)),
        *(_count("route", f"{r.route}, for {r.full_name}", f"r{n}", archived) for n, r in enumerate(program.routed)),
    ]
    fields = [COLUMN, *(f"{value_of(field)} AS {name}" for name, field in values.items())]
    is_finding = f"COALESCE({columns[_TYPE]} LIKE '%_:%_/%_', FALSE) AS is_finding"
    parts = [INDEXES, _BARE, _select("fields", fields, "bare"), _select("matches", [is_finding, *matches], "fields")]
    totals = _LINES.join([_total("is_finding", "findings"), _total("NOT is_finding", "unread"), *counts])
    return f"{_HEAD}WITH {', '.join(parts)}\nSELECT\n  {totals}\nFROM matches;\n"


def _values(items: Sequence[Filter | RoutedFindings]) -> dict[str, FilterField]:
    """A column for each field outside of lists: its value is extracted from the JSON once."""
    fields = {c.field.name: c.field for item in items for c in conditions(item.criteria) if not c.field.in_list}
    fields |= {name: all_fields()[name] for name in ("region", _TYPE)}
    return {f"c{number}": field for number, (_, field) in enumerate(sorted(fields.items()))}


def _matches(prefix: str, items: Sequence[Filter | RoutedFindings], columns: Mapping[str, str]) -> Iterator[str]:
    """Whether a finding is from a Region in which the filter or route is deployed, and meets its criteria."""
    for number, item in enumerate(items):
        in_region = where((Criterion("region", equals=item.regions),), columns)
        yield f"({in_region} AND {where(item.criteria, columns)}) AS {prefix}{number}"


def _select(name: str, columns: list[str], source: str) -> str:
    return f"{name} AS (\nSELECT\n  {_LINES.join(columns)}\nFROM {source})"


def _count(kind: str, name: str, column: str, unless: list[str]) -> str:
    condition = f"{column} AND NOT ({' OR '.join(unless)})" if unless else column
    title = f"{kind} {name}".replace('"', "")
    return _total(condition, f'"{title}"')


def _total(condition: str, title: str) -> str:
    return f"COUNT(CASE WHEN {condition} THEN 1 END) AS {title}"
