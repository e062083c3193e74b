"""What the topics of a route get instead of the event, with what the specs know about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..catalog.regions import REGIONS
from ..meaning.event_messages import coverage_message, scan_result_message
from ..meaning.messages import Known, transformer
from ..model.filters import RoutedFindings
from ..model.program import Program
from ..model.resources.events import InputTransformer
from ..model.scans import RoutedScanResults


@dataclass(frozen=True)
class Messages:
    """``texts`` are the messages of routes, None where topics get the event; ``accounts`` are names by account id.

    The administrator has the name by which specs refer to it.
    """

    texts: Mapping[str, str | None]
    accounts: Mapping[str, str]

    @classmethod
    def of(cls, program: Program) -> "Messages":
        names = {account.account_id: account.name for account in program.accounts}
        organization = program.organization
        accounts = {organization.administrator.account_id: "administrator", **names}
        return cls({route.name: route.message for route in organization.routes}, accounts)

    def of_findings(self, findings: RoutedFindings, level: str | None, region: str) -> InputTransformer | None:
        """``level`` is the severity of all the findings, where there is one."""
        text = self.texts[findings.route]
        if text is None:
            return None
        known = Known(
            level=(level or "").capitalize(),
            account=self._account(findings),
            entry=findings.full_name,
            route=findings.route,
            region=region,
            partition=REGIONS[region],
        )
        return transformer(text, known)

    def of_scan_results(self, results: RoutedScanResults) -> InputTransformer | None:
        if self.texts[results.route] is None:
            return None
        account = f"{self.accounts[results.account_id]} ({results.account_id})"
        return scan_result_message(results.bucket, account, results.region, results.full_name)

    def of_coverage(self, route: str, region: str) -> InputTransformer | None:
        return None if self.texts[route] is None else coverage_message(region)

    def _account(self, findings: RoutedFindings) -> str | None:
        """The name of the one account that all the findings are about."""
        ids = [criterion.equals for criterion in findings.known if criterion.field == "accountId"]
        return self.accounts.get(ids[0][0]) if ids and len(ids[0]) == 1 else None
