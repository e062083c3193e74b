"""Ownership: what a team may reach without being granted it, its own accounts and no others."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.team.datasets import DatasetSpec
from ..language.team.suppressions import SuppressionSpec
from .company import Company, Declared


def suppressed_accounts(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives findings of its own team's accounts only, unless the organization allows more.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [administrator]}}
    """
    if company.document is None:
        return
    allowed = company.document.organization.suppression_rules.organization_wide
    without_accounts: set[str] = set()
    for suppression in company.of(SuppressionSpec):
        team = suppression.team
        if team not in allowed and team not in without_accounts:
            problems = [*_foreign_accounts(company, suppression)] or [*_nothing_reached(company, suppression)]
            yield from problems
            if problems and not company.names.ids_of(team):
                without_accounts.add(team)


def scanned_accounts(company: Company) -> Iterator[Diagnostic]:
    """A malware scan is deployed into an account of its own team, or into the administrator account.

    Example::

        team: fraud
        accounts:
          - name: prod
            id: "123456789012"
            email: aws-prod@example.com
            role: arn:aws:iam::123456789012:role/guardduty-deployer
        ---
        team: research
        datasets:
          - {name: raw, bucket: acme-raw, account: "123456789012", region: us-east-1, malware_scan: {}}
    """
    names = company.names
    administrator = company.document.spec.administrator.account if company.document else None
    are_granted = company.document is not None and bool(company.document.spec.teams)  # then `grants` checks it
    for dataset in company.of(DatasetSpec) if administrator and not are_granted else ():
        account_id = names.accounts_of(dataset.team).get(dataset.spec.account)
        is_allowed = account_id in (None, "", administrator) or names.owns(dataset.team, account_id or "")
        if dataset.spec.malware_scan and not is_allowed:
            message = f"malware_scan is deployed into account {account_id}, which is not team {dataset.team}'s"
            help_ = "declare the dataset and its scan in the team that has the account"
            yield Diagnostic("foreign-account", message, dataset.span("account"), help_)


def _foreign_accounts(company: Company, suppression: Declared[SuppressionSpec]) -> Iterator[Diagnostic]:
    """The accounts that it names and that are not the team's."""
    team, condition = suppression.team, suppression.spec.where.get("accountId")
    ids = company.names.accounts_of(team)
    for index, value in enumerate(condition.equals or () if condition else ()):
        account_id = ids.get(str(value))
        if account_id and not company.names.owns(team, account_id):
            message = f"{value} is not an account of team {team}, and its suppressions reach only its own accounts"
            span = suppression.span("where", "accountId", "equals", index)
            yield Diagnostic("foreign-account", message, span, _help(f"name accounts of team {team}"))


def _nothing_reached(company: Company, suppression: Declared[SuppressionSpec]) -> Iterator[Diagnostic]:
    """The condition, or the suppression without one, where it holds for none of the team's accounts."""
    team, spec, names = suppression.team, suppression.spec, company.names
    own = names.ids_of(team)
    ids = names.accounts_of(team)
    is_resolved = all(reference.name in ids for reference in spec.references() if reference.to == "account")
    if not is_resolved or not names.knows_ids_of(team) or spec.own_accounts(ids, own):
        return
    if own:
        message = f"no account of team {team} meets this condition, and its suppressions reach only its own accounts"
        span, help_ = suppression.span("where", "accountId"), f"name accounts of team {team} with equals"
    else:
        message = f"team {team} has no accounts, so this suppression would match nothing"
        span, help_ = suppression.span("name"), f"declare accounts of team {team}"
    yield Diagnostic("foreign-account", message, span, _help(help_))


def _help(what: str) -> str:
    return f"{what}; only teams under rules.suppressions.organization_wide can reach others"
