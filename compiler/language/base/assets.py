"""What all sections of assets share: their keys, and the filters and routes that a kind of asset is lowered to.

The table of kinds in ``catalog/assets`` says where findings have the name of an asset. Each such place becomes a
filter and, with a ``route``, an event pattern; the account is always a condition too. What only names the account is
made once for all assets of the team that need it.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...catalog.assets import ASSET_KINDS
from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ...model.assets import Naming
from ...model.program import Declaration
from .nameable import Principals
from .places import Watching, made_of, mentions_of
from .recommended import is_recommended
from .section import Context, NamedSection, Reference, account_reference, route_reference
from .types import Description, Name, Region
from .watch import Watched, never_matching, unrouted


class AssetSection(NamedSection):
    """An asset: what its section names, and what all assets have."""

    account: str
    """The account that it is in: the name or id of an account of this team, or `administrator`. Example: fraud-prod"""
    classification: Name | None = None
    """How sensitive it is, in the company's own words; also a tag of the filter. If the organization has
    `rules.classifications`, one of those. Example: restricted"""
    watch: Watched | None = None
    """The threat purposes to watch, or `recommended` for those of its kind. If omitted, every finding that names it
    matches, including types that AWS adds later. Example: [exfiltration, impact]"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document. If omitted, they are
    not sent. Example: soc"""
    description: Description | None = None
    """The description of the filter in AWS. If omitted, one is made from the name. Example: Serves customers"""

    @abstractmethod
    def asset_kind(self) -> str:
        """The word of its kind in the table of kinds."""

    @abstractmethod
    def names(self, principals: Principals) -> Names:
        """What it is called in AWS, by the keys that the table of kinds uses."""

    def facts(self) -> Mapping[str, str]:
        """What else the entry says of it, for lists of assets."""
        return {}

    def use(self) -> str | None:
        """What it is used by or holds, if that changes what is recommended to watch."""
        return None

    def own_regions(self) -> tuple[str, ...] | None:
        """The Regions that it is in; None for every Region of the organization."""
        return None

    def problems(self) -> Iterator[Problem]:
        kind = ASSET_KINDS[self.asset_kind()]
        yield from never_matching(self.watch or (), kind)
        yield from unrouted(self.watch or (), kind) if self.route is None else ()

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        if self.classification:
            yield Reference(("classification",), "classification", self.classification)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Declaration]:
        made = tuple(made_of(context, self._watching(context)))
        filters = [each.filter for each in made if each.filter]
        routed = [each.routed for each in made if each.routed]
        yield from filters
        yield from routed
        reached = {each.naming for each in made}
        kind, names = self.asset_kind(), self.names(context.principals)
        asset = context.asset(
            kind,
            self.account,
            [*filters, *routed],
            naming=next((naming for naming in Naming if naming in reached), Naming.INVENTORY),
            names={key: ", ".join(values) for key, values in names.items()},
            facts={**self._classified(), **self._described(), **self.facts()},
            regions=self.own_regions(),
        )
        yield replace(asset, mentions=tuple(mentions_of(ASSET_KINDS[kind], names, asset.account_id)))

    def watches(self, purpose: str) -> bool:
        """Whether a threat purpose is watched, or no finding about it has it."""
        watched = self._watched()
        return watched is None or purpose in watched or purpose not in ASSET_KINDS[self.asset_kind()].purposes

    def _watched(self) -> tuple[str, ...] | None:
        return ASSET_KINDS[self.asset_kind()].recommended_for(self.use()) if is_recommended(self.watch) else self.watch

    def _watching(self, context: Context) -> Watching:
        return Watching(
            name=self.name,
            kind=ASSET_KINDS[self.asset_kind()],
            names=self.names(context.principals),
            account=self.account,
            account_id=context.accounts[self.account],
            regions=self.own_regions(),
            watch=self._watched(),
            route=self.route,
            description=self.description,
            tags=self._classified(),
        )

    def _described(self) -> dict[str, str]:
        return {"description": self.description} if self.description else {}

    def _classified(self) -> dict[str, str]:
        return {"classification": self.classification} if self.classification else {}


class RegionalAsset(AssetSection):
    """An asset in one Region."""

    region: Region
    """The Region that it is in, which has to be one of the organization's `regions`. Example: eu-west-1"""

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        yield Reference(("region",), "region", self.region)

    def own_regions(self) -> tuple[str, ...]:
        return (self.region,)
