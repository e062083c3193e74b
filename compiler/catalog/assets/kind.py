"""What a kind of asset is to GuardDuty: the finding types about it, and where findings have its name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..finding_types import all_types, live_types, purposes

_KEY = re.compile(r"\{(\w+)\}")
OR = " or "
_NOT_ON_COMPUTE = frozenset(("behavior", "recon"))
Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Place:
    """Findings in which an asset is named in the same way: one filter and one route.

    ``what`` are these findings in words. ``fields`` are the conditions of the filter: a text for each field, in which
    ``{key}`` stands for a name of the asset, ``*`` for any text and `` or `` between texts of which one is enough; a
    condition of which a key is not given is left out. ``exact`` are those of the route, if a route can name more than
    a filter; with ``or_absent``, for which there are only routes, it also takes findings that have no value there.
    ``others`` are fields that have none of the names. ``needs`` and ``unless`` are keys with and without which there is
    such a place. ``types`` are the finding types that are known to have it, those of the kind if empty; they are a
    condition of their own if ``is_typed``, and without those in ``moved`` where a key is given for which there is
    another place. A route that is ``named_after`` a key of the asset is the same for all assets with that name.
    """

    what: str
    fields: Mapping[str, str] = field(default_factory=dict)
    exact: Mapping[str, str] | None = None
    or_absent: bool = False
    others: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    is_typed: bool = False
    named_after: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    has_filter: bool = True
    has_route: bool = True

    @property
    def on_routes(self) -> Mapping[str, str]:
        return self.fields if self.exact is None else self.exact

    @property
    def is_of_account(self) -> bool:
        """Whether its filter names nothing of the asset, so that all assets of the account share it."""
        return not _keys(self.fields)

    @property
    def is_named_on_routes(self) -> bool:
        return bool(_keys(self.on_routes))

    @property
    def is_in_filters(self) -> bool:
        """Whether a filter names as much of the asset as a route."""
        return self.has_filter and not self.is_of_account and _keys(self.fields) >= _keys(self.on_routes)

    def given(self, names: Names) -> "Place | None":
        """What is left of the place for an asset with these names; None if there is no such place."""
        if any(key not in names for key in self.needs) or any(key in names for key in self.unless):
            return None
        return replace(
            self,
            fields=_of(self.fields, names),
            exact=_of(self.on_routes, names),
            types=tuple(name for name in self.types if not any(self.moved.get(key) == name for key in names)),
        )


@dataclass(frozen=True)
class AssetKind:
    """One kind. ``noun`` is what it is called in descriptions, and ``key`` where a spec has it.

    ``types`` are the finding types that can be about it. ``limits`` says what cannot be named, and ``inferred`` what
    the sources do not say and is taken from the form of findings; ``source`` are pages of the GuardDuty user guide,
    and M is the API model. ``recommended`` are the threat purposes of ``watch: recommended``; empty for everything.
    ``also`` are those besides for what an identity is used by, or what an asset holds. ``elsewhere`` says what has to
    be switched on outside of the specs before there are findings.
    """

    key: str
    noun: str
    types: tuple[str, ...]
    places: tuple[Place, ...]
    limits: str
    source: str
    inferred: str = ""
    recommended: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: str = ""

    def recommended_for(self, use: str | None) -> tuple[str, ...] | None:
        """The threat purposes of ``watch: recommended``; None for everything."""
        return tuple(sorted({*self.recommended, *self.also.get(use or "", ())})) or None

    @property
    def all_types(self) -> tuple[str, ...]:
        """With those of its places, such as attack sequences; sorted."""
        return tuple(sorted({*self.types, *(name for place in self.places for name in place.types)}))

    @property
    def purposes(self) -> dict[str, tuple[str, ...]]:
        """The words for the threat purposes that its types have, with those types."""
        return by_purpose(self.all_types)

    @property
    def route_only(self) -> frozenset[str]:
        """The words for the threat purposes of which no filter can have the name of an asset, or its account."""
        filtered = {name for place in self.places if place.has_filter for name in place.types or self.types}
        return frozenset(word for word, types in self.purposes.items() if filtered.isdisjoint(types))


def by_purpose(types: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The finding types by the words for their threat purposes, sorted."""
    words = {name: word for word, name in purposes().items()}
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in types:
        by_word[words[all_types()[name].purpose]].append(name)
    return {word: tuple(by_word[word]) for word in sorted(by_word)}


def on_compute(types: Iterable[str]) -> tuple[str, ...]:
    """What is recommended for what runs code: all threat purposes but anomalies and reconnaissance."""
    return tuple(word for word in by_purpose(types) if word not in _NOT_ON_COMPUTE)


def types_of(*sources: tuple[str, str]) -> tuple[str, ...]:
    """The live types of each pair: the resource in the name of the type, and what the type needs."""
    return tuple(name for name, kind in live_types().items() if (kind.resource, kind.needs) in sources)


def sequences(*resources: str) -> tuple[str, ...]:
    """The attack sequences on these resources."""
    return types_of(*((resource, "EXTENDED_THREAT_DETECTION") for resource in resources))


def _of(fields: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if _keys({name: text}) <= set(names)}


def _keys(fields: Mapping[str, str]) -> frozenset[str]:
    return frozenset(key for text in fields.values() for key in _KEY.findall(text))
