"""Coverage: filters that cannot match in their Regions, and accounts whose findings no filter matches."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..model.criteria import Criteria
from .company import Company
from .reach import admits, criteria_on


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
        condition = criteria_on("region", declared.criteria)
        if condition and not any(admits(condition, "region", region) for region in declared.regions):
            names, them = ", ".join(declared.regions), "them" if len(declared.regions) > 1 else declared.regions[0]
            message = f"{declared.full_name} is deployed only in {names}, but its region condition excludes {them}"
            help_ = "a detector has only findings of its own Region: change regions, or the condition"
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
    watched = WatchedAccounts({criteria_on("accountId", view.known) for view in company.views})
    for account in company.accounts:
        if account.team in watching and account.account_id not in watched:
            message = f"account {account.name} is not covered: no filter matches its findings"
            help_ = "add an asset or a filter for it, or accept this with a reason"
            yield Diagnostic("unwatched-account", message, account.origin.span, help_)


class WatchedAccounts:
    """The accounts that meet one of several sets of conditions on the account.

    The ids that ``equals`` names are collected. Other conditions are looked up by the text that their
    patterns start with, so that an account is compared with few of them.
    """

    def __init__(self, conditions: set[Criteria]) -> None:
        self._named: set[str] = set()
        self._by_start: dict[str, list[Criteria]] = defaultdict(list)
        for criteria in conditions:
            ids = {account_id for criterion in criteria for account_id in criterion.equals}
            self._named |= {account_id for account_id in ids if admits(criteria, "accountId", account_id)}
            for start in () if ids else _starts(criteria):
                self._by_start[start].append(criteria)

    def __contains__(self, account_id: str) -> bool:
        starts = (account_id[:size] for size in range(len(account_id) + 1))
        candidates = (criteria for start in starts for criteria in self._by_start.get(start, ()))
        return account_id in self._named or any(admits(c, "accountId", account_id) for c in candidates)


def _starts(criteria: Criteria) -> set[str]:
    """What an id that meets the criteria starts with, one of these: empty text without patterns."""
    patterns = [pattern for criterion in criteria for pattern in criterion.matches]
    return {re.split(r"[*?]", pattern)[0] for pattern in patterns} or {""}
