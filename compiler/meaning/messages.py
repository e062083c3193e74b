"""Messages that people read: a text with parts of a finding in it -> an EventBridge input transformer.

Each line becomes a text in quotes, which is the form in which GuardDuty's and EventBridge's consoles make messages
for topics. A path that a finding does not have leaves nothing in the text. EventBridge escapes no value, and can
escape no ``<`` or ``>`` (EventBridge user guide, eb-transform-target-input, also for the JSON paths; lengths in the
API model, TransformerInput and TransformerPaths).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..catalog import quotas
from ..diagnostics import nearest
from ..model.resources.events import InputTransformer

SUMMARY = """\
{severity} ({severity_number}): {title}
Type: {type}
Account: {account}, {region}
Resource: {resource}
Count: {count}, last seen {last_seen}
{link}
Routed by {entry} in watchspec
"""
_PART = re.compile(r"\{([^{}]*)\}")
_VARIABLE = re.compile("<([A-Za-z]+)>")

# What a variable of an input transformer is read from. Of a list of buckets, the first.
_PATHS = {
    "accountId": "$.detail.accountId",
    "bucket": "$.detail.resource.s3BucketDetails[0].name",
    "cluster": "$.detail.resource.eksClusterDetails.name",
    "count": "$.detail.service.count",
    "database": "$.detail.resource.rdsDbInstanceDetails.dbInstanceIdentifier",
    "description": "$.detail.description",
    "firstSeen": "$.detail.service.eventFirstSeen",
    "function": "$.detail.resource.lambdaDetails.functionName",
    "id": "$.detail.id",
    "instance": "$.detail.resource.instanceDetails.instanceId",
    "lastSeen": "$.detail.service.eventLastSeen",
    "region": "$.detail.region",
    "resourceType": "$.detail.resource.resourceType",
    "severity": "$.detail.severity",
    "title": "$.detail.title",
    "type": "$.detail.type",
    "user": "$.detail.resource.accessKeyDetails.userName",
}
_CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-eusc": "console.amazonaws-eusc.eu",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


@dataclass(frozen=True)
class Known:
    """What is known of the findings of a rule before there are any.

    ``level`` is their severity in words; ``account`` is the name of the one account that they are about, None where
    there are several; ``entry`` is the full name of what is routed.
    """

    level: str
    account: str | None
    entry: str
    route: str
    region: str
    partition: str


def transformer(text: str, known: Known) -> InputTransformer:
    """The input transformer of a message that :func:`fault` has no objection to."""
    values = _values(known)
    lines = ("".join(_rendered(line, values)) for line in text.splitlines() if line.strip())
    template = "\n".join(f'"{line}"' for line in lines)
    return InputTransformer({name: _PATHS[name] for name in sorted(set(_VARIABLE.findall(template)))}, template)


def names_severity(text: str) -> bool:
    """Whether a message has the severity in words, which no finding has: a rule for each level writes its own."""
    return "severity" in _PART.findall(text)


def has_parts(text: str) -> bool:
    """Whether there is a part, known or not, in a text."""
    return bool(_PART.search(text))


def fault(text: str) -> tuple[str, str] | None:
    """Why EventBridge cannot make a message of the text, and what to do; None where it can."""
    if len(text) > quotas.INPUT_TEMPLATE_LENGTH:
        return _too_long(len(text))
    part = next((part for part in _PART.findall(text) if part not in PARTS), None)
    if part is not None:
        meant = nearest(part, PARTS)
        return (
            f"there is no part {{{part}}}",
            f"did you mean {{{meant}}}?" if meant else f"the parts are {', '.join(PARTS)}",
        )
    if "<" in text or ">" in text:
        return "a message cannot contain < or >, because EventBridge marks variables with them", "use other characters"
    if re.search("[{}]", _PART.sub("", text)):
        return "a message can contain { and } only around the name of a part", "use other brackets for text"
    length = len(transformer(text, _LONGEST).template)
    return _too_long(length) if length > quotas.INPUT_TEMPLATE_LENGTH else None


def _too_long(length: int) -> tuple[str, str]:
    limit = f"EventBridge accepts {quotas.INPUT_TEMPLATE_LENGTH:,}"
    return f"the message can have {length:,} characters, before the values of a finding; {limit}", "shorten it"


def _values(known: Known) -> Mapping[str, str]:
    account = f"{known.account} (<accountId>)" if known.account else "<accountId>"
    console = f"https://{_CONSOLES[known.partition]}/guardduty/home?region={known.region}"
    return {
        "severity": known.level,
        "severity_number": "<severity>",
        "type": "<type>",
        "title": "<title>",
        "description": "<description>",
        "account": account,
        "account_id": "<accountId>",
        "region": "<region>",
        "resource": "<resourceType> <bucket> <instance> <cluster> <function> <database> <user>",
        "count": "<count>",
        "first_seen": "<firstSeen>",
        "last_seen": "<lastSeen>",
        "id": "<id>",
        "link": f"{console}#/findings?search=id%3D<id>",
        "entry": known.entry,
        "route": known.route,
    }


def _rendered(line: str, values: Mapping[str, str]) -> Iterator[str]:
    """The line as JSON text between quotes, with the values in place of the parts."""
    for index, piece in enumerate(_PART.split(line.rstrip())):
        yield values[piece] if index % 2 else json.dumps(piece, ensure_ascii=False)[1:-1]


_LONGEST = Known("Critical", "a" * 40, "e" * 160, "r" * 40, "ap-northeast-1", "aws-us-gov")
PARTS = tuple(_values(_LONGEST))
"""The parts that a message can have."""
