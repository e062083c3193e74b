"""Adopted roles: the role of an existing malware scan, which Terraform manages from then on."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.team.datasets import DatasetSpec
from .company import Company


def in_the_account(company: Company) -> Iterator[Diagnostic]:
    """The role is in the account that the scan is deployed into.

    Example::

        team: fraud
        datasets:
          - name: raw
            bucket: acme-raw
            account: administrator
            region: us-east-1
            malware_scan:
              existing: {plan: 1234567890abcdef0123, role: "arn:aws:iam::123456789012:role/GuardDutyScan"}
    """
    for dataset in company.of(DatasetSpec):
        role = _adopted(dataset.spec)
        account_id = company.names.accounts_of(dataset.team).get(dataset.spec.account)
        if role and account_id and f"::{account_id}:" not in role:
            message = f"this role is not in account {account_id}, which the scan is deployed into"
            yield Diagnostic("role-in-other-account", message, dataset.span("malware_scan", "existing", "role"))


def not_terraforms_own(company: Company) -> Iterator[Diagnostic]:
    """Terraform does not adopt a role that it assumes: it would give its own role the trust policy of a scan.

    Example::

        organization: acme
        administrator: {account: "999988887777", role: "arn:aws:iam::999988887777:role/deployer"}
        membership: {mode: invitation}
        regions: [us-east-1]
        ---
        team: fraud
        datasets:
          - name: raw
            bucket: acme-raw
            account: administrator
            region: us-east-1
            malware_scan:
              existing: {plan: 1234567890abcdef0123, role: "arn:aws:iam::999988887777:role/deployer"}
    """
    assumed = {account.role for account in company.accounts}
    if company.document:
        organization = company.document.organization
        assumed |= {access.role for access in (organization.administrator, organization.management) if access}
    for dataset in company.of(DatasetSpec):
        role = _adopted(dataset.spec)
        if role and role in assumed:
            message = "Terraform assumes this role, and adopting it would replace its trust policy"
            help_ = "name the role that GuardDuty assumes for the scan, or leave it out"
            yield Diagnostic("assumed-role", message, dataset.span("malware_scan", "existing", "role"), help_)


def _adopted(dataset: DatasetSpec) -> str | None:
    scan = dataset.malware_scan
    return scan.existing.role if scan and scan.existing else None
