"""``aws_guardduty_member``, ``aws_guardduty_member_detector_feature``, ``aws_guardduty_invite_accepter``.

``invite`` is always true: the provider derives it from the relationship's status when it reads, and a
member of an organization written without it would be made anew at every apply (provider issue 13906).

The e-mail address, the message and the e-mail switch are used only when the account is invited, and
the provider replaces the member when one of them changes: it would be cut off and invited again. So
later changes of them are ignored.
"""

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.guardduty_invite_accepter import GuarddutyInviteAccepter
from cdktf_cdktf_provider_aws.guardduty_member import GuarddutyMember
from cdktf_cdktf_provider_aws.guardduty_member_detector_feature import (
    GuarddutyMemberDetectorFeature,
    GuarddutyMemberDetectorFeatureAdditionalConfiguration,
)

from compiler.model.program import Invitation
from compiler.model.resources import InviteAccepter, Member, MemberDetectorFeature
from compiler.terraform.block import DETECTOR_ID, Block
from compiler.terraform.literals import literal, status
from compiler.terraform.scope import Scope

_ACCEPTER = "administrator"
_IGNORED = ["disable_email_notification", "email", "invitation_message"]


def member_address(account_id: str) -> str:
    return f"account_{account_id}"


def build_member(scope: Scope, member: Member) -> None:
    invitation = member.invitation
    message = literal(invitation.message) if invitation and invitation.message is not None else None
    construct = GuarddutyMember(
        scope.stack,
        member_address(member.account_id),
        account_id=literal(member.account_id),
        detector_id=DETECTOR_ID,
        email=literal(member.email),
        invite=True,
        invitation_message=message,
        disable_email_notification=not invitation.send_email if invitation else None,
        lifecycle=TerraformResourceLifecycle(ignore_changes=_IGNORED),
    )
    scope.add("aws_guardduty_member", member_address(member.account_id), construct, member.origin, member.existing)


def read_member(_: str, block: Block) -> Member:
    block.expect("detector_id", DETECTOR_ID)
    block.expect("invite", True)
    block.expect("lifecycle", {"ignore_changes": _IGNORED})
    return Member(block.text("account_id"), block.text("email"), _invitation(block), block.imported(), block.origin())


def _invitation(block: Block) -> Invitation | None:
    silent = block.take("disable_email_notification")
    message = block.text("invitation_message") if block.has("invitation_message") else None
    return None if silent is None else Invitation(message, not silent)


def build_member_feature(scope: Scope, feature: MemberDetectorFeature) -> None:
    """After the member, where its block is ours; elsewhere AWS has enrolled the account before."""
    agents = [
        GuarddutyMemberDetectorFeatureAdditionalConfiguration(name=literal(name), status=status(enabled))
        for name, enabled in feature.agents
    ]
    name = f"{member_address(feature.account_id)}_{feature.feature.lower()}"
    construct = GuarddutyMemberDetectorFeature(
        scope.stack,
        name,
        account_id=literal(feature.account_id),
        detector_id=DETECTOR_ID,
        name=literal(feature.feature),
        status=status(feature.enabled),
        additional_configuration=agents or None,
        depends_on=[scope.built[member_address(feature.account_id)]] if feature.is_member else None,
    )
    scope.add("aws_guardduty_member_detector_feature", name, construct, feature.origin)


def read_member_feature(_: str, block: Block) -> MemberDetectorFeature:
    block.expect("detector_id", DETECTOR_ID)
    account_id = block.text("account_id")
    is_member = block.has("depends_on")
    if is_member:
        block.expect("depends_on", [f"aws_guardduty_member.{member_address(account_id)}"])
    return MemberDetectorFeature(
        account_id, block.text("name"), block.switch("status"), block.agents(), is_member, block.origin()
    )


def build_invite_accepter(scope: Scope, accepter: InviteAccepter) -> None:
    """Only for invited accounts: those of an organization accept nothing (provider issue 27009)."""
    construct = GuarddutyInviteAccepter(
        scope.stack, _ACCEPTER, detector_id=DETECTOR_ID, master_account_id=literal(accepter.administrator)
    )
    scope.add("aws_guardduty_invite_accepter", _ACCEPTER, construct, accepter.origin)


def read_invite_accepter(_: str, block: Block) -> InviteAccepter:
    block.expect("detector_id", DETECTOR_ID)
    return InviteAccepter(block.text("master_account_id"), block.origin())
