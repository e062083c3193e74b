"""`administrator` and `management`: the accounts that run GuardDuty for the organization.

Example::

    administrator:
      account: "999988887777"
      role: arn:aws:iam::999988887777:role/guardduty-deployer
    management:
      account: "111111111111"
      role: arn:aws:iam::111111111111:role/guardduty-deployer
    membership: {mode: organization, auto_enable: new}

The administrator account is never listed under a team's `accounts`; a reference names it `administrator`.
Delegating administration switches on a detector in the administrator account, so adopt it under
`detector.existing`, or the apply fails with "a detector already exists".
"""

from ...model import organization as model
from ..base.spec import Spec
from ..base.types import AccountId, RoleArn


class Administrator(Spec):
    """The GuardDuty administrator account: its detectors own the members and filters."""

    account: AccountId
    """The account id: 12 digits, in quotes. Example: '999988887777'"""
    role: RoleArn | None = None
    """The IAM role that Terraform assumes in the account. If omitted, Terraform uses its own credentials.
    Example: arn:aws:iam::999988887777:role/guardduty-deployer"""

    def to_model(self) -> model.AccountAccess:
        return model.AccountAccess(self.account, self.role)


class Management(Administrator):
    """The organization's management account, which delegates administration to the administrator account."""
