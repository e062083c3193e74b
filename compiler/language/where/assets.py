"""Assets -> conditions: what findings call the assets that an entry is for, their account and their Regions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...catalog.assets import ASSET_KINDS
from ...catalog.assets.kind import AssetKind, Place
from ...catalog.filter_fields import all_fields
from ...catalog.finding_details import can_have
from ...catalog.finding_types import live_types
from ...meaning.evaluation import predicate
from ...model.criteria import Criterion
from ..base.nameable import Nameable, Principals
from ..base.places import text_condition
from .model import FieldConditions, criterion_of

Conditions = Mapping[str, FieldConditions]
_ACCOUNT = "accountId"


@dataclass(frozen=True)
class Limits:
    """What limits an entry to assets; ``regions`` is None for every Region of the organization."""

    where: Conditions
    regions: tuple[str, ...] | None


def kind_of(asset: Nameable) -> AssetKind:
    return ASSET_KINDS[asset.asset_kind()]


def places_of(asset: Nameable, principals: Principals, *, archives: bool) -> Iterator[tuple[Place, Conditions]]:
    """Where a filter can name the asset, with the conditions that do; none if only its account can be named.

    A filter that ``archives`` accepts more fields, and then names as much of the asset as a route. Where the finding
    types are a part of what tells the asset, the fields alone would reach further.
    """
    names = asset.names(principals)
    for each in kind_of(asset).places:
        place = each.given(names)
        if place and place.has_filter and not (each.is_of_account or each.is_typed):
            exact = {field: text for field, text in place.on_routes.items() if field in all_fields()}
            fields = {**place.fields, **(exact if archives else {})}
            texts = {field: text_condition(text, names) for field, text in fields.items()}
            yield place, {field: _condition(*condition) for field, condition in texts.items()}


def can_match(asset: Nameable, place: Place, named: Conditions, where: Conditions) -> bool:
    """Whether a finding of some type that ``where`` admits can have the name of the asset in this place."""
    written = where.get("type")
    types = criterion_of(all_fields()["type"], written, {}) if written else None
    return _can_match(place.types or kind_of(asset).types, frozenset(named), types)


@lru_cache(maxsize=1_000)
def _can_match(types: tuple[str, ...], fields: frozenset[str], criterion: Criterion | None) -> bool:
    """Cached: many entries use the same pack for assets of the same kind."""
    meets = predicate((criterion,)) if criterion else None
    kinds = (live_types()[name] for name in types if name in live_types() and (meets is None or meets({"type": name})))
    return any(all(can_have(kind, field) for field in fields) for kind in kinds)


def limits_of(asset: Nameable, named: Conditions) -> Limits:
    return Limits({_ACCOUNT: FieldConditions(equals=(asset.account,)), **named}, asset.own_regions())


def joined(limits: Sequence[Limits]) -> Limits | None:
    """The limits of several assets as one; None where they differ in more than one field, or in that and their Regions.

    Each field would be compared apart, so that a finding with the account of one and the name of another would match.
    """
    first, *others = limits
    if any(each.where.keys() != first.where.keys() for each in others):
        return None
    differing = [field for field in first.where if any(each.where[field] != first.where[field] for each in others)]
    regions = {each.regions for each in limits}
    if len(differing) + (len(regions) > 1) > 1:
        return None
    where = {field: _union([each.where[field] for each in limits]) for field in first.where}
    everywhere = None in regions
    return Limits(where, None if everywhere else tuple(sorted({name for each in regions for name in each or ()})))


def _union(conditions: Sequence[FieldConditions]) -> FieldConditions:
    """The values of all, which have one and the same operator."""
    values: dict[str, dict[str, None]] = defaultdict(dict)
    for each in conditions:
        for operator, written in each.written().items():
            values[operator] |= dict.fromkeys(written)
    return FieldConditions.model_validate({operator: tuple(each) for operator, each in values.items()})


def _condition(operator: str, values: tuple[str, ...]) -> FieldConditions:
    return FieldConditions.model_validate({operator: values})
