"""Threat purposes that a dataset can watch, as a spec writes them."""

from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from ...catalog import finding_types
from ...diagnostics import Choice, suggest
from .recommended import or_recommended
from .spec import distinct, fault

RESOURCE = "S3"  # the resource part of the finding types on buckets

_TYPES = {word: finding_types.of_purpose([word], RESOURCE) for word in finding_types.purposes()}
WATCHABLE = {word: names for word, names in _TYPES.items() if names}


def _watchable(word: str) -> str:
    if word in finding_types.all_types():
        purpose = next((key for key, name in finding_types.purposes().items() if word.startswith(f"{name}:")), None)
        choice = Choice(tuple(WATCHABLE), purpose if purpose in WATCHABLE else None)
        message = f"{word!r} is a finding type, and this list has threat purposes"
        raise fault("unknown-purpose", message, "a single finding type belongs in where of an entry of filters", choice)
    if word not in finding_types.purposes():
        raise fault("unknown-purpose", f"{word!r} is not a threat purpose", choice=suggest(word, WATCHABLE))
    if word not in WATCHABLE:
        message = f"no S3 finding type has the purpose {word}, so this would never match"
        raise fault("never-matches", message, choice=suggest(word, WATCHABLE))
    return word


_MEANINGS: list[JsonValue] = [", ".join(names) for names in WATCHABLE.values()]

Purpose = Annotated[
    str,
    AfterValidator(_watchable),
    Field(title="a threat purpose", json_schema_extra={"enum": list(WATCHABLE), "enumDescriptions": _MEANINGS}),
]
Purposes = Annotated[tuple[Purpose, ...], AfterValidator(distinct("a threat purpose"))]
Watched = Annotated[Purposes, or_recommended(Purposes)]
