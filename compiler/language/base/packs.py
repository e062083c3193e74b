"""`pack`: conditions by name, which an entry uses instead of writing them."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from ...catalog.packs import INSTEAD, PACKS
from ...diagnostics import suggest
from ...model.condition_packs import ConditionPack
from .spec import fault

PACKS_IN_USE = "packs"  # in the context of a check: the packs that entries can use, by name; left out if not known


def pack_of(*, suppresses: bool) -> Any:
    """The type of the name of a pack for suppressions, or for filters: one of watchspec or of the company."""

    def check(value: str, info: ValidationInfo) -> str:
        known: Mapping[str, ConditionPack] | None = (info.context or {}).get(PACKS_IN_USE)
        packs = PACKS if known is None else known
        usable = [name for name, pack in packs.items() if pack.suppresses is suppresses]
        if value in usable or (known is None and value not in PACKS):
            return value
        elsewhere = f"it is a pack for {packs[value].section}" if value in packs else INSTEAD.get(value)
        raise fault("invalid-value", f"{value!r} is not a pack", elsewhere, suggest(value, usable))

    return Annotated[str, AfterValidator(check), Field(json_schema_extra=_schema(suppresses=suppresses))]


def _schema(*, suppresses: bool) -> dict[str, Any]:
    """Editors offer the packs of watchspec; the company may have others."""
    packs = {name: pack.about for name, pack in PACKS.items() if pack.suppresses is suppresses}
    return {"anyOf": [{"enum": list(packs), "enumDescriptions": list(packs.values())}, {"type": "string"}]}
