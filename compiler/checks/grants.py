"""Grants: what a team does that ``teams`` in the organization document does not grant it.

Without ``teams`` there are no limits, and nothing is reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from ..diagnostics import Diagnostic, Key
from ..language.organization.teams import Grant
from ..language.team import SECTIONS
from ..language.team.accounts import AccountSpec
from ..language.team.datasets import DatasetSpec
from ..language.team.filters import FilterSpec
from ..language.team.suppressions import SuppressionSpec
from ..link.spelling import Spelling
from ..model import limits
from ..model.filters import Filter
from ..plan.packing import packed
from ..plan.splitting import part_count
from ..source import Span
from .company import Company, Declared

E = TypeVar("E", bound=Declared[Any])


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
    granted = Spelling(_grants(company))
    for team in company.teams if _grants(company) else ():
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
    granted, speakers = _grants(company), _Speakers(company.document.organization.teams if company.document else ())
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
            yield _diagnostic(company, name, message, team.head.span("team"), "files")


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
    ids = _account_ids(company)
    for account, _ in _granted(company, company.of(AccountSpec)):
        if account.spec.id not in ids[account.team]:
            message = f"account {account.spec.id} is not granted to team {account.team}"
            yield _diagnostic(company, account.team, message, account.span("id"), "accounts")


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
    ids = _account_ids(company)
    for asset, _ in _granted(company, _assets(company)):
        account_id = company.names.accounts_of(asset.team).get(asset.spec.account)
        is_declared = company.names.owns(asset.team, account_id or "")  # then its declaration is checked
        if account_id and not is_declared and account_id not in ids[asset.team]:
            message = f"account {asset.spec.account} is not granted to team {asset.team}"
            yield _diagnostic(company, asset.team, message, asset.span("account"), "accounts")


def filters(company: Company) -> Iterator[Diagnostic]:
    """A team uses no more filters of a Region than its share.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {fraud: {files: "**", filters: 1}}
        ---
        team: fraud
        filters:
          - {name: severe, where: {severity: {at_least: high}}}
          - {name: scans, where: {type: {matches: ["Recon:EC2/*"]}}}
    """
    by_team: dict[str, list[Filter]] = defaultdict(list)
    for declared in _created(company):
        by_team[declared.team].append(declared)
    for team, grant in _grants(company).items():
        for region, count in _counts(company, by_team[team]):
            if grant.filters is not None and count > grant.filters:
                message = f"team {team} has {count:,} filters in {region}, and its share is {grant.filters}"
                last = max(by_team[team], key=lambda declared: declared.rank_order)
                yield _diagnostic(company, team, message, last.origin.span, "filters")


def acceptances(company: Company) -> Iterator[Diagnostic]:
    """A team accepts only warnings that it is granted.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        teams: {fraud: {files: "**", accounts: ["123456789012"]}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {accountId: {equals: [prod]}, severity: {equals: [low]}}
            accept: [{problem: broad-suppression, reason: Only Low findings}]
    """
    granted = _grants(company)
    for team, _, entry in company.entries if granted else ():
        for index, acceptance in enumerate(entry.spec.accept if entry.spec and team in granted else ()):
            if acceptance.problem not in granted[team].accept:
                message = f"team {team} is not allowed to accept {acceptance.problem}"
                yield _diagnostic(company, team, message, entry.span("accept", index, "problem"), "accept")


def overrides(company: Company) -> Iterator[Diagnostic]:
    """The accounts of a team override only protections that it is granted.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: new}
        regions: [us-east-1]
        teams: {fraud: {files: "**", accounts: ["123456789012"], override: [rds]}}
        ---
        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com, protections: {lambda: true}}
    """
    for account, grant in _granted(company, company.of(AccountSpec)):
        for name in account.spec.protections.written() if account.spec.protections else ():
            if name not in grant.override:
                message = f"team {account.team} is not allowed to override protections.{name}"
                yield _diagnostic(company, account.team, message, account.span("protections", Key(name)), "override")


def adoptions(company: Company) -> Iterator[Diagnostic]:
    """A team adopts existing filters and scans only where it is granted: any filter of the detector could be adopted.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}
        teams: {fraud: {files: "**"}}
        ---
        team: fraud
        filters:
          - {name: severe, where: {severity: {at_least: high}}, existing: {us-east-1: made-by-hand}}
    """
    scans = [dataset for dataset in company.of(DatasetSpec) if dataset.spec.malware_scan]
    for dataset, grant in _granted(company, scans):
        if dataset.spec.malware_scan and dataset.spec.malware_scan.existing and not grant.adopt:
            message = f"team {dataset.team} is not allowed to adopt existing malware scans"
            yield _diagnostic(company, dataset.team, message, dataset.span("malware_scan", "existing"), "adopt")
    for declared, grant in _granted(company, _adopting(company)):
        if not grant.adopt:
            message = f"team {declared.team} is not allowed to adopt existing filters"
            yield _diagnostic(company, declared.team, message, declared.span("existing"), "adopt")


class _Speakers:
    """The teams whose patterns a file matches, looked up by the start that its name has to have."""

    def __init__(self, teams: Iterable[limits.Grant]) -> None:
        self._by_start: dict[str, list[limits.Grant]] = defaultdict(list)
        for team in teams:
            self._by_start[team.fixed_part].append(team)

    def of(self, name: str) -> list[str]:
        starts = (name[:length] for length in range(len(name) + 1))
        return [team.name for start in starts for team in self._by_start.get(start, ()) if team.covers(name)]


def _grants(company: Company) -> Mapping[str, Grant]:
    return company.document.spec.teams if company.document else {}


def _account_ids(company: Company) -> dict[str, frozenset[str]]:
    """The ids that each team is granted, to look up thousands of them."""
    return {team: frozenset(grant.accounts) for team, grant in _grants(company).items()}


def _granted(company: Company, entries: Iterable[E]) -> Iterator[tuple[E, Grant]]:
    """The entries of the teams that are listed, each with what its team is granted."""
    granted = _grants(company)
    for entry in entries if granted else ():
        if entry.team in granted:
            yield entry, granted[entry.team]


def _assets(company: Company) -> list[Declared[Any]]:
    """The entries of all sections that have an ``account``."""
    return [
        declared for model in SECTIONS.values() if "account" in model.model_fields for declared in company.of(model)
    ]


def _adopting(company: Company) -> list[Declared[FilterSpec] | Declared[SuppressionSpec]]:
    declared: list[Declared[FilterSpec] | Declared[SuppressionSpec]]
    declared = [*company.of(FilterSpec), *company.of(SuppressionSpec)]
    return [entry for entry in declared if entry.spec.existing]


def _created(company: Company) -> tuple[Filter, ...]:
    """The filters that GuardDuty gets."""
    has_views = company.document is not None and company.document.organization.has_views
    return company.filters if has_views else company.suppressions


def _counts(company: Company, declared: list[Filter]) -> Iterator[tuple[str, int]]:
    """For each Region, the filters that these become on their own, merged and split."""
    if company.document is None:
        return
    organization = company.document.organization
    for region in organization.regions:
        merged = packed(declared, organization, region)
        yield region, sum(part_count(filter_.criteria) for filter_ in merged)


def _diagnostic(company: Company, team: str, message: str, span: Span, key: str) -> Diagnostic:
    """A problem, with what the team is granted; ``key`` is the one that would grant it."""
    assert company.document is not None, "without a document nothing is granted"
    related = ((f"what team {team} is granted", company.document.span("teams", Key(team))),)
    help_ = f"remove it, or change teams.{team}.{key} in the organization document"
    return Diagnostic("not-granted", message, span, help_, related)
