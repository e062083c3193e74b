"""`watch` of an asset: the threat purposes of its findings, as a spec writes them."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, JsonValue

from ...catalog import finding_types
from ...catalog.assets import ASSET_KINDS
from ...catalog.assets.kind import AssetKind
from ...diagnostics import Problem, suggest
from .recommended import is_recommended, or_recommended
from .spec import distinct, fault

_KNOWN = sorted({word for kind in ASSET_KINDS.values() for word in kind.purposes})
_MEANINGS: list[JsonValue] = [f"finding types that start with {finding_types.purposes()[word]}:" for word in _KNOWN]


def _purpose(word: str) -> str:
    if word not in _KNOWN:
        raise fault("unknown-purpose", f"{word!r} is not a threat purpose", choice=suggest(word, _KNOWN))
    return word


_SCHEMA: dict[str, JsonValue] = {"enum": [*_KNOWN], "enumDescriptions": _MEANINGS}
Purpose = Annotated[
    str, AfterValidator(_purpose), Field(title="a threat purpose of an asset", json_schema_extra=_SCHEMA)
]
_Purposes = Annotated[tuple[Purpose, ...], AfterValidator(distinct("a threat purpose"))]
Watched = Annotated[_Purposes, or_recommended(_Purposes)]


def unrouted(watch: tuple[str, ...], kind: AssetKind) -> Iterator[Problem]:
    """The purposes for which an entry without a route has nothing that could match."""
    for index, word in enumerate(() if is_recommended(watch) else watch):
        if word in kind.route_only:
            message = f"only a route can match {word} of this {kind.noun}, and it has none"
            yield Problem(("watch", index), "needs-route", message, "add a route, or remove the purpose")


def never_matching(watch: tuple[str, ...], kind: AssetKind) -> Iterator[Problem]:
    """The purposes that no finding type about this kind of asset has."""
    for index, word in enumerate(() if is_recommended(watch) else watch):
        if word not in kind.purposes:
            message = f"no finding type about a {kind.noun} has the purpose {word}, so this would never match"
            yield Problem(("watch", index), "never-matches", message, choice=suggest(word, kind.purposes))
