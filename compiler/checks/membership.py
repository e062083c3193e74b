"""Membership: what an account can declare, given how accounts become members, and the roles that are needed."""

from collections import defaultdict
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.team.accounts import AccountSpec
from ..language.team.datasets import DatasetSpec
from ..model.organization import MembershipMode
from ..source import Span
from .company import Company


def invitations(company: Company) -> Iterator[Diagnostic]:
    """Accounts of an organization are not invited.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: new}
        regions: [us-east-1]
        ---
        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com, invitation: {send_email: true}}
    """
    for account in company.of(AccountSpec) if _mode(company) == MembershipMode.ORGANIZATION else ():
        if account.spec.invitation:
            message = "with mode: organization, accounts become members without an invitation"
            help_ = "remove it, or set membership: {mode: invitation} in the organization document"
            yield Diagnostic("membership-mode", message, account.span("invitation"), help_)


def adopted_members(company: Company) -> Iterator[Diagnostic]:
    """Where AWS adds every account by itself, there is no member to adopt, except an account with overrides.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: all}
        regions: [us-east-1]
        detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}
        ---
        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com, existing: [us-east-1]}
    """
    document = company.document
    for account in company.of(AccountSpec) if document and document.spec.membership.auto_enable == "all" else ():
        if account.spec.existing and account.spec.protections is None:
            message = "with auto_enable: all, AWS adds every account by itself, so there is no member to adopt"
            yield Diagnostic("membership-mode", message, account.span("existing"), "remove it")


def protections_of_invited(company: Company) -> Iterator[Diagnostic]:
    """An account must accept its invitation before its protections can be set, so one apply cannot do both.

    Example::

        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com, protections: {s3: true}}
    """
    for account in company.of(AccountSpec) if _mode(company) == MembershipMode.INVITATION else ():
        if account.spec.protections:
            message = "the protections of an invited account can be set only after it has accepted the invitation"
            help_ = "remove them and set them in the console, or use membership: {mode: organization}"
            yield Diagnostic("membership-mode", message, account.span("protections"), help_)


def protections_under_a_policy(company: Company) -> Iterator[Diagnostic]:
    """Where an organization policy manages protections, accounts do not override them.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: new}
        regions: [us-east-1]
        protections: {managed_by: organization-policy}
        ---
        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com, protections: {s3: true}}
    """
    is_managed = any(entry.spec.protections.managed_by for entry in company.organizations if entry.spec)
    for account in company.of(AccountSpec) if is_managed else ():
        if account.spec.protections:
            message = "an organization policy manages the protections of every account"
            yield Diagnostic("managed-elsewhere", message, account.span("protections"), "remove them")


def deployment_roles(company: Company) -> Iterator[Diagnostic]:
    """A malware scan is deployed into the account of the bucket, which must have a role for it.

    Example::

        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com}
        datasets:
          - {name: raw, bucket: acme-raw, account: prod, region: us-east-1, malware_scan: {}}
    """
    accounts = company.of(AccountSpec)
    without = {(account.team, account.spec.id): account for account in accounts if not account.spec.role}
    scanned: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for dataset in company.of(DatasetSpec):
        key = (dataset.team, company.names.accounts_of(dataset.team).get(dataset.spec.account, ""))
        if dataset.spec.malware_scan and key in without:
            scanned[key].append(dataset.span("malware_scan"))
    for key, (first, *others) in scanned.items():
        message = f"malware_scan is deployed into account {without[key].spec.name}, which has no role"
        also = (("another malware_scan in it is here", span) for span in others)
        related = (("the account is here", without[key].span("name")), *also)
        help_ = f"add role: arn:aws:iam::{without[key].spec.id}:role/… to the account"
        yield Diagnostic("missing-role", message, first, help_, related)


def _mode(company: Company) -> str | None:
    return company.document.spec.membership.mode if company.document else None
