"""A finding in one form: as GuardDuty exports it, in camelCase.

Answers of the API through an SDK or the AWS CLI use the names of the API model, in PascalCase.
"""

import re
from typing import Any

from pydantic_core import from_json

from ..catalog.finding_types import all_types
from ..catalog.regions import REGIONS
from ..catalog.wire_names import wire_name
from ..meaning.evaluation import Finding

_TYPE = re.compile(r"[A-Z][A-Za-z]*:[A-Z][A-Za-z0-9]*/[A-Z]")  # Purpose:Resource/Family; what follows is free
_MEMBERS = ("accountId", "region", "severity", "resource", "service")


def is_finding(data: dict[str, Any]) -> bool:
    """Whether it has the type of a finding, and in the same spelling something else that findings have."""
    if is_type(data.get("type")):
        return any(name in data for name in _MEMBERS)
    return is_type(data.get("Type")) and any(_capital(name) in data for name in _MEMBERS)


def is_type(value: object) -> bool:
    return type(value) is str and (value in all_types() or _TYPE.match(value) is not None)


def canonical(data: dict[str, Any], region: str | None = None) -> Finding:
    """The finding as GuardDuty exports it. ``region`` is where it was sent from, in case that it does not say so."""
    finding: Finding = data
    if "type" not in data:
        finding = _camel(data)
        _unfold(finding)
    if finding.get("region") is None:
        region = _region_of(finding.get("arn")) or region
        return {**finding, "region": region} if region else finding
    return finding


def _region_of(arn: object) -> str | None:
    parts = arn.split(":", 4) if isinstance(arn, str) else []
    return parts[3] if len(parts) > 3 and parts[3] in REGIONS else None


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _camel(data: Any, parent: str = "") -> Any:
    if isinstance(data, list):
        return [_camel(item, parent) for item in data]
    if not isinstance(data, dict):
        return data
    return {wire_name(parent, key): _camel(value, key) for key, value in data.items()}


def _unfold(finding: Finding) -> None:
    """The API returns the additional information as JSON in a string; an export has its keys beside it."""
    service = finding.get("service")
    info = service.get("additionalInfo") if isinstance(service, dict) else None
    if isinstance(info, dict) and isinstance(info.get("value"), str):
        try:
            inner = from_json(info["value"])
        except ValueError:
            return
        if isinstance(inner, dict):
            info.update({key: value for key, value in inner.items() if key not in info})
