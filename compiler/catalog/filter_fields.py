"""The fields that a GuardDuty filter can have conditions on, and those that only routes can use.

Source: CreateFilter in the API model and the table of console names in the user guide; details are at the
top of ``filter_fields.json``.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast

from .wire_names import spellings

FieldType = Literal["string", "number", "boolean", "timestamp", "ip"]

# Fields that filters had for some weeks. Source: user guide, document history, 29 May 2026; CreateFilter in the API
# model has not listed them since.
REMOVED = frozenset(
    (
        "description",
        "resource.rdsDbInstanceDetails.tags.key",
        "resource.rdsDbInstanceDetails.tags.value",
        "service.action.awsApiCallAction.affectedResources",
        "service.detection.anomaly.profiles",
        "service.detection.anomaly.unusual.behavior",
        "title",
    )
)


@dataclass(frozen=True)
class FilterField:
    """A field by its path in a finding.

    ``values`` are the only ones that the field can have; empty if it can have any. ``lists`` are the
    beginnings of the path that lead to a list, such as ``resource.s3BucketDetails``. ``also_at`` are paths that
    have the same value in findings of another form. A ``pair`` is two texts of one element of a list: the value is
    both of them with ``PAIR`` between.
    """

    name: str
    type: FieldType
    archive_only: bool
    values: tuple[str, ...]
    console_name: str | None
    lists: tuple[str, ...]
    also_at: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None

    @property
    def in_list(self) -> bool:
        """Whether the path leads through a list, so that a finding can have several values."""
        return bool(self.lists)

    @cached_property
    def _lists(self) -> frozenset[str]:
        return frozenset(path.lower() for path in self.lists)

    def is_list(self, path: str) -> bool:
        """Whether the beginning of a path leads to a list, however it is spelled."""
        return path.lower() in self._lists

    @property
    def has_decimals(self) -> bool:
        """Whether the API model has it as a Double; all other numbers and timestamps are whole."""
        return self.name.endswith(("severity", "confidence", ".lat", ".lon"))


@cache
def all_fields() -> dict[str, FilterField]:
    """All fields by path, sorted."""
    rows = json.loads((Path(__file__).parent / "filter_fields.json").read_text("utf-8"))["fields"]
    return {row["field"]: _field(row) for row in rows}


PAIR = "|"  # no character of a tag that a spec can have


def _of_routes(
    name: str, lists: str, also_at: tuple[str, ...] = (), pair: tuple[str, str] | None = None
) -> FilterField:
    return FilterField(name, "string", False, (), None, (lists,), also_at, pair)


# Filters have no field for the list, and the single ARN is deprecated (BedrockGuardrailDetails in the API model;
# findings-ai-protection in the user guide: of the AI Protection types, only PromptInjection.Direct has guardrails).
GUARDRAIL = _of_routes(
    "resource.bedrockGuardrailDetails.guardrails.arn",
    "resource.bedrockGuardrailDetails.guardrails",
    also_at=("resource.bedrockGuardrailDetails.guardrailArn",),
)
# ModelDetails in the API model; "model ID or endpoint name" by findings-ai-protection.
MODEL = _of_routes("resource.modelDetails.modelId", "resource.modelDetails")
# Filters have a field for the key and one for the value, and any two tags of an instance meet both. EventBridge
# requires one element of a list to match all fields below it (README of aws/event-ruler on JSON array matching).
INSTANCE_TAG = _of_routes("resource.instanceDetails.tags", "resource.instanceDetails.tags", pair=("key", "value"))

ROUTE_FIELDS = {field.name: field for field in (GUARDRAIL, MODEL, INSTANCE_TAG)}


def field_of_findings(name: str) -> FilterField:
    """A field of filters or of routes, by its path."""
    return ROUTE_FIELDS.get(name) or all_fields()[name]


@cache
def fields_for_any_action() -> dict[str, FilterField]:
    """The fields that filters with any action can use; the others are only for the action ARCHIVE."""
    return {name: field for name, field in all_fields().items() if not field.archive_only}


def _field(row: dict[str, str]) -> FilterField:
    return FilterField(
        name=row["field"],
        type=cast("FieldType", row["type"]),
        archive_only=row["class"] == "archive_only",
        values=tuple(row.get("values", ())),
        console_name=row.get("console_name"),
        lists=tuple(row.get("lists", ())),
        also_at=spellings(row["field"]),
    )
