"""Shares: filters, acceptances, overrides and adoptions beyond what ``teams`` grants a team.

Without ``teams`` there are no limits, and nothing is reported.
"""

from collections import defaultdict
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Key
from ..language.team.accounts import AccountSpec
from ..language.team.datasets import DatasetSpec
from ..language.team.filters import FilterSpec
from ..language.team.suppressions import SuppressionSpec
from ..model.filters import Filter
from ..plan.packing import packed
from ..plan.splitting import part_count
from .company import Company, Declared
from .granted import beyond_grant, grants_of, of_granted_teams


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
    for team, grant in grants_of(company).items():
        for region, count in _counts(company, by_team[team]):
            if grant.filters is not None and count > grant.filters:
                message = f"team {team} has {count:,} filters in {region}, and its share is {grant.filters}"
                last = max(by_team[team], key=lambda declared: declared.rank_order)
                yield beyond_grant(company, team, message, last.origin.span, "filters")


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
    granted = grants_of(company)
    for team, _, entry in company.entries if granted else ():
        for index, acceptance in enumerate(entry.spec.accept if entry.spec and team in granted else ()):
            if acceptance.problem not in granted[team].accept:
                message = f"team {team} is not allowed to accept {acceptance.problem}"
                yield beyond_grant(company, team, message, entry.span("accept", index, "problem"), "accept")


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
    for account, grant in of_granted_teams(company, company.of(AccountSpec)):
        for name in account.spec.protections.written() if account.spec.protections else ():
            if name not in grant.override:
                message = f"team {account.team} is not allowed to override protections.{name}"
                yield beyond_grant(company, account.team, message, account.span("protections", Key(name)), "override")


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
    for dataset, grant in of_granted_teams(company, scans):
        if dataset.spec.malware_scan and dataset.spec.malware_scan.existing and not grant.adopt:
            message = f"team {dataset.team} is not allowed to adopt existing malware scans"
            yield beyond_grant(company, dataset.team, message, dataset.span("malware_scan", "existing"), "adopt")
    for declared, grant in of_granted_teams(company, _adopting(company)):
        if not grant.adopt:
            message = f"team {declared.team} is not allowed to adopt existing filters"
            yield beyond_grant(company, declared.team, message, declared.span("existing"), "adopt")


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
