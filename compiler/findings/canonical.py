"""Findings in one form: as GuardDuty exports them, in camelCase.

Responses of the API through an SDK or the AWS CLI use the names of the API model in PascalCase; an
EventBridge event carries the finding in its detail.
"""

from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json

from ..catalog.wire_names import wire_name
from ..meaning.evaluation import Finding

_EVENT = "GuardDuty Finding"


class NotAFinding(Exception):
    """The JSON is not a finding; the message says why."""


class OtherEvent(NotAFinding):
    """The JSON is an event of another kind."""


def findings_in(document: Any) -> Iterator[Any]:
    """The elements of a list or of an API response; otherwise the document itself."""
    if isinstance(document, dict):
        document = document.get("Findings", document.get("findings", document))
    yield from document if isinstance(document, list) else [document]


def canonical(data: Any) -> Finding:
    """The finding as GuardDuty exports it.

    Raises:
        NotAFinding: ``data`` is not a finding.
    """
    if isinstance(data, dict) and "detail-type" in data:
        if data["detail-type"] != _EVENT:
            raise OtherEvent(f"an event, but not a {_EVENT} event")
        data = data.get("detail")
    if not isinstance(data, dict):
        raise NotAFinding("not a JSON object")
    finding: Finding = data
    if "Type" in data and "type" not in data:
        finding = _camel(data)
        _unfold(finding)
    if not isinstance(finding.get("type"), str):
        raise NotAFinding("not a finding: it has no type")
    return finding


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
