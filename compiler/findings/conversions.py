"""What is known not to be a finding, although it is about one: what it is, and the call that gets the finding.

Nothing of it is guessed at: a conversion leaves out or renames what filters need. Sources: the AWS Security Finding
Format in the user guide of Security Hub; the class Detection Finding of OCSF 1.x; ListFindings and GetFindings in
the API reference of GuardDuty.
"""

import re
from collections.abc import Sequence
from typing import Any

from .canonical import is_type

_ARN = re.compile(
    r"arn:aws[a-z-]*:guardduty:([a-z0-9-]{1,30}):[0-9]{12}:detector/([0-9a-f]{32})/finding/([0-9a-f]{32})"
)
_ID = re.compile(r"[0-9a-f]{32}")
_SHOWN = 5  # ids in a call


def conversion(data: dict[str, Any]) -> str | None:
    """Why a mapping is no finding, if it is something that we know; it ends in what to do."""
    if "near_misses" in data and "place" in data:
        return "not a finding but an answer of explain"
    if "ProductArn" in data and "SchemaVersion" in data:
        return f"not a finding of GuardDuty but of Security Hub (ASFF), {_original(data.get('Id'))}"
    if "class_uid" in data and isinstance(data.get("finding_info"), dict):
        return f"not a finding of GuardDuty but its conversion to OCSF, {_original(data['finding_info'].get('uid'))}"
    ids = data.get("FindingIds", data.get("findingIds"))
    if isinstance(ids, list) and are_ids(ids):
        return list_of_ids(ids)
    renamed = next((name for name in data if _is_renamed(name)), None)
    if renamed and any(is_type(value) for value in data.values()):
        return (
            f"not a finding as GuardDuty writes it: it has {renamed} instead of accountId, {_original(data.get('arn'))}"
        )
    return None


def are_ids(values: Sequence[object]) -> bool:
    """Whether a list has the ids of findings and nothing else."""
    return bool(values) and all(type(value) is str and _ID.fullmatch(value) for value in values)


def list_of_ids(ids: Sequence[str]) -> str:
    call = f"aws guardduty get-findings --detector-id DETECTOR --finding-ids {' '.join(ids[:_SHOWN])}"
    more = len(ids) - _SHOWN
    return f"not findings but their ids; get them with: {call}{f' and {more:,} more' if more > 0 else ''}"


def _is_renamed(name: str) -> bool:
    return name not in ("accountId", "AccountId") and name.replace("_", "").lower() == "accountid"


def _original(arn: object) -> str:
    """How to get the finding of an ARN. The text is for a shell, so nothing is in it that is not checked."""
    match = _ARN.fullmatch(arn) if isinstance(arn, str) else None
    if match is None:
        return "which leaves out what filters need"
    region, detector, finding = match.groups()
    call = f"aws guardduty get-findings --region {region} --detector-id {detector} --finding-ids {finding}"
    return f"which leaves out what filters need; get it with: {call}"
