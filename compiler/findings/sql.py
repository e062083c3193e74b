"""The counts of a replay as one statement of SQL, for exports that one machine does not hold."""

from collections.abc import Iterable, Iterator, Mapping

from compiler.catalog.filter_fields import FilterField, all_fields
from compiler.findings.verdict import Watcher
from compiler.meaning.conditions import conditions
from compiler.meaning.sql import COLUMN, INDEXES, text_of, where
from compiler.model.criteria import Criterion
from compiler.model.program import Program

_LINES = ",\n  "
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
    texts = _texts((*asked, *program.routed))
    columns = {field.name: name for name, field in texts.items()}
    judged = [*_judged("s", suppressions, columns), *_judged("f", filters, columns)]
    judged += _judged("r", program.routed, columns)
    archived = [f"s{number}" for number in range(len(suppressions))]
    counts = [
        *(_count("suppression", one.full_name, f"s{n}", archived[:n]) for n, one in enumerate(suppressions)),
        *(_count("filter", one.full_name, f"f{n}", []) for n, one in enumerate(filters)),
        *(_count("route", f"{r.route}, for {r.full_name}", f"r{n}", archived) for n, r in enumerate(program.routed)),
    ]
    fields = [COLUMN, *(f"{text_of(field)} AS {name}" for name, field in texts.items())]
    parts = [INDEXES, _select("fields", fields, "findings"), _select("judged", ["1 AS one", *judged], "fields")]
    return f"{_HEAD}WITH {', '.join(parts)}\nSELECT\n  {_LINES.join(['COUNT(*) AS findings', *counts])}\nFROM judged;\n"


def _texts(watchers: Iterable[Watcher]) -> dict[str, FilterField]:
    """A column for each field that is in no list: its text is taken out of the JSON once."""
    found = {c.field.name: c.field for watcher in watchers for c in conditions(watcher.criteria) if not c.field.in_list}
    found["region"] = all_fields()["region"]
    return {f"c{number}": field for number, (_, field) in enumerate(sorted(found.items()))}


def _judged(prefix: str, watchers: Iterable[Watcher], columns: Mapping[str, str]) -> Iterator[str]:
    """Whether a finding is of a Region where the watcher stands, and meets its criteria."""
    for number, watcher in enumerate(watchers):
        here = where((Criterion("region", equals=watcher.regions),), columns)
        yield f"({here} AND {where(watcher.criteria, columns)}) AS {prefix}{number}"


def _select(name: str, columns: list[str], source: str) -> str:
    return f"{name} AS (\nSELECT\n  {_LINES.join(columns)}\nFROM {source})"


def _count(kind: str, name: str, column: str, unless: list[str]) -> str:
    condition = f"{column} AND NOT ({' OR '.join(unless)})" if unless else column
    title = f"{kind} {name}".replace('"', "")
    return f'SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS "{title}"'
