"""A place in findings where an asset is named -> the filter on it, and what is sent to its route."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...catalog.assets.kind import OR, AssetKind, Names, Place
from ...catalog.finding_details import can_have
from ...catalog.finding_types import all_types
from ...model.assets import Mention, Naming
from ...model.criteria import Criteria, Criterion, by_field
from ...model.filters import Filter, FormerNames, RoutedFindings
from .section import Context


@dataclass(frozen=True)
class Watching:
    """An asset and how it is watched. ``names`` are what it is called in AWS. Without ``regions`` it is in all.

    ``account`` is the name that the spec has for it, and ``account_id`` its id.
    """

    name: str
    kind: AssetKind
    names: Names
    account: str
    account_id: str
    regions: tuple[str, ...] | None
    watch: tuple[str, ...] | None
    route: str | None
    description: str | None
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Made:
    """What became of one place."""

    place: Place
    filter: Filter | None
    routed: RoutedFindings | None

    @property
    def naming(self) -> Naming:
        if self.filter and self.place.is_in_filters:
            return Naming.NAMED
        return Naming.ROUTED if self.routed and self.place.is_named_on_routes else Naming.ACCOUNT


def made_of(context: Context, watching: Watching) -> Iterator[Made]:
    """What becomes of the places of an asset: nothing of those whose types are not watched."""
    for each in watching.kind.places:
        place = each.given(watching.names)
        types = _types(place, watching) if place else ()
        if place and types:
            filter_ = _filter(context, watching, place, types) if place.has_filter else None
            routed = _routed(context, watching, place, types) if watching.route and place.has_route else None
            if filter_ or routed:
                yield Made(place, filter_, routed)


def mentions_of(kind: AssetKind, names: Names, account_id: str) -> Iterator[Mention]:
    """The findings that are about an asset with these names, watched or not, whoever caused them.

    One that names another asset is not about this one: types that name an asset are not looked for by account alone,
    but where a finding that has no name may be about any.
    """
    places = [place for place in (each.given(names) for each in kind.places) if place]
    named = {name for place in places if _naming(place) is not Naming.ACCOUNT for name in place.types}
    for place in places:
        naming, about = _naming(place), replace(place, others={}, or_absent=False)
        known = place.types if naming is not Naming.ACCOUNT else tuple(n for n in place.types if n not in named)
        types = known if place.is_typed else ()
        if types or not place.is_typed:
            yield Mention(naming, _named(about, place.on_routes, names, account_id, types))
        if types and place.or_absent:
            unnamed = replace(about, or_absent=True)
            yield Mention(Naming.ACCOUNT, _named(unnamed, place.on_routes, names, account_id, types))


def _naming(place: Place) -> Naming:
    """How far findings at this place can name the asset, whatever is made of it."""
    if place.is_in_filters:
        return Naming.NAMED
    return Naming.ROUTED if place.is_named_on_routes else Naming.ACCOUNT


def _filter(context: Context, watching: Watching, place: Place, types: tuple[str, ...]) -> Filter:
    """One on an account alone belongs to no single asset: it is named after the account, and has all types."""
    if place.is_of_account:
        about = f"Findings on any {watching.kind.noun} in account {watching.account}"
        criteria = _criteria(watching, place, place.fields, place.types)
        shared = context.filter(f"{watching.account}{place.suffix}", about, criteria, watching.regions)
        return replace(shared, is_shared=True, was=FormerNames(context.was.teams))
    about = watching.description or f"{place.what[0].upper()}{place.what[1:]} of {watching.kind.noun} {watching.name}"
    criteria = _criteria(watching, place, place.fields, types)
    made = context.filter(f"{watching.name}{place.suffix}", about, criteria, watching.regions, tags=watching.tags)
    return replace(made, expected=_expected(watching, place, place.fields, types))


def _routed(context: Context, watching: Watching, place: Place, types: tuple[str, ...]) -> RoutedFindings:
    assert watching.route
    owner = watching.names[place.named_after][0] if place.named_after else watching.account
    if place.named_after or not place.is_named_on_routes:
        criteria = _criteria(watching, place, place.on_routes, place.types)
        shared = context.routed(f"{owner}{place.suffix}", watching.route, criteria, watching.regions)
        return replace(shared, is_shared=True, was=FormerNames(context.was.teams))
    criteria, name = _criteria(watching, place, place.on_routes, types), f"{watching.name}{place.suffix}"
    made = context.routed(name, watching.route, criteria, watching.regions, tags=watching.tags)
    return replace(made, expected=_expected(watching, place, place.on_routes, types))


def _types(place: Place, watching: Watching) -> tuple[str, ...]:
    """The finding types of the place that are watched."""
    known = place.types if place.types or place.is_typed else watching.kind.types
    if watching.watch is None:
        return known
    words = watching.kind.purposes
    watched = {name for word in watching.watch for name in words[word]}
    return tuple(name for name in known if name in watched)


def _criteria(watching: Watching, place: Place, fields: Mapping[str, str], types: tuple[str, ...]) -> Criteria:
    chosen = types if place.is_typed or watching.watch is not None else ()
    return _named(place, fields, watching.names, watching.account_id, chosen)


def _named(place: Place, fields: Mapping[str, str], names: Names, account_id: str, types: tuple[str, ...]) -> Criteria:
    """Criteria on the account and the names; on the types too, if there are any."""
    criteria = [Criterion("accountId", equals=(account_id,))]
    criteria += [_criterion(name, text, names, or_absent=place.or_absent) for name, text in fields.items()]
    criteria += [Criterion(name, not_equals=_values(text, names)) for name, text in place.others.items()]
    if types:
        criteria.append(Criterion("type", equals=types))
    return by_field(*criteria)


def text_condition(text: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """The operator and the values of a condition on a field of a place: ``equals`` or ``matches``."""
    values = tuple(value for each in text.split(OR) for value in _values(each, names))
    return "matches" if "*" in text else "equals", values


def _criterion(name: str, text: str, names: Names, *, or_absent: bool) -> Criterion:
    operator, values = text_condition(text, names)
    return (
        Criterion(name, matches=values)
        if operator == "matches"
        else Criterion(name, equals=values, or_absent=or_absent)
    )


def _values(text: str, names: Names) -> tuple[str, ...]:
    """The text with each name in it; only a text that is nothing but a key can have several names."""
    alone = names.get(text[1:-1]) if text.startswith("{") else None
    return alone or (text.format_map({key: values[0] for key, values in names.items() if values}),)


def _expected(watching: Watching, place: Place, fields: Mapping[str, str], types: tuple[str, ...]) -> tuple[str, ...]:
    """The types whose findings can have these fields; none where a condition on the type says them."""
    if place.is_typed or watching.watch is not None:
        return ()
    return tuple(name for name in types if all(can_have(all_types()[name], path) for path in fields))
