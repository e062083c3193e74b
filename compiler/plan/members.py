"""Member accounts: the administrator's side, and the side of an invited account."""

from collections.abc import Iterator

from ..model.accounts import Account
from ..model.organization import Organization
from ..model.plan import Planned
from ..model.program import Program
from ..model.resources import Body
from ..model.resources.guardduty import Detector, DetectorFeature, InviteAccepter, Member, MemberDetectorFeature
from . import names
from .adoption import import_id
from .detector import DETECTOR_ID, available

_ALL = "ALL"


def member_resources(program: Program, region: str) -> Iterator[Planned[Body]]:
    """The members of a Region and, after all of them, their overrides of the protections."""
    organization, accounts = program.organization, accounts_by_id(program)
    yield from (_member(organization, account, region) for account in accounts if _is_ours(organization, account))
    for account in accounts:
        after = (names.member(account.account_id),)
        for p in available(account.protections, region):
            body = MemberDetectorFeature(DETECTOR_ID, account.account_id, p.feature, p.enabled, p.agents)
            yield Planned(names.member_feature(account.account_id, p.feature), body, account.origin, after)


def accepted_invitation(organization: Organization, account: Account, region: str) -> Iterator[Planned[Body]]:
    """An invited account has a detector of its own before it can accept. In an organization AWS does both.

    A new detector has every protection on but Runtime Monitoring (CreateDetector in the API model), so each is set,
    and before the account accepts: afterwards only the administrator account changes the protections of a member.
    So nothing is set where the account is a member already.
    """
    if not account.invitation:
        return
    origin = account.origin
    yield Planned(names.DETECTOR, Detector(organization.publish_every), origin)
    features = tuple(
        Planned(
            names.detector_feature(p.feature),
            DetectorFeature(DETECTOR_ID, p.feature, p.enabled, p.agents, is_handed_over=True),
            origin,
        )
        for p in available(organization.protections_in(region), region)
        if region not in account.existing
    )
    yield from features
    accepter = InviteAccepter(DETECTOR_ID, organization.administrator.account_id)
    yield Planned(names.ACCEPTED_INVITATION, accepter, origin, after=tuple(feature.address for feature in features))


def accounts_by_id(program: Program) -> list[Account]:
    """The accounts by their ids."""
    return sorted(program.accounts, key=lambda account: account.account_id)


def _member(organization: Organization, account: Account, region: str) -> Planned[Body]:
    ids = dict.fromkeys(account.existing, account.account_id)
    imported = import_id(organization.existing_detectors, region, ids)
    body = Member(DETECTOR_ID, account.account_id, account.email, account.invitation)
    return Planned(names.member(account.account_id), body, account.origin, import_id=imported)


def _is_ours(organization: Organization, account: Account) -> bool:
    """Not where AWS enrols every account by itself, except for an account with overrides.

    AWS takes up to a day (OrganizationFeatureConfiguration in the API model), and an override of an account that is
    not a member yet fails. CreateMembers of an account that is a member already changes nothing: the administrator's
    auto-enable settings apply to it either way (CreateMembers in the API model), and the provider accepts the answer.
    """
    return organization.membership.auto_enable != _ALL or account.override is not None
