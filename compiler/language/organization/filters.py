"""`filters`: how the company fits into the 100 filters that GuardDuty allows in a Region.

Example::

    filters: {pack: team}

Filters that differ only in the bucket, key, user or account that they name are merged. Another asset then changes a
filter instead of adding one. `watchspec filters` shows what is merged.

A filter that does not archive changes nothing in GuardDuty: it is a saved view of findings.
A company with too many views can do without them: with `views: none`, GuardDuty gets suppressions only, and
routes work as before. Assets and filters are still checked, and `explain` and `test` show what they match.
"""

from typing import Annotated

from ...model.organization import Pack, Views
from ..base.spec import Spec
from ..base.types import choice

_PACKS = {
    Pack.AUTO: "only in a Region whose filters do not fit: first those of a team, then of all teams",
    Pack.ASSET: "each asset has its own filters",
    Pack.TEAM: "similar filters of a team are merged",
    Pack.ORGANIZATION: "similar filters of all teams are merged",
}
_VIEWS = {
    Views.ALL: "GuardDuty gets every filter",
    Views.NONE: "GuardDuty gets suppressions only",
}


class FilterSettings(Spec):
    """Whether similar filters are merged, and whether GuardDuty gets views."""

    pack: Annotated[str, *choice(_PACKS, "invalid-value", "is not a way to pack filters")] = "auto"
    """Which filters are merged. With `auto`, a Region with more than 100 filters is merged as with `team`, and if they
    still do not fit, as with `organization`; a Region whose filters fit is left alone. Example: team"""
    views: Annotated[str, *choice(_VIEWS, "invalid-value", "is not a value of filters.views")] = "all"
    """Which filters that do not archive are created in GuardDuty. Routes do not depend on it. Example: none"""
