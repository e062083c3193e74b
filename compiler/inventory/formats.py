"""The inventory for programs: CSV, and CycloneDX with what a bill of materials has.

Source: CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/ (component types, properties, dependencies).
"""

import csv
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from ..secrets import redact
from .rows import Row

COLUMNS = (
    "asset",
    "section",
    "kind",
    "team",
    "owner",
    "account",
    "account_id",
    "regions",
    "names",
    "facts",
    "named",
    "on",
    "off",
    "filters",
    "routes",
    "suppressions",
    "limits",
    "spec",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what starts with one of these
_TYPES = {
    "datasets": "data",
    "databases": "data",
    "models": "machine-learning-model",
    "workloads": "application",
    "backups": "data",
    "images": "container",
}  # identities, secrets and services are no components
# Facts that name other components, and the sections in which those are.
_PARTS = {"artifacts": ("datasets",), "trained_on": ("datasets",), "of": ("datasets", "databases", "workloads")}


def csv_text(rows: Iterable[Row]) -> str:
    """A line for each row. Lists are separated by blanks, names and facts written as KEY=VALUE."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in cells(row)] for row in rows)
    return text.getvalue()


def cells(row: Row) -> tuple[str, ...]:
    """The texts of a row, in the order of ``COLUMNS``."""
    by_state = {state: [name for name, is_on in row.protections.items() if is_on is state] for state in (True, False)}
    more: dict[str, Any] = {**vars(row), "on": by_state[True], "off": by_state[False]}
    return tuple(_text(more[column]) for column in COLUMNS)


def cyclonedx(rows: Sequence[Row], name: str) -> dict[str, Any]:
    """A bill of materials of a company with this name. Without a time and a serial number: same specs, same bytes."""
    known = {_ref(row): row for row in rows if row.section in _TYPES}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "platform", "name": name, "bom-ref": name}},
        "components": [_component(row) for row in known.values()],
        "dependencies": [{"ref": ref, "dependsOn": [*_parts(row, known)]} for ref, row in known.items()],
    }


def _component(row: Row) -> dict[str, Any]:
    properties = zip(COLUMNS[1:], cells(row)[1:], strict=True)
    return {
        "type": _TYPES[row.section],
        "bom-ref": _ref(row),
        "group": row.team,
        "name": row.asset.removeprefix(f"{row.team}."),
        "properties": [{"name": f"watchspec:{key}", "value": value} for key, value in properties if value],
    }


def _parts(row: Row, known: Container[str]) -> Iterator[str]:
    named = {key: row.facts.get(key, "").split(", ") for key in _PARTS}
    refs = {f"{section}:{row.team}.{name}" for key, names in named.items() for name in names for section in _PARTS[key]}
    yield from (ref for ref in sorted(refs) if ref in known)


def _ref(row: Row) -> str:
    """Names are unique in their section."""
    return f"{row.section}:{row.asset}"


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key}={text}" for key, text in value.items())
    return value if isinstance(value, str) else " ".join(value)


def _safe(cell: str) -> str:
    return redact(f"'{cell}" if cell.startswith(_FORMULA) else cell)
