"""`accounts`: the AWS accounts of the team that become GuardDuty members.

Example::

    accounts:
      - name: fraud-prod
        id: "123456789012"
        email: aws-fraud-prod@example.com
        invitation:
          message: Please join our GuardDuty detector for compliance monitoring.
          send_email: true
"""

from collections.abc import Iterator

from compiler.diagnostics import Key, Problem
from compiler.language.base.section import Context, NamedSection, Reference, adopted_references
from compiler.language.base.spec import Spec
from compiler.language.base.types import ADMINISTRATOR, AccountId, Email, Regions, RoleArn
from compiler.language.organization.protections import Protections
from compiler.model.organization import MembershipMode
from compiler.model.program import Account
from compiler.model.program import Invitation as PlannedInvitation


class Invitation(Spec):
    """How the account is invited; only where `membership.mode` is invitation."""

    message: str | None = None
    """Stands in the invitation e-mail and in the console of the invited account."""
    send_email: bool = True
    """Whether AWS also sends the invitation by e-mail to the root user of the account."""


class AccountSpec(NamedSection):
    """One `aws_guardduty_member` in every Region."""

    id: AccountId
    """12 digits, in quotes."""
    email: Email
    """The e-mail address of the account's root user; GuardDuty refuses another."""
    role: RoleArn | None = None
    """The role that Terraform assumes in the account; only where something is deployed into it."""
    invitation: Invitation | None = None
    """How the account is invited; left out, it is invited by e-mail without a message."""
    protections: Protections | None = None
    """Protections that this account has otherwise than the organization; only with mode organization."""

    existing: Regions = ()
    """Regions in which the account is a member already: adopted, not invited again."""

    def problems(self) -> Iterator[Problem]:
        if self.name == ADMINISTRATOR:
            help_ = "choose another; the administrator account is never listed among a team's accounts"
            yield Problem(
                ("name",), "reserved-name", f"{ADMINISTRATOR!r} always means the administrator account", help_
            )

        if self.role and f"::{self.id}:" not in self.role:
            yield Problem(("role",), "role-in-other-account", f"this role is not in the account {self.id}")
        for key in self.protections.settings() if self.protections else ():
            message = f"{key} is said for the whole organization"
            yield Problem(("protections", Key(key)), "managed-elsewhere", message, "remove it here")
        for protection in self.protections.overrides() if self.protections else ():
            if not protection.in_organization:
                name = protection.feature.lower()
                message = f"{name} is switched in the administrator account alone"
                yield Problem(
                    ("protections", Key(name)), "invalid-value", message, "say it in the organization document"
                )

    def references(self) -> Iterator[Reference]:
        yield from adopted_references(self.existing)

    def lower(self, context: Context) -> Iterator[Account]:
        invited = context.organization.membership.mode is MembershipMode.INVITATION
        invitation = self.invitation or Invitation()
        yield Account(
            account_id=self.id,
            name=self.name,
            team=context.team,
            role=self.role,
            email=self.email,
            invitation=PlannedInvitation(invitation.message, invitation.send_email) if invited else None,
            protections=self.protections.overrides() if self.protections else (),
            existing=self.existing,
            origin=context.origin,
        )
