"""`pack`: conditions by name, which an entry uses instead of writing them."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from ...catalog.filter_fields import all_fields
from ...catalog.packs import PACKS
from ...diagnostics import Key, Problem, suggest
from ...model.program import UsedPack
from .section import Context
from .spec import fault

_NEVER_EMPTY = {"severity": {"at_least": "low"}}  # in place of an unknown pack, which is the problem


def _names(*, suppresses: bool) -> dict[str, str]:
    return {name: pack.about for name, pack in PACKS.items() if pack.suppresses is suppresses}


def pack_of(*, suppresses: bool) -> Any:
    """The type of the name of a pack for suppressions, or for filters."""
    names = _names(suppresses=suppresses)

    def check(value: str) -> str:
        if value not in names:
            elsewhere = f"it is a pack for {'filters' if suppresses else 'suppressions'}" if value in PACKS else None
            raise fault("invalid-value", f"{value!r} is not a pack", elsewhere, suggest(value, names))
        return value

    schema: dict[str, Any] = {"enum": list(names), "enumDescriptions": list(names.values())}
    return Annotated[str, AfterValidator(check), Field(json_schema_extra=schema)]


def with_pack(data: Any, *, suppresses: bool) -> Any:
    """An entry with the conditions of its pack beside its own; where both have one on a field, with its own.

    Without ``where``, only if the pack needs nothing: otherwise ``where`` is missing.
    """
    name = data.get("pack") if isinstance(data, dict) else None
    pack = PACKS[name] if isinstance(name, str) and name in _names(suppresses=suppresses) else None
    where, needs = (pack.where, pack.needs) if pack else (_NEVER_EMPTY, ())
    written = data.get("where", None if needs else {}) if name is not None else None
    return {**data, "where": {**where, **written}} if isinstance(written, dict) else data


def pack_problems(name: str | None, where: Mapping[str, Any]) -> Iterator[Problem]:
    """What an entry adds to a pack: not less than it needs, and nothing on fields that the pack has."""
    pack = PACKS.get(name or "")
    is_spelled = all_fields().keys() >= where.keys()  # otherwise a field may be the one that is needed
    for field in pack.needs if pack and is_spelled else ():
        if field not in where:
            help_, needs = f"add where: {{{field}: {{equals: [ … ]}}}}", (("where", field),)
            yield Problem(("pack",), "missing-key", f"pack {name} needs a condition on {field}", help_, needs=needs)
    for field, conditions in pack.where.items() if pack else ():
        if where[field].written() != conditions:
            message = f"pack {name} has a condition on {field!r} already"
            yield Problem(
                ("where", Key(field)), "invalid-value", message, "remove it, or write all conditions yourself"
            )


def used(name: str | None, context: Context) -> Iterator[UsedPack]:
    """The use of a pack, if an entry has one."""
    if name:
        yield UsedPack(context.team, context.entry, name, context.origin)
