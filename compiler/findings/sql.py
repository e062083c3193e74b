"""The counts of a replay as one statement of SQL, for exports that one machine does not hold."""

from collections.abc import Iterator, Sequence

from compiler.meaning.sql import where
from compiler.model.criteria import Criterion, in_order
from compiler.model.program import Filter, Program, RoutedFindings

_HEAD = """\
-- How many findings each filter, suppression and route would have had. It reads a table or view
-- `findings` with one column `finding`: a finding as JSON text in each row.
-- DuckDB:  CREATE VIEW findings AS SELECT json AS finding FROM read_ndjson_objects('export/**/*.jsonl.gz');
-- Athena:  CREATE EXTERNAL TABLE findings (finding string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\001'
--          LOCATION 's3://BUCKET/AWSLogs/';
"""


def statement(program: Program) -> str:
    """One row: ``findings``, then a column for each watcher, named ``filter TEAM.NAME`` and so on.

    As in a replay, of suppressions only the first by rank counts, and routes get nothing archived.
    """
    asked = sorted(program.filters, key=lambda one: one.rank_order)
    suppressions = [one for one in asked if one.justification]
    filters = [one for one in asked if not one.justification]
    columns = [*_columns("s", suppressions), *_columns("f", filters), *_columns("r", program.routed)]
    lines = [f"    {condition} AS {name}" for name, condition in columns]
    archived = [f"s{number}" for number in range(len(suppressions))]
    counts = [
        *(_count("suppression", one.full_name, f"s{n}", archived[:n]) for n, one in enumerate(suppressions)),
        *(_count("filter", one.full_name, f"f{n}", []) for n, one in enumerate(filters)),
        *(_count("route", f"{r.route}, for {r.full_name}", f"r{n}", archived) for n, r in enumerate(program.routed)),
    ]
    inner = ",\n".join(["    1 AS one", *lines])
    outer = ",\n".join(["  COUNT(*) AS findings", *counts])
    return f"{_HEAD}WITH judged AS (\n  SELECT\n{inner}\n  FROM findings\n)\nSELECT\n{outer}\nFROM judged;\n"


def _columns(prefix: str, watchers: Sequence[Filter | RoutedFindings]) -> Iterator[tuple[str, str]]:
    for number, watcher in enumerate(watchers):
        here = where(in_order(Criterion("region", equals=watcher.regions)))
        yield f"{prefix}{number}", f"({here} AND {where(watcher.criteria)})"


def _count(kind: str, name: str, column: str, unless: list[str]) -> str:
    condition = f"{column} AND NOT ({' OR '.join(unless)})" if unless else column
    title = f"{kind} {name}".replace('"', "")
    return f'  SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS "{title}"'
