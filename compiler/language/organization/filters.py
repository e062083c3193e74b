"""`filters`: whether similar filters are merged, because GuardDuty allows 100 filters in a Region.

Example::

    filters: {pack: team}

Merged are filters that differ only in the bucket, key, user or account that they name. One more asset
then changes a filter instead of adding one. `main.py filters` shows what is merged.
"""

from typing import Annotated

from compiler.language.base.spec import Spec
from compiler.language.base.types import choice
from compiler.model.organization import Pack

_PACKS = {
    Pack.ASSET: "each asset has filters of its own",
    Pack.TEAM: "similar filters of a team are merged",
    Pack.ORGANIZATION: "similar filters of all teams are merged",
}


class FilterSettings(Spec):
    """Whether similar filters are merged."""

    pack: Annotated[str, *choice(_PACKS, "invalid-value", "is not a way to pack filters")] = "asset"
    """Which filters are merged. Example: team"""
