"""A finding -> the smallest entry of a spec that would show it, or archive it.

Where the asset that it is about is not declared, the entry declares it. Otherwise it is a filter on the account, the
type, the resource and the field that tells the finding from others. Nothing that does not last is in it: no temporary
key, no id or time of the finding, no id of an instance that has tags.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from ..catalog.filter_fields import all_fields
from ..catalog.finding_details import can_have
from ..catalog.finding_types import all_types
from ..catalog.severity import HIGHEST, LEVELS
from ..meaning.evaluation import Finding
from ..model.accounts import Account
from ..model.program import Program
from .declaring import declarations
from .directory import Directory
from .nature import level_of
from .suggestion import KEY, NoSuggestion, Suggestion, free_name, value_at, written

Kind = Literal["filter", "suppression"]

_RESOURCES = (
    "resource.s3BucketDetails.name",
    "resource.eksClusterDetails.name",
    "resource.ecsClusterDetails.name",
    "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
    "resource.lambdaDetails.functionName",
    "resource.instanceDetails.tags.value",
    "resource.instanceDetails.instanceId",
    "resource.accessKeyDetails.userName",
    KEY,
)
_DECIDING = (
    "service.action.awsApiCallAction.api",
    "service.action.dnsRequestAction.domain",
    "service.action.networkConnectionAction.remoteIpDetails.ipAddressV4",
    "service.action.kubernetesApiCallAction.requestUri",
    "resource.rdsDbUserDetails.user",
    "service.runtimeDetails.process.name",
    "service.malwareScanDetails.threats.name",
    "service.ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames.name",
    "service.additionalInfo.threatListName",
)


def suggestions(finding: Finding, directory: Directory, kind: Kind, program: Program) -> Iterator[Suggestion]:
    """The entries for a finding, the best first: a declaration may lack what the rules of the company require, or be of
    something that a finding of this type does not name.

    Raises:
        NoSuggestion: the finding has nothing to go by, no account of the specs, or is too severe to be archived.
    """
    account = directory.account(finding.get("accountId"))
    if account is None:
        raise NoSuggestion(f"its account {finding.get('accountId')} is {directory.named(finding.get('accountId'))}")
    if kind == "suppression":
        _check_severity(finding, program.organization.suppression_rules.max_severity)
    assets = declarations(finding, account, program) if kind == "filter" else ()
    taken = {name for item in program.filters for name in (item.full_name, *item.members)}
    taken |= {asset.full_name for asset in program.assets}
    for found in assets:
        yield replace(found, name=free_name(found.name, account.team, taken))
    last = _filter(finding, account, kind)
    yield replace(last, name=free_name(last.name, account.team, taken))


def _check_severity(finding: Finding, highest: str | None) -> None:
    level, levels = level_of(finding.get("severity")), list(LEVELS)
    if highest and level and levels.index(level) > levels.index(highest):
        raise NoSuggestion(f"its severity is {level}, and rules.suppressions.max_severity is {highest}")


def _filter(finding: Finding, account: Account, kind: Kind) -> Suggestion:
    """Conditions on account, type, resource and the deciding field; for a suppression also on the severity."""
    fields = [field for candidates in (_RESOURCES, _DECIDING) for field in _first(finding, candidates, kind)]
    if not fields:
        raise NoSuggestion("it has no resource and no detail that a filter could tell it by")
    values = {field: value_at(finding, field) or "" for field in fields}
    where = [("accountId", f"{{equals: [{account.name}]}}"), ("type", f"{{equals: [{written(finding['type'])}]}}")]
    where += [(field, f"{{equals: [{written(value)}]}}") for field, value in values.items()]
    name = f"{finding['type'].partition('/')[2]}-{next(iter(values.values()))}"
    if kind == "filter":
        return Suggestion("filters", name, account, (), tuple(where), fields[-1])
    where += _up_to(level_of(finding.get("severity")))
    return Suggestion("suppressions", name, account, (), tuple(where), fields[-1], ("reason", "expires"))


def _up_to(level: str | None) -> list[tuple[str, str]]:
    """No finding that is more severe than this one."""
    return [("severity", f"{{less_than: {max(LEVELS[level]) + 1}}}")] if level and level != HIGHEST else []


def _first(finding: Finding, candidates: Sequence[str], kind: Kind) -> Iterator[str]:
    """The first field that the finding has, and that such a filter can have a condition on."""
    known = all_types().get(finding["type"])
    for field in candidates:
        is_usable = kind == "suppression" or not all_fields()[field].archive_only
        if is_usable and (known is None or can_have(known, field)) and value_at(finding, field):
            yield field
            return
