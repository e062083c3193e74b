"""What the topics of a route get instead of the event, with what the specs know about the findings."""

from collections.abc import Mapping

from ..catalog.regions import REGIONS
from ..meaning.messages import Known, transformer
from ..model.organization import Route
from ..model.program import Program, RoutedFindings
from ..model.resources.events import InputTransformer


def account_names(program: Program) -> dict[str, str]:
    """The names of accounts in the specs, by their ids; the administrator has the name by which specs refer to it."""
    names = {account.account_id: account.name for account in program.accounts}
    return {program.organization.administrator.account_id: "administrator", **names}


def transformer_of(
    findings: RoutedFindings, level: str | None, route: Route, accounts: Mapping[str, str], region: str
) -> InputTransformer | None:
    """The message of a rule; None where topics get the event. ``accounts`` are names by account id."""
    if route.message is None:
        return None
    known = Known(
        level=(level or "").capitalize(),
        account=_account(findings, accounts),
        entry=findings.full_name,
        route=route.name,
        region=region,
        partition=REGIONS[region],
    )
    return transformer(route.message, known)


def _account(findings: RoutedFindings, accounts: Mapping[str, str]) -> str | None:
    """The name of the one account that all the findings are about."""
    ids = [criterion.equals for criterion in findings.known if criterion.field == "accountId"]
    return accounts.get(ids[0][0]) if ids and len(ids[0]) == 1 else None
