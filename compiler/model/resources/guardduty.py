"""GuardDuty's own, but for what stands with the export."""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.model.criteria import Criteria
from compiler.model.origin import Origin
from compiler.model.program import Action, Invitation


@dataclass(frozen=True)
class Detector:
    publishing_frequency: str
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class DetectorFeature:
    """A protection of the detector; ``agents`` are its additional configuration, each on or off."""

    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    origin: Origin


@dataclass(frozen=True)
class OrganizationConfiguration:
    """``auto_enable``: ``ALL``, ``NEW`` or ``NONE`` of the organization's accounts become members."""

    auto_enable: str
    origin: Origin


@dataclass(frozen=True)
class OrganizationFeature:
    """A protection as member accounts get it: ``ALL``, ``NEW`` or ``NONE``, and the same for each agent.

    ``agents`` keep the order the API returns: the provider replaces the block for any other.
    """

    feature: str
    auto_enable: str
    agents: tuple[tuple[str, str], ...]
    origin: Origin


@dataclass(frozen=True)
class Member:
    account_id: str
    email: str
    invitation: Invitation | None
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class MemberDetectorFeature:
    """A protection that one member has otherwise than the rest; ``is_member`` where its member block is ours."""

    account_id: str
    feature: str
    enabled: bool
    agents: tuple[tuple[str, bool], ...]
    is_member: bool
    origin: Origin


@dataclass(frozen=True)
class OrganizationAdminAccount:
    """The management account delegates administration to this account, in the stack's Region."""

    admin_account_id: str
    origin: Origin


@dataclass(frozen=True)
class InviteAccepter:
    """The account accepts the invitation of the administrator."""

    administrator: str
    origin: Origin


@dataclass(frozen=True)
class MalwareProtectionPlan:
    """Scans by the service role with this address, once it has its policy."""

    address: str
    bucket: str
    prefixes: tuple[str, ...]
    tag_objects: bool
    tags: Mapping[str, str]
    origin: Origin


@dataclass(frozen=True)
class IPSet:
    """The addresses that are never reported."""

    name: str
    location: str
    format: str
    activate: bool
    existing: str | None
    origin: Origin


@dataclass(frozen=True)
class ThreatIntelSet(IPSet):
    """Addresses that always are. ``was`` is the name it had before, if it has been renamed."""

    was: str | None


@dataclass(frozen=True)
class RankedFilter:
    """A filter as GuardDuty takes it. ``address`` is its Terraform name, ``after`` that of the rank before."""

    name: str
    address: str
    rank: int
    after: str | None
    action: Action
    description: str
    criteria: Criteria
    tags: Mapping[str, str]
    existing: str | None
    origin: Origin
