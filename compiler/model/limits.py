"""What the organization document requires of teams, and what it lets them do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_WILDCARDS = {"**/": r"(?:[^/]+/)*", "**": r".+", "*": r"[^/]*", "?": r"[^/]"}


@dataclass(frozen=True)
class SuppressionRules:
    """Limits on suppressions: how many days ahead one may end, and the level of what one may archive, None for any.

    Suppressions of the teams in ``organization_wide`` may archive findings of every account, those of
    other teams only findings of their own accounts. They need the keys of ``require``, and may archive no finding
    types of ``never_mute``.
    """

    max_days: int | None
    organization_wide: frozenset[str]
    max_severity: str | None = None
    require: tuple[str, ...] = ()
    never_mute: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Classification:
    """What an asset of a classification needs: threat purposes in ``watch``, a malware scan, a route, the export.

    ``whole_scan`` if the scan has to be of all objects.
    """

    watch: frozenset[str] = frozenset()
    malware_scan: bool = False
    whole_scan: bool = False
    route: bool = False
    export: bool = False


@dataclass(frozen=True)
class AssetRules:
    """What assets need by their classification, whether datasets need one, and which protections must be on."""

    classifications: Mapping[str, Classification]
    require_classification: bool
    require_protections: tuple[str, ...]


@dataclass(frozen=True)
class Grant:
    """What the team of this ``name`` may do.

    ``files`` may speak for it, a pattern: ``*`` is any text without ``/``, ``?`` one character of it, ``**`` any number
    of folders. ``owner`` approves their changes, None for the organization's. It may declare ``accounts``, make so many
    ``filters`` in each Region, None for any number, ``accept`` these warnings and ``override`` these protections; with
    ``adopt``, it may adopt what exists.
    """

    name: str
    files: str
    owner: str | None = None
    accounts: tuple[str, ...] = ()
    filters: int | None = None
    accept: tuple[str, ...] = ()
    override: tuple[str, ...] = ()
    adopt: bool = False

    @property
    def fixed_part(self) -> str:
        """The pattern before its first wildcard."""
        return re.split(r"[*?]", self.files)[0]

    def covers(self, name: str) -> bool:
        """Whether a file matches; ``name`` is its path from the specs folder down."""
        return self._expression.fullmatch(name) is not None

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        parts = re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", self.files)
        return re.compile("".join(_WILDCARDS.get(part, re.escape(part)) for part in parts), re.DOTALL)
