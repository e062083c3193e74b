"""A finding -> the smallest entry of a spec that would show it, or archive it.

Where the bucket or user is not declared, the entry declares it. Otherwise it is a filter on the account, the type, the
resource and the field that tells the finding from others. Nothing that does not last is in it: no temporary key, no id
or time of the finding, no id of an instance that has tags.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..catalog.filter_fields import all_fields
from ..catalog.finding_details import can_have
from ..catalog.finding_types import all_types
from ..catalog.regions import REGIONS
from ..catalog.severity import HIGHEST, LEVELS
from ..meaning.evaluation import Finding, values_of
from ..model.program import Account, Program
from .directory import Directory
from .nature import level_of

Kind = Literal["filter", "suppression"]

BUCKET = "resource.s3BucketDetails.name"
USER, USER_TYPE, KEY = (f"resource.accessKeyDetails.{name}" for name in ("userName", "userType", "accessKeyId"))
_RESOURCES = (
    BUCKET,
    "resource.eksClusterDetails.name",
    "resource.ecsClusterDetails.name",
    "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
    "resource.lambdaDetails.functionName",
    "resource.instanceDetails.tags.value",
    "resource.instanceDetails.instanceId",
    USER,
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
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:@+=-]{0,199}")  # no wildcard, nothing that a spec refuses or hides
_LASTING_KEY = re.compile(r"AKIA[A-Z0-9]{16}")
_NAME_LENGTH = 40
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{3,}")  # needs no quotes in YAML: too long for yes, no, on and off
_WORDS = ("true", "false", "null")


class NoSuggestion(Exception):
    """There is nothing to suggest; the message says why."""


@dataclass(frozen=True)
class Suggestion:
    """An entry of a section, as keys and values; ``blank`` are the keys that a person has to fill in.

    ``deciding`` is the field that the entry is about, ``file`` the spec of the team that has the account.
    """

    section: str
    name: str
    account: Account
    entry: tuple[tuple[str, str], ...]
    where: tuple[tuple[str, str], ...]
    deciding: str
    blank: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.account.origin.span.source.path

    @property
    def full_name(self) -> str:
        return f"{self.account.team}.{self.name}"

    def text(self, filled: str | None = None) -> str:
        """The section in YAML. What a person has to fill in is empty, or ``filled`` to try it."""
        rows = [("name", self.name), *self.entry, *((key, _filled(key, filled)) for key in self.blank)]
        lines = [f"{self.section}:"] + [
            f"{'  - ' if not n else '    '}{k}: {v}".rstrip() for n, (k, v) in enumerate(rows)
        ]
        if self.where:
            lines += ["    where:", *(f"      {field}: {condition}" for field, condition in self.where)]
        return "\n".join(lines) + "\n"

    def with_blank(self, *keys: str) -> "Suggestion":
        return replace(self, blank=(*self.blank, *keys))


def suggestions(finding: Finding, directory: Directory, kind: Kind, program: Program) -> Iterator[Suggestion]:
    """The entries for a finding, the best first: a declaration may lack what the rules of the company require.

    Raises:
        NoSuggestion: the finding has nothing to go by, no account of the specs, or is too severe to be archived.
    """
    account = directory.account(finding.get("accountId"))
    if account is None:
        raise NoSuggestion(f"its account {finding.get('accountId')} is {directory.named(finding.get('accountId'))}")
    if kind == "suppression":
        _check_severity(finding, program.organization.suppression_rules.max_severity)
    declared = _declaration(finding, directory, account) if kind == "filter" else None
    taken = {name for item in program.filters for name in (item.full_name, *item.members)}
    for found in (*([declared] if declared else ()), _filter(finding, account, kind)):
        yield replace(found, name=_free(found.name, account.team, taken))


def _check_severity(finding: Finding, highest: str | None) -> None:
    level, levels = level_of(finding.get("severity")), list(LEVELS)
    if highest and level and levels.index(level) > levels.index(highest):
        raise NoSuggestion(f"its severity is {level}, and rules.suppressions.max_severity is {highest}")


def _declaration(finding: Finding, directory: Directory, account: Account) -> Suggestion | None:
    """The bucket or the IAM user that the finding is about, if the specs do not declare it."""
    bucket, user, key = (_value(finding, field) for field in (BUCKET, USER, KEY))
    region = str(finding.get("region"))
    if bucket and region in REGIONS and not directory.is_declared(BUCKET, bucket, account.account_id):
        entry = (("bucket", _yaml(bucket)), ("account", account.name), ("region", region))
        return Suggestion("datasets", bucket, account, entry, (), BUCKET)
    field, name, value = (USER, "user", user) if user else (KEY, "id", key)
    is_known = bucket or any(directory.is_declared(*each, account.account_id) for each in ((USER, user), (KEY, key)))
    if is_known or value is None or _value(finding, USER_TYPE) != "IAMUser":
        return None
    return Suggestion("access_keys", value, account, ((name, _yaml(value)), ("account", account.name)), (), field)


def _filter(finding: Finding, account: Account, kind: Kind) -> Suggestion:
    """Conditions on account, type, resource and the deciding field; for a suppression also on the severity."""
    fields = [field for candidates in (_RESOURCES, _DECIDING) for field in _first(finding, candidates, kind)]
    if not fields:
        raise NoSuggestion("it has no resource and no detail that a filter could tell it by")
    values = {field: _value(finding, field) or "" for field in fields}
    where = [("accountId", f"{{equals: [{account.name}]}}"), ("type", f"{{equals: [{_yaml(finding['type'])}]}}")]
    where += [(field, f"{{equals: [{_yaml(value)}]}}") for field, value in values.items()]
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
        if is_usable and (known is None or can_have(known, field)) and _value(finding, field):
            yield field
            return


def _value(finding: Finding, field: str) -> str | None:
    """The first value of a field that can be written into a spec as it is, and that lasts."""
    values = (value for value in values_of(finding, all_fields()[field]) if isinstance(value, str))
    plain = (value for value in values if _PLAIN.fullmatch(value))
    return next((value for value in plain if field != KEY or _LASTING_KEY.fullmatch(value)), None)


def _free(text: str, team: str, taken: set[str]) -> str:
    """A name that the team has not used."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", text)[:_NAME_LENGTH].strip("-_")
    number = 1
    while f"{team}.{name}" in taken:
        number += 1
        name = f"{name[: _NAME_LENGTH - 4].rstrip('-_')}-{number}"
    return name


def _filled(key: str, text: str | None) -> str:
    return "" if text is None else "2030-01-01" if key == "expires" else text


def _yaml(value: str) -> str:
    return value if _BARE.fullmatch(value) and value.lower() not in _WORDS else json.dumps(value)
