"""An asset as other entries see it: what findings call it, in which account and in which Regions."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from ...catalog.assets.kind import Names

Principals = Mapping[str, str]
"""The role or user of each identity of a team, by the name of the identity."""


@runtime_checkable
class Nameable(Protocol):
    """An entry of any section of assets."""

    @property
    def name(self) -> str: ...

    @property
    def account(self) -> str: ...

    def asset_kind(self) -> str:
        """The word of its kind in the table of kinds."""
        ...

    def names(self, principals: Principals) -> Names:
        """What it is called in AWS, by the keys that the table of kinds uses."""
        ...

    def own_regions(self) -> tuple[str, ...] | None:
        """The Regions that it is in; None for every Region of the organization."""
        ...
