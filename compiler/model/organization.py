"""What the organization document declares: the company as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .backends import Backend
from .condition_packs import ConditionPack
from .export import CreatedExport, Export
from .limits import AssetRules, Grant, SuppressionRules
from .lists import Lists
from .origin import Origin
from .routes import Route


class MembershipMode(StrEnum):
    ORGANIZATION = "organization"
    INVITATION = "invitation"


@dataclass(frozen=True)
class Membership:
    """``auto_enable`` is ``ALL``, ``NEW`` or ``NONE``, and None by invitation.

    ``auto_enable_by_feature`` is the same for the protections for which it differs.
    """

    mode: MembershipMode
    auto_enable: str | None
    auto_enable_by_feature: Mapping[str, str]


@dataclass(frozen=True)
class Protection:
    """A detector feature and its agents (additional configuration), each on or off."""

    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    in_organization: bool


@dataclass(frozen=True)
class AccountAccess:
    """An account that we deploy into, and the role that Terraform assumes there."""

    account_id: str
    role: str | None


class Pack(StrEnum):
    """Which filters of one shape become one: only where not all fit, none, those of a team, or all."""

    AUTO = "auto"
    ASSET = "asset"
    TEAM = "team"
    ORGANIZATION = "organization"


class Views(StrEnum):
    """Which views GuardDuty gets. A view is a filter that only saves a search, with the action NOOP."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True)
class Organization:
    """The company: whose detectors, in which Regions, with which protections.

    ``versions`` are those of watchspec that may compile the specs, None for any. ``owner`` approves changes of the
    document and of files that no team has; ``teams`` is what each team that it lists may do, none without limits.
    ``management`` is the account that delegates administration, None where that is not ours to do.
    ``regional_protections`` are all protections of the Regions in which some differ. ``runtime_coverage_route`` is the
    route for resources that Runtime Monitoring does not cover. ``packs`` are the conditions that it has by name.
    """

    name: str
    versions: str | None
    administrator: AccountAccess
    management: AccountAccess | None
    membership: Membership
    regions: tuple[str, ...]
    publish_every: str
    existing_detectors: Mapping[str, str]
    protections: tuple[Protection, ...]
    regional_protections: Mapping[str, tuple[Protection, ...]]
    lists: Lists
    export: Export | CreatedExport | None
    existing_exports: Mapping[str, str]
    routes: tuple[Route, ...]
    runtime_coverage_route: str | None
    pack: Pack
    views: Views
    packs: Mapping[str, ConditionPack]
    suppression_rules: SuppressionRules
    asset_rules: AssetRules
    owner: str | None
    teams: tuple[Grant, ...]
    backend: Backend
    aws_provider: str
    tags: Mapping[str, str]
    origin: Origin

    def protections_in(self, region: str) -> tuple[Protection, ...]:
        """Every protection in a Region, sorted by its feature's name; none if something else manages them."""
        return self.regional_protections.get(region, self.protections)

    @property
    def has_views(self) -> bool:
        """Whether GuardDuty gets the filters that archive nothing."""
        return self.views is Views.ALL
