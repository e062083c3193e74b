"""Fields that a finding filter can have a condition on.

Source: CreateFilter in the API model and the user guide's console table; see the head of
``filter_fields.json``.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

FieldType = Literal["string", "number", "boolean", "timestamp", "ip"]


@dataclass(frozen=True)
class FilterField:
    """``values`` is empty where any text may stand; ``lists`` are the parts of the path that are lists."""

    name: str
    type: FieldType
    archive_only: bool
    values: tuple[str, ...]
    console_name: str | None
    lists: tuple[str, ...]

    @property
    def in_list(self) -> bool:
        """Whether it can have several values."""
        return bool(self.lists)

    @property
    def has_decimals(self) -> bool:
        """Whether it is a Double of the API model; other numbers and times are whole."""
        return self.name.endswith(("severity", "confidence", ".lat", ".lon"))


@cache
def all_fields() -> dict[str, FilterField]:
    """Every field by name, sorted."""
    rows = json.loads((Path(__file__).parent / "filter_fields.json").read_text("utf-8"))["fields"]
    return {row["field"]: _field(row) for row in rows}


@cache
def fields_for_any_action() -> dict[str, FilterField]:
    """The fields that are not reserved for filters with the action ARCHIVE."""
    return {name: field for name, field in all_fields().items() if not field.archive_only}


def _field(row: dict[str, str]) -> FilterField:
    return FilterField(
        name=row["field"],
        type=cast("FieldType", row["type"]),
        archive_only=row["class"] == "archive_only",
        values=tuple(row.get("values", ())),
        console_name=row.get("console_name"),
        lists=tuple(row.get("lists", ())),
    )
