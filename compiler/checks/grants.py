"""Grants: what a team does that ``teams`` in the organization document does not grant it.

Without ``teams`` there are no limits, and nothing is reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..diagnostics import Diagnostic
from ..language.team import SECTIONS
from ..language.team.accounts import AccountSpec
from ..link.spelling import Spelling
from ..model import limits
from .company import Company, Declared
from .granted import beyond_grant, granted_accounts, grants_of, of_granted_teams


def teams(company: Company) -> Iterator[Diagnostic]:
    """A team document is of a team that is listed.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {fraud: {files: "**"}}
        ---
        team: security
        filters: [{name: severe, where: {severity: {at_least: high}}}]
    """
    granted = Spelling(grants_of(company))
    for team in company.teams if grants_of(company) else ():
        if team.head.name and team.head.name not in granted:
            message = f"the organization document grants nothing to a team {team.head.name!r}"
            help_ = "or add it to teams in the organization document"
            choice = granted.suggest(team.head.name, "teams that it lists")
            yield Diagnostic("not-granted", message, team.head.span("team"), help_, choice=choice)


def files(company: Company) -> Iterator[Diagnostic]:
    """A team document is in a file that may define its team, for no other, and that is no link to another file.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {security: {files: "security/**"}}
        ---
        team: security
        filters: [{name: severe, where: {severity: {at_least: high}}}]
    """
    granted, speakers = grants_of(company), _Speakers(company.document.organization.teams if company.document else ())
    for team in company.teams if granted else ():
        name, source = team.head.name or "", team.head.document.source
        others = ", ".join(other for other in speakers.of(source.name) if other != name)
        reasons = {
            "it is a link": source.is_link,
            f"it matches the files of team {others}": bool(others),
            "it does not match the files of that team": name not in speakers.of(source.name),
        }
        reason = next((reason for reason, holds in reasons.items() if holds), None)
        if name in granted and reason:
            message = f"{source.name} cannot define team {name}: {reason}"
            yield beyond_grant(company, name, message, team.head.span("team"), "files")


def accounts(company: Company) -> Iterator[Diagnostic]:
    """A team declares only accounts that it is granted.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {fraud: {files: "**", accounts: ["123456789012"]}}
        ---
        team: fraud
        accounts:
          - {name: prod, id: "234567890123", email: aws-prod@example.com}
    """
    ids = granted_accounts(company)
    for account, _ in of_granted_teams(company, company.of(AccountSpec)):
        if account.spec.id not in ids[account.team]:
            message = f"account {account.spec.id} is not granted to team {account.team}"
            yield beyond_grant(company, account.team, message, account.span("id"), "accounts")


def assets(company: Company) -> Iterator[Diagnostic]:
    """An asset is in an account that its team is granted; watching or scanning another takes the other team's.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {fraud: {files: "**"}}
        ---
        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1, malware_scan: {}}
    """
    ids = granted_accounts(company)
    for asset, _ in of_granted_teams(company, _assets(company)):
        account_id = company.names.accounts_of(asset.team).get(asset.spec.account)
        is_declared = company.names.owns(asset.team, account_id or "")  # then its declaration is checked
        if account_id and not is_declared and account_id not in ids[asset.team]:
            message = f"account {asset.spec.account} is not granted to team {asset.team}"
            yield beyond_grant(company, asset.team, message, asset.span("account"), "accounts")


class _Speakers:
    """The teams whose patterns a file matches, looked up by the start that its name has to have."""

    def __init__(self, teams: Iterable[limits.Grant]) -> None:
        self._by_start: dict[str, list[limits.Grant]] = defaultdict(list)
        for team in teams:
            self._by_start[team.fixed_part].append(team)

    def of(self, name: str) -> list[str]:
        starts = (name[:length] for length in range(len(name) + 1))
        return [team.name for start in starts for team in self._by_start.get(start, ()) if team.covers(name)]


def _assets(company: Company) -> list[Declared[Any]]:
    """The entries of all sections that have an ``account``."""
    return [
        declared for model in SECTIONS.values() if "account" in model.model_fields for declared in company.of(model)
    ]
