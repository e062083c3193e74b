"""Which stack owns what."""

from collections.abc import Iterator

from compiler.model.program import MembershipMode, Organization, Program
from compiler.model.resources import (
    Detector,
    DetectorFeature,
    Member,
    OrganizationConfiguration,
    OrganizationFeature,
    Provider,
    RankedFilter,
    Resource,
    Stack,
)

AUTO_ENABLE_ALL = "ALL"
_NONE = "NONE"


def administrator_stack(program: Program, region: str, filters: tuple[RankedFilter, ...]) -> Stack:
    """``ORG-REGION``: the administrator's detector, its protections, its members and its filters."""
    organization = program.organization
    resources: tuple[Resource, ...] = (
        *_detector(organization, region),
        *_organization(organization),
        *_members(program),
        *filters,
    )
    provider = Provider(
        account_id=organization.administrator.account_id,
        region=region,
        role=organization.administrator.role,
        constraint=organization.aws_provider,
        tags=organization.tags,
    )
    return Stack(f"{organization.name}-{region}", provider, organization.backend, resources)


def _detector(organization: Organization, region: str) -> Iterator[Resource]:
    existing = organization.existing_detectors.get(region)
    yield Detector(organization.publish_every, existing, organization.origin)
    for protection in organization.protections:
        yield DetectorFeature(protection.feature, protection.enabled, protection.agents, organization.origin)


def _organization(organization: Organization) -> Iterator[Resource]:
    """How accounts of the organization are enrolled, and with which protections."""
    auto_enable = organization.membership.auto_enable
    if auto_enable is None:
        return
    yield OrganizationConfiguration(auto_enable, organization.origin)
    for protection in organization.protections:
        if protection.in_organization:
            agents = tuple((name, auto_enable if enabled else _NONE) for name, enabled in protection.agents)
            enrolled = auto_enable if protection.enabled else _NONE
            yield OrganizationFeature(protection.feature, enrolled, agents, organization.origin)


def _members(program: Program) -> Iterator[Member]:
    """None where AWS enrols every account of the organization by itself."""
    membership = program.organization.membership
    if membership.mode is MembershipMode.ORGANIZATION and membership.auto_enable == AUTO_ENABLE_ALL:
        return
    for account in sorted(program.accounts, key=lambda account: account.account_id):
        yield Member(account.account_id, account.email, account.invitation, account.origin)
