"""``aws_guardduty_member``.

``invite`` is always true: the provider derives it from the relationship's status when it reads, and a
member of an organization written without it would be recreated at every apply (provider issue 13906).

The e-mail address, the message and the e-mail switch are used only when the account is invited, and
the provider replaces the member when one of them changes: it would be cut off and invited again. So
later changes of them are ignored.
"""

from cdktf import TerraformResource, TerraformResourceLifecycle, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_member import GuarddutyMember

from ...model.accounts import Invitation
from ...model.resources.guardduty import Member
from ..block import Block
from ..literals import literal
from ..references import expression

_IGNORED = ["disable_email_notification", "email", "invitation_message"]


def build(stack: TerraformStack, name: str, member: Member) -> TerraformResource:
    invitation = member.invitation
    message = literal(invitation.message) if invitation and invitation.message is not None else None
    return GuarddutyMember(
        stack,
        name,
        account_id=literal(member.account_id),
        detector_id=expression(member.detector),
        email=literal(member.email),
        invite=True,
        invitation_message=message,
        disable_email_notification=not invitation.send_email if invitation else None,
        lifecycle=TerraformResourceLifecycle(ignore_changes=_IGNORED),
    )


def read(block: Block) -> Member:
    block.expect("invite", True)
    block.expect("lifecycle", {"ignore_changes": _IGNORED})
    return Member(block.ref("detector_id"), block.text("account_id"), block.text("email"), _invitation(block))


def _invitation(block: Block) -> Invitation | None:
    silent = block.take("disable_email_notification")
    message = block.text("invitation_message") if block.has("invitation_message") else None
    return None if silent is None else Invitation(message, not silent)
