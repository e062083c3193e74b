"""The declared assets that a finding is about, and whether what was made for them matches it."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ..catalog.assets import ASSET_KINDS
from ..meaning.evaluation import Finding, predicate
from ..model.assets import Asset, Naming
from ..model.filters import Filter, RoutedFindings
from ..model.program import Program


class About(NamedTuple):
    """An asset, how far the finding can name it, and whether one of its filters or routes matches the finding."""

    asset: Asset
    naming: Naming
    is_watched: bool

    @property
    def text(self) -> str:
        noun = ASSET_KINDS[self.asset.kind].noun
        return f"{self.asset.full_name}, {noun} ({_MEANINGS[self.naming]}){'' if self.is_watched else self._unwatched}"

    @property
    def _unwatched(self) -> str:
        if self.naming is Naming.ROUTED and not self.asset.routes:
            return ", not matched: it has no route"
        return ", not matched: its watch leaves this type out"


_MEANINGS = {
    Naming.NAMED: "named",
    Naming.ROUTED: "routed: filters cannot name it",
    Naming.ACCOUNT: "account: findings do not name it",
}


class Declared:
    """The assets of a company, by account."""

    def __init__(self, program: Program) -> None:
        self._by_account: dict[str, list[Asset]] = defaultdict(list)
        for asset in program.assets:
            self._by_account[asset.account_id].append(asset)

    def about(self, finding: Finding, filters: Iterable[Filter], routes: Iterable[RoutedFindings]) -> tuple[About, ...]:
        """The assets that the finding is about, those that it can name first, then by name.

        ``filters`` and ``routes`` are those that match the finding.
        """
        account_id = finding.get("accountId")
        assets = self._by_account.get(account_id, ()) if isinstance(account_id, str) else ()
        matching = {name for each in filters for name in (each.full_name, *each.members)}
        matching.update(each.full_name for each in routes)
        named = ((asset, _naming(asset, finding)) for asset in assets if finding.get("region") in asset.regions)
        about = [About(asset, naming, _is_among(asset, matching)) for asset, naming in named if naming]
        order = list(Naming)
        return tuple(sorted(about, key=lambda each: (order.index(each.naming), each.asset.full_name)))


def _naming(asset: Asset, finding: Finding) -> Naming | None:
    """How far the finding can name the asset; None if it is not about it."""
    namings = {mention.naming for mention in asset.mentions if predicate(mention.criteria)(finding)}
    return next((naming for naming in Naming if naming in namings), None)


def _is_among(asset: Asset, matching: AbstractSet[str]) -> bool:
    return not matching.isdisjoint((*asset.filters, *asset.routes))
