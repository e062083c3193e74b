"""Which stack owns what."""

from collections.abc import Iterable, Iterator

from compiler.catalog.protections import is_available
from compiler.model.organization import AddressList, MembershipMode, Organization, Place, Protection
from compiler.model.plan import Provider, Stack
from compiler.model.program import Account, Program
from compiler.model.resources import (
    Detector,
    DetectorFeature,
    InviteAccepter,
    IPSet,
    Member,
    MemberDetectorFeature,
    OrganizationAdminAccount,
    OrganizationConfiguration,
    OrganizationFeature,
    RankedFilter,
    Resource,
    ThreatIntelSet,
)
from compiler.plan.adoption import import_id
from compiler.plan.export import export_resources
from compiler.plan.routes import route_resources
from compiler.plan.scans import scan_resources

AUTO_ENABLE_ALL = "ALL"
_NONE = "NONE"


def administrator_stack(program: Program, region: str, filters: tuple[RankedFilter, ...]) -> Stack:
    """``ORG-REGION``: the administrator's detector, its protections, its members and its filters."""
    organization = program.organization
    resources: tuple[Resource, ...] = (
        *_detector(organization, region),
        *_organization(organization, region),
        *_members(program, region),
        *_member_features(program, region),
        *_lists(organization, region),
        *export_resources(organization, region),
        *filters,
        *route_resources(program, region),
        *_scans(program, organization.administrator.account_id, region),
    )
    provider = _provider(organization, organization.administrator, region)
    delegation = (_management_name(organization, region),) if organization.management else ()
    name = _administrator_name(organization, region)
    return Stack(name, provider, organization.backend, resources, delegation)


def management_stack(organization: Organization, management: Place, region: str) -> Stack:
    """``ORG-management-REGION``: the management account delegates administration of the Region."""
    provider = _provider(organization, management, region)
    delegation = OrganizationAdminAccount(organization.administrator.account_id, organization.origin)
    return Stack(_management_name(organization, region), provider, organization.backend, (delegation,))


def account_stacks(program: Program) -> Iterator[Stack]:
    """``ORG-ACCOUNTID-REGION``, for each account and Region where something is ours to deploy, sorted.

    The id, not the name: names are a team's own, and a stack that is renamed loses its state.
    """
    organization = program.organization
    for account in _accounts(program):
        for region in organization.regions if account.role else ():
            resources = (*_membership(organization, account), *_scans(program, account.account_id, region))
            place = Place(account.account_id, account.role)
            name = f"{organization.name}-{account.account_id}-{region}"
            after = (_administrator_name(organization, region),) if account.invitation else ()
            if resources:
                provider = _provider(organization, place, region)
                yield Stack(name, provider, organization.backend, resources, after)


def _membership(organization: Organization, account: Account) -> Iterator[Resource]:
    """An invited account has a detector of its own before it can accept. In an organization AWS does both."""
    if account.invitation:
        yield Detector(organization.publish_every, None, account.origin)
        yield InviteAccepter(organization.administrator.account_id, account.origin)


def _scans(program: Program, account_id: str, region: str) -> Iterator[Resource]:
    here = [scan for scan in program.scans if (scan.account_id, scan.region) == (account_id, region)]
    for scan in sorted(here, key=lambda scan: scan.full_name):
        yield from scan_resources(scan)


def _administrator_name(organization: Organization, region: str) -> str:
    return f"{organization.name}-{region}"


def _management_name(organization: Organization, region: str) -> str:
    return f"{organization.name}-management-{region}"


def _provider(organization: Organization, place: Place, region: str) -> Provider:
    return Provider(place.account_id, region, place.role, organization.aws_provider, organization.tags)


def _detector(organization: Organization, region: str) -> Iterator[Resource]:
    existing = organization.existing_detectors.get(region)
    yield Detector(organization.publish_every, existing, organization.origin)
    for protection in _available(organization.protections, region):
        yield DetectorFeature(protection.feature, protection.enabled, protection.agents, organization.origin)


def _organization(organization: Organization, region: str) -> Iterator[Resource]:
    """How accounts of the organization are enrolled, and with which protections."""
    auto_enable = organization.membership.auto_enable
    if auto_enable is None:
        return
    yield OrganizationConfiguration(auto_enable, organization.origin)
    for protection in _available(organization.protections, region):
        if protection.in_organization:
            agents = tuple((name, auto_enable if enabled else _NONE) for name, enabled in protection.agents)
            enrolled = auto_enable if protection.enabled else _NONE
            yield OrganizationFeature(protection.feature, enrolled, agents, organization.origin)


def _members(program: Program, region: str) -> Iterator[Member]:
    """None where AWS enrols every account of the organization by itself."""
    for account in _accounts(program) if _members_are_ours(program) else ():
        ids = dict.fromkeys(account.existing, account.account_id)
        existing = import_id(program.organization.existing_detectors, region, ids)
        yield Member(account.account_id, account.email, account.invitation, existing, account.origin)


def _member_features(program: Program, region: str) -> Iterator[MemberDetectorFeature]:
    is_member = _members_are_ours(program)
    for account in _accounts(program):
        for p in _available(account.protections, region):
            yield MemberDetectorFeature(account.account_id, p.feature, p.enabled, p.agents, is_member, account.origin)


def _accounts(program: Program) -> list[Account]:
    return sorted(program.accounts, key=lambda account: account.account_id)


def _members_are_ours(program: Program) -> bool:
    membership = program.organization.membership
    return membership.mode is not MembershipMode.ORGANIZATION or membership.auto_enable != AUTO_ENABLE_ALL


def _lists(organization: Organization, region: str) -> Iterator[Resource]:
    lists, origin = organization.lists, organization.origin
    for entries in (lists.trusted,) if lists.trusted else ():
        yield IPSet(*_list(organization, entries, region), origin)
    for entries in lists.threats:
        yield ThreatIntelSet(*_list(organization, entries, region), origin, entries.was)


def _list(organization: Organization, entries: AddressList, region: str) -> tuple[str, str, str, bool, str | None]:
    existing = import_id(organization.existing_detectors, region, entries.existing)
    return entries.name, entries.location, entries.format, entries.activate, existing


def _available(protections: Iterable[Protection], region: str) -> Iterator[Protection]:
    """Those that the Region has: GuardDuty is told nothing about others, on or off."""
    return (protection for protection in protections if is_available(protection.feature, region))
