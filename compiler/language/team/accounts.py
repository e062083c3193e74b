"""`accounts`: the team's AWS accounts, which become GuardDuty members.

Example::

    accounts:
      - name: fraud-prod
        id: "123456789012"
        email: aws-fraud-prod@example.com
        invitation:
          message: Please join our GuardDuty detector for compliance monitoring.
          send_email: true
"""

import re
from collections.abc import Iterator
from datetime import date

from ...catalog.protections import PROTECTIONS
from ...diagnostics import Key, Problem
from ...model.accounts import Account, Override
from ...model.accounts import Invitation as PlannedInvitation
from ...model.organization import MembershipMode
from ..base.renames import Was
from ..base.section import Context, NamedSection, Reference, adopted_references
from ..base.spec import Spec
from ..base.types import (
    ACCOUNT_ID_PATTERN,
    ADMINISTRATOR,
    AccountId,
    Email,
    NonEmptyTagValue,
    NonEmptyText,
    Regions,
    RoleArn,
)
from ..organization.protections import Protections


class Invitation(Spec):
    """How the account is invited; works only with `membership.mode: invitation`."""

    message: str | None = None
    """The text of the invitation, in the e-mail and in the invited account's console. If omitted, there is none.
    Example: Please join our GuardDuty detector for compliance monitoring."""
    send_email: bool = True
    """Whether AWS also sends the invitation by e-mail to the account's root user. Example: false"""


class Overrides(Protections):
    """Protections of one account that differ from the organization's, and why."""

    reason: NonEmptyText | None = None
    """Why the account differs. Required where `teams` is written and a protection of the organization is turned off.
    Example: The logins of the test database"""
    expires: date | None = None
    """The last day of the override: from the next day on, `watchspec validate` fails until it is removed or extended.
    Required like `reason`. Example: 2027-01-31"""
    ticket: NonEmptyTagValue | None = None
    """The ticket in which it was decided. Required like `reason`, if `rules.suppressions.require` says so.
    Example: SEC-1205"""
    approved_by: NonEmptyTagValue | None = None
    """Who approved it. Required like `reason`, if `rules.suppressions.require` says so. Example: ciso@example.com"""

    def to_override(self) -> Override:
        return Override(self.overrides(), self.reason, self.expires, self.ticket, self.approved_by)


class AccountSpec(NamedSection):
    """An account of the team: a GuardDuty member in every Region."""

    noun = "an account"

    was: Was = ()
    """The account's former name, or several, the oldest first. Nothing changes in AWS, where an account has its id; but
    a reference to a former name is corrected. Example: fraud-production"""
    id: AccountId
    """The account id: 12 digits, in quotes. Example: '123456789012'"""
    email: Email
    """The e-mail address of the account's root user; GuardDuty refuses any other. It is used once, when the
    account becomes a member. Example: aws-fraud-prod@example.com"""
    role: RoleArn | None = None
    """The IAM role that Terraform assumes to deploy into this account. Malware scans need it, and with
    `membership.mode: invitation` an account with a role also accepts its invitation. If omitted, nothing is
    deployed into the account. Example: arn:aws:iam::123456789012:role/guardduty-deployer"""
    invitation: Invitation | None = None
    """How the account is invited; works only with `membership.mode: invitation`. If omitted, it is invited by
    e-mail without a message. Example: {message: Please join our GuardDuty detector., send_email: true}"""
    protections: Overrides | None = None
    """Per-account overrides of the organization's protections; works only with `membership.mode: organization`.
    If omitted, the account has the organization's. With `auto_enable: all`, `{}` keeps the member block of an account
    whose overrides have ended.
    Example: {rds: false, reason: The logins of the test database, expires: 2027-01-31}"""
    existing: Regions = ()
    """Regions where the account is already a member: adopted instead of added again. Example: [us-east-1]"""

    def problems(self) -> Iterator[Problem]:
        if self.name == ADMINISTRATOR:
            help_ = "choose another name; do not list the administrator account under accounts"
            yield Problem(
                ("name",), "reserved-name", f"{ADMINISTRATOR!r} always means the administrator account", help_
            )
        if re.fullmatch(ACCOUNT_ID_PATTERN, self.name) and self.name != self.id:
            message = f"{self.name!r} looks like the id of another account"
            yield Problem(
                ("name",), "reserved-name", message, "choose a name that is not a number, or write the account's own id"
            )
        if self.role and f"::{self.id}:" not in self.role:
            yield Problem(("role",), "role-in-other-account", f"this role is not in account {self.id}")
        for key in self.protections.settings() if self.protections else ():
            message = f"{key} can be set only in the organization document"
            yield Problem(("protections", Key(key)), "managed-elsewhere", message, "remove it")
        for key in self.protections.written() if self.protections else ():
            if not PROTECTIONS[key].in_organization:
                message = f"protections.{key} can be set only in the organization document"
                help_ = "remove it, and set it under protections in the organization document"
                yield Problem(("protections", Key(key)), "invalid-value", message, help_)

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
            override=self.protections.to_override() if self.protections else None,
            existing=self.existing,
            origin=context.origin,
            owner=context.owner,
        )
