"""Which stack owns what."""

from collections.abc import Iterator, Sequence

from ..model.organization import AccountAccess, Organization
from ..model.plan import Planned, Provider, Stack
from ..model.program import Program
from ..model.resources import Body
from . import stack_names
from .detector import delegation, detector_resources, enrolment_resources
from .export import export_resources
from .filters import Part
from .lists import list_resources
from .members import accepted_invitation, accounts_by_id, member_resources
from .ranks import ranked
from .routes import Rule, route_resources
from .rules import Buses
from .scans import Scans, scan_resources
from .states import state_of


def administrator_stack(
    program: Program, region: str, filters: tuple[Part, ...], scans: Scans, rules: Sequence[Rule]
) -> Stack:
    """``ORG-REGION``: the administrator's detector, its protections, its members and its filters."""
    organization = program.organization
    account_id = organization.administrator.account_id
    resources = (
        *detector_resources(organization, region),
        *enrolment_resources(organization, region),
        *member_resources(program, region),
        *list_resources(organization, region),
        *export_resources(organization, region),
        *ranked(filters),
        *route_resources(rules, organization, account_id, region),
        *scan_resources(scans, account_id, region),
    )
    after = (stack_names.management_stack(organization.name, region),) if organization.management else ()
    name = stack_names.administrator_stack(organization.name, region)
    return _stack(organization, organization.administrator, region, name, resources, after)


def management_stacks(organization: Organization) -> Iterator[Stack]:
    """``ORG-management-REGION``: the management account, if the specs name it, delegates each Region."""
    if organization.management is None:
        return
    for region in organization.regions:
        name = stack_names.management_stack(organization.name, region)
        yield _stack(organization, organization.management, region, name, (delegation(organization),))


def account_stacks(program: Program, scans: Scans, buses: Buses) -> Iterator[Stack]:
    """``ORG-ACCOUNTID-REGION``, for each account and Region where we deploy something, sorted."""
    organization = program.organization
    for account in accounts_by_id(program):
        for region in organization.regions if account.role else ():
            place = (account.account_id, region)
            resources = (
                *accepted_invitation(organization, account, region),
                *scan_resources(scans, *place),
                *route_resources(buses.get(place, ()), organization, *place),
            )
            after = (stack_names.administrator_stack(organization.name, region),) if account.invitation else ()
            if resources:
                access = AccountAccess(account.account_id, account.role)
                name = stack_names.account_stack(organization.name, account.account_id, region)
                yield _stack(organization, access, region, name, resources, after)


def _stack(
    organization: Organization,
    access: AccountAccess,
    region: str,
    name: str,
    resources: tuple[Planned[Body], ...],
    after: tuple[str, ...] = (),
) -> Stack:
    provider = Provider(access.account_id, region, access.role, organization.aws_provider, organization.tags)
    return Stack(name, provider, state_of(organization.backend, name), resources, after)
