"""Whether GuardDuty can create a finding at all, with the protections that the specs set."""

from ..catalog.finding_types import all_types
from ..catalog.protections import NAMES, is_available
from ..meaning.evaluation import Finding
from ..model.program import Program


class Occurrence:
    """The protections of every account: the organization's, or what the account overrides."""

    def __init__(self, program: Program) -> None:
        self._organization = program.organization
        self._everywhere = {protection.feature: protection.enabled for protection in program.organization.protections}
        self._overrides = {
            (account.account_id, protection.feature): protection.enabled
            for account in program.accounts
            for protection in account.protections
        }

    def obstacle(self, finding: Finding) -> str | None:
        """Why GuardDuty cannot create the finding; None if it can, or if something else manages the protections."""
        kind, account, region = all_types().get(finding["type"]), finding.get("accountId"), finding.get("region")
        if kind is not None and isinstance(region, str) and region in kind.not_in:
            return f"{kind.name} does not exist in {region}"
        if kind is None or kind.needs not in self._everywhere:
            return None
        needs = f"{kind.name} needs protections.{NAMES[kind.needs]}"
        if isinstance(region, str) and not is_available(kind.needs, region):
            return f"{needs}, which is not available in {region}"
        override = self._overrides.get((account, kind.needs)) if isinstance(account, str) else None
        if override is None and not self._is_on(kind.needs, region):
            return f"{needs}, which is off{f' in {region}' if self._everywhere[kind.needs] else ''}"
        return f"{needs}, which is off for account {account}" if override is False else None

    def _is_on(self, feature: str, region: object) -> bool:
        protections = self._organization.protections_in(region) if isinstance(region, str) else ()
        return next((p.enabled for p in protections if p.feature == feature), self._everywhere[feature])
