"""The table of the kinds of assets: what findings name, with the protections that it takes and where that is from."""

from ..catalog.assets import ASSET_KINDS
from ..catalog.assets.kind import AssetKind
from ..catalog.finding_types import all_types
from ..catalog.protections import SOURCES
from ..model.assets import MEANINGS
from .markdown import code, table

_LEAD = """\
Findings name some assets in fields that filters accept, some only in fields that routes accept, and some not at all.
`filters` lists how far each asset can be named. The column of what is recommended has the threat purposes of
`watch: recommended`.
"""
_HEAD = (
    "kind",
    "finding types",
    "protections",
    "filters have",
    "only routes have",
    "`watch: recommended`",
    "cannot be named",
    "sources",
)


def asset_kinds() -> str:
    """The words for how far an asset can be named, and each kind."""
    meanings = table(("word", "meaning"), ((code(naming), f"{text}.") for naming, text in MEANINGS.items()))
    return f"{_LEAD}\n{meanings}\n{table(_HEAD, map(_row, ASSET_KINDS.values()))}"


def _row(kind: AssetKind) -> tuple[str, ...]:
    needed = {all_types()[name].needs for name in kind.types}
    protections = [code(name) for name, source in SOURCES.items() if source in needed]
    on_filters = {field for place in kind.places if place.has_filter for field in place.fields}
    on_routes = {field for place in kind.places if place.has_route for field in place.on_routes} - on_filters
    inferred = f" Not documented: {kind.inferred}." if kind.inferred else ""
    return (
        code(kind.key),
        str(len(kind.all_types)),
        ", ".join(protections) or "none",
        _fields(on_filters) or "the account alone",
        _fields(on_routes) or "nothing more",
        _recommended(kind),
        kind.limits,
        f"{kind.source}.{inferred}",
    )


def _fields(names: set[str]) -> str:
    return ", ".join(code(name) for name in sorted(names))


def _recommended(kind: AssetKind) -> str:
    """The purposes, and those for some uses besides."""
    words = ", ".join(code(word) for word in kind.recommended) or "everything"
    also = (f"{code(use)}: also {', '.join(map(code, more))}" for use, more in kind.also.items())
    return "; ".join((words, *also))
