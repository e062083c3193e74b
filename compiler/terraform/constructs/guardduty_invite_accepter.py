"""``aws_guardduty_invite_accepter``: only for invited accounts, those of an organization accept nothing.

(Provider issue 27009.)
"""

from cdktf import TerraformResource, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_invite_accepter import GuarddutyInviteAccepter

from ...model.resources.guardduty import InviteAccepter
from ..block import Block
from ..literals import literal
from ..references import expression


def build(stack: TerraformStack, name: str, accepter: InviteAccepter) -> TerraformResource:
    administrator = literal(accepter.administrator)
    return GuarddutyInviteAccepter(
        stack, name, detector_id=expression(accepter.detector), master_account_id=administrator
    )


def read(block: Block) -> InviteAccepter:
    return InviteAccepter(block.ref("detector_id"), block.text("master_account_id"))
