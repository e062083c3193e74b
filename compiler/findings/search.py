"""A document -> the findings in it, a few levels down, also in text that is JSON: one rule for all envelopes.

A queue, a topic, a log group, a SIEM and the API each put something else around a finding. What is inside a
finding is never searched: its texts come from whoever attacked. Depth is bounded, and so is size, because what is in
a text is shorter than the text.
"""

import re
from itertools import islice
from typing import Any, NamedTuple

from pydantic_core import from_json

from ..catalog.regions import REGIONS
from ..meaning.evaluation import Finding
from .canonical import canonical, is_finding
from .conversions import are_ids, conversion, list_of_ids

_LEVELS = 12  # of lists, mappings and texts; SNS in SQS in a Lambda event in a log line has ten
_EVENT, _SECURITY_HUB = "GuardDuty Finding", "Security Hub Findings - Imported"
_ORIGINAL = "_raw"  # Splunk has the original text in it, and beside it what it made of that
_LOGGED = re.compile(r"\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_BEGINS = re.compile(r"\s*[{\[]")
_BRACKET = re.compile(r"[{\[]")
_BEFORE, _TRIES = 300, 5  # characters of a log line before its JSON, and brackets where that may begin
_INSIGHTS = {"field", "value"}


class Nothing(NamedTuple):
    """A part of a document that has no finding, and why not. ``is_event``: it is an event of another kind.

    ``is_known`` if it is about a finding, but no finding.
    """

    reason: str
    is_event: bool = False
    is_known: bool = False


_NO_FINDING = Nothing("not a finding, and none in it: nothing has a type such as Recon:EC2/Portscan")
_TOO_DEEP = Nothing(f"not a finding, and none in its first {_LEVELS} levels", is_known=True)

Result = Finding | Nothing


def findings_in(document: Any) -> list[Result]:
    """What is in a document, in its order: at least one result, but none for an answer without findings."""
    answer = document.get("Findings", document.get("findings")) if isinstance(document, dict) else document
    if answer == []:
        return []
    no_finding = _NO_FINDING if isinstance(document, dict | list) else Nothing("not a JSON object")
    return _search(document, None, _LEVELS) or [no_finding]


def is_logged(text: str) -> bool:
    """Whether a line is from a log: it begins with a time."""
    return _LOGGED.match(text) is not None


def json_in(text: str) -> Any:
    """The mapping or list that a text is, or that a line of a log ends in; None for any other text."""
    if _BEGINS.match(text):
        return _parsed(text)
    starts = islice(_BRACKET.finditer(text, 0, _BEFORE), _TRIES) if is_logged(text) else ()
    documents = (_parsed(text[start.start() :]) for start in starts)
    return next((document for document in documents if document is not None), None)


def _parsed(text: str) -> Any:
    try:
        return from_json(text)
    except ValueError:
        return None


def _search(value: Any, region: str | None, levels: int) -> list[Result]:
    if isinstance(value, str):
        value = json_in(value)
        levels -= 1
    if isinstance(value, dict):
        return _in_mapping(value, region, levels)
    return _in_list(value, region, levels) if isinstance(value, list) else []


def _in_list(values: list[Any], region: str | None, levels: int) -> list[Result]:
    """Every element that is a mapping, a list or such a text has a result."""
    if are_ids(values):
        return [Nothing(list_of_ids(values), is_known=True)]
    if levels <= 0:
        return [_TOO_DEEP]
    if values and all(isinstance(value, dict) and value.keys() == _INSIGHTS for value in values):
        values = [{str(row["field"]): row["value"] for row in values}]  # a row of CloudWatch Logs Insights
    return [result for value in values for result in _search(value, region, levels - 1)]


def _in_mapping(data: dict[str, Any], region: str | None, levels: int) -> list[Result]:
    if _ORIGINAL in data:
        data = {_ORIGINAL: data[_ORIGINAL]}
    kind = data.get("detail-type", _EVENT)
    if kind not in (_EVENT, _SECURITY_HUB):
        return [Nothing(f"an event, but not a {_EVENT} event", is_event=True)]
    other = conversion(data)
    if other:
        return [Nothing(other, is_known=True)]
    if is_finding(data):
        return [canonical(data, region)]
    if levels <= 0:
        return [_TOO_DEEP]
    found = _below(data, _region_of(data) or region, levels - 1)
    return [_of_event(result) for result in found] if kind == _SECURITY_HUB else found


def _of_event(result: Result) -> Result:
    return result._replace(is_event=True) if isinstance(result, Nothing) else result


def _below(data: dict[str, Any], region: str | None, levels: int) -> list[Result]:
    """What is in the members that have a finding; two with the same content are copies, as SIEMs make them."""
    members = [_search(value, region, levels) for value in data.values()]
    having = [results for results in members if any(isinstance(result, dict) for result in results)]
    if len(having) > 1:
        having = list({repr(results): results for results in having}.values())
    if having:
        return [result for results in having for result in results]
    known = [result for results in members for result in results if isinstance(result, Nothing) and result.is_known]
    return list(known) or [_NO_FINDING]


def _region_of(envelope: dict[str, Any]) -> str | None:
    """Where an envelope is from: an event of EventBridge and a message of a queue say so."""
    regions = (envelope.get(name) for name in ("region", "awsRegion"))
    return next((region for region in regions if isinstance(region, str) and region in REGIONS), None)
