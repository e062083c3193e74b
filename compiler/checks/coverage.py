"""Coverage: filters that nothing can match, and protections and accounts whose findings no filter matches."""

from collections.abc import Iterator

from compiler.catalog.finding_types import MALWARE_PLAN, live_types
from compiler.catalog.protections import PROTECTIONS
from compiler.checks.company import Company
from compiler.checks.reach import names_types, reached_types
from compiler.diagnostics import Diagnostic
from compiler.meaning.comparison import excludes
from compiler.model.criteria import Criteria, Criterion

_SCAN = "malware_scan of a dataset"  # which makes the plan of a bucket


def needed_protections(company: Company) -> Iterator[Diagnostic]:
    """A filter matches only finding types of protections that are off.

    Example::

        team: fraud
        filters:
          - {name: logins, where: {type: {equals: ["CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin"]}}}
    """
    off = _protections_off(company)
    for declared in company.filters:
        reached = reached_types(declared.criteria) if names_types(declared.criteria) else ()
        needed = {kind.needs or "" for kind in reached}
        if reached and needed <= off.keys():
            names = sorted(off[feature] for feature in needed)
            message = f"{declared.full_name} can never match: its finding types need {_missing(names)}"
            help_ = "add malware_scan to a dataset" if names == [_SCAN] else "turn it on in the organization document"
            yield Diagnostic("protection-off", message, declared.origin.span, help_)


def unused_protections(company: Company) -> Iterator[Diagnostic]:
    """A protection is on, and no filter matches its findings. Not where there are no filters at all.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {rds: true}
        ---
        team: fraud
        filters:
          - {name: scans, where: {type: {matches: ["Recon:EC2/*"]}}}
    """
    if company.document is None or not company.is_whole:
        return
    used = {kind.needs for view in company.views for kind in reached_types(view.criteria)}
    produced = {kind.needs for kind in live_types().values()}  # AI_ANALYST has no findings, it explains others
    on = {protection.feature for protection in company.document.organization.protections if protection.enabled}
    for protection in PROTECTIONS.values():
        if used and protection.feature in on & produced - used:
            message = f"protections.{protection.name} is on, but no filter matches its findings"
            span = company.document.span("protections", protection.name)
            yield Diagnostic("unused-protection", message, span, "turn it off, or add a filter for its findings")


def regions(company: Company) -> Iterator[Diagnostic]:
    """A filter has a condition on the Region that excludes every Region in which it is deployed.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1, eu-west-1]
        ---
        team: fraud
        filters:
          - {name: scans, regions: [us-east-1], where: {region: {equals: [eu-west-1]}}}
    """
    for declared in company.filters:
        condition = _on("region", declared.criteria)
        if condition and not any(_admits(condition, "region", region) for region in declared.regions):
            names, them = ", ".join(declared.regions), "them" if len(declared.regions) > 1 else declared.regions[0]
            message = f"{declared.full_name} is deployed only in {names}, but its region condition excludes {them}"
            help_ = "a detector has findings only of its own Region"
            yield Diagnostic("region-elsewhere", message, declared.origin.span, help_)


def accounts(company: Company) -> Iterator[Diagnostic]:
    """A team has filters, and one of its accounts has findings that no filter of any team matches.

    Example::

        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com}
          - {name: lab, id: "345678901234", email: aws-lab@example.com}
        filters:
          - {name: severe, where: {accountId: {equals: [prod]}, severity: {at_least: high}}}
    """
    if not company.is_whole:
        return
    watching = {view.team for view in company.views}
    watched = WatchedAccounts({_on("accountId", view.known) for view in company.views})
    for account in company.accounts:
        if account.team in watching and account.account_id not in watched:
            message = f"account {account.name} is not covered: no filter matches its findings"
            help_ = "declare what is in it, or accept this with a reason"
            yield Diagnostic("unwatched-account", message, account.origin.span, help_)


class WatchedAccounts:
    """The accounts that meet one of several sets of conditions on the account.

    The ids that ``equals`` names are collected; only conditions without it are tried on an account.
    """

    def __init__(self, conditions: set[Criteria]) -> None:
        self._named: set[str] = set()
        self._others: list[Criteria] = []
        for criteria in conditions:
            ids = {account_id for criterion in criteria for account_id in criterion.equals}
            self._named |= {account_id for account_id in ids if _admits(criteria, "accountId", account_id)}
            self._others += [] if ids else [criteria]

    def __contains__(self, account_id: str) -> bool:
        return account_id in self._named or any(_admits(c, "accountId", account_id) for c in self._others)


def _on(field: str, criteria: Criteria) -> Criteria:
    return tuple(criterion for criterion in criteria if criterion.field == field)


def _admits(criteria: Criteria, field: str, value: str) -> bool:
    """Whether a finding that meets the criteria can have this value in the field."""
    return not excludes(criteria, (Criterion(field, equals=(value,)),))


def _missing(names: list[str]) -> str:
    if names == [_SCAN]:
        return "malware_scan, which no dataset has"
    *others, last = names
    return f"{', '.join(others)} or {last}, which are off" if others else f"{last}, which is off"


def _protections_off(company: Company) -> dict[str, str]:
    """Features that are off for the organization and for every account, by the name that a spec has for them."""
    everywhere = company.document.organization.protections if company.document else ()
    own = [protection for account in company.accounts for protection in account.protections]
    on = {protection.feature for protection in (*everywhere, *own) if protection.enabled}
    names = {protection.feature: f"protections.{protection.name}" for protection in PROTECTIONS.values()}
    off = {protection.feature: names[protection.feature] for protection in everywhere if protection.feature not in on}
    return off if company.scans else {**off, MALWARE_PLAN: _SCAN}
