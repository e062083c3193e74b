"""The use of a pack, or of assets, by a filter or suppression: what limits it to an asset."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..catalog.assets.kind import Place
from ..language.base.nameable import Nameable
from ..language.where.assets import Conditions, Limits, can_match, limits_of, places_of
from ..language.where.model import FieldConditions
from ..language.where.section import ConditionedSection
from ..model.condition_packs import ConditionPack
from ..model.filters import Action
from .names import Names


@dataclass(frozen=True)
class Use:
    """An entry of a team. ``where`` are the conditions of its pack and its own, without those of assets."""

    names: Names
    team: str
    spec: ConditionedSection
    pack: ConditionPack | None
    where: Conditions

    @cached_property
    def of_pack(self) -> Conditions:
        return conditions_of_pack(self.pack) if self.pack else {}

    @cached_property
    def needs(self) -> frozenset[str]:
        """The fields on which assets have to have conditions."""
        return frozenset(self.pack.needs if self.pack else ()) - self.where.keys()

    @property
    def archives(self) -> bool:
        return self.spec.action_of_filter is Action.ARCHIVE

    def is_own(self, asset: Nameable) -> bool:
        """Whether the asset is in an account of the team."""
        return self.names.owns(self.team, self.names.accounts_of(self.team).get(asset.account, ""))

    def named(self, asset: Nameable) -> Iterator[Conditions]:
        """The conditions of each place in which a filter can name the asset."""
        return (conditions for _, conditions in self._places(asset))

    def matching(self, asset: Nameable) -> list[Conditions]:
        """Those that findings which the entry is about can meet."""
        places = self._places(asset)
        return [conditions for place, conditions in places if can_match(asset, place, conditions, self.where)]

    def limits(self, asset: Nameable) -> Limits | None:
        """By the first place that has all that the pack needs, and no other condition on a field of the pack."""
        usable = (each for each in self.matching(asset) if self.needs <= each.keys() and not self.clashing(each))
        return next((limits_of(asset, each) for each in usable), None)

    def clashing(self, conditions: Conditions) -> list[str]:
        """The fields on which the pack has other conditions."""
        return [field for field, each in conditions.items() if self.of_pack.get(field, each) != each]

    def _places(self, asset: Nameable) -> Iterator[tuple[Place, Conditions]]:
        return places_of(asset, self.names.principals_of(self.team), archives=self.archives)


def conditions_of_pack(pack: ConditionPack) -> Conditions:
    """Its conditions, which have been checked, as those of an entry."""
    return {field: FieldConditions.model_validate_json(json.dumps(each)) for field, each in pack.where.items()}
