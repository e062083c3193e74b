"""Finding types: name, threat purpose, resource, severity, the protection that each needs, and status.

Source: the user guide's tables of active, retired and Custom Detection Rules types; details are at the
top of ``finding_types.json``.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

AI_PROTECTION = "AI_PROTECTION"
MALWARE_PLAN = "MALWARE_PROTECTION_PLAN"
MALWARE_BACKUP = "MALWARE_PROTECTION_FOR_BACKUP"


@dataclass(frozen=True)
class FindingType:
    """``name`` is ``Purpose:Resource/Family``. ``severity`` is the default; None if it varies or is unknown.

    ``needs`` is the detector feature that has to be on, or another source of findings such as ``FOUNDATIONAL``.
    An attack sequence can also need ``signals``: one of these features, or none where it is empty.
    ``severity_varies`` where a finding can have another severity than the default. ``not_in`` are Regions that do
    not have the type, although they have what it needs. ``configuration`` is the additional configuration of the
    feature that has to be on as well.
    """

    name: str
    severity: str | None
    status: Literal["active", "retired", "custom-detection-rule"]
    needs: str | None
    signals: frozenset[str] = frozenset()
    severity_varies: bool = False
    not_in: frozenset[str] = frozenset()
    configuration: str | None = None

    @property
    def purpose(self) -> str:
        return self.name.partition(":")[0]

    @property
    def resource(self) -> str:
        return self.name.partition(":")[2].partition("/")[0]

    @property
    def sources(self) -> frozenset[str]:
        """The sources of findings of which one is enough for this type."""
        return self.signals or frozenset((self.needs,) if self.needs else ())

    @property
    def is_live(self) -> bool:
        """Whether GuardDuty still creates findings of this type."""
        return self.status != "retired"


@cache
def all_types() -> dict[str, FindingType]:
    """All types by name, sorted, including the retired ones."""
    rows = json.loads((Path(__file__).parent / "finding_types.json").read_text("utf-8"))["finding_types"]
    return {row["type"]: _finding_type(row) for row in rows}


def _finding_type(row: dict[str, Any]) -> FindingType:
    return FindingType(
        name=row["type"],
        severity=row["severity"],
        status=row["status"],
        needs=row["needs"],
        signals=frozenset(row.get("signals", ())),
        severity_varies=row.get("severity_varies", False),
        not_in=frozenset(row.get("not_in", ())),
        configuration=row.get("configuration"),
    )


@cache
def live_types() -> dict[str, FindingType]:
    """The types that are not retired, by name, sorted."""
    return {name: kind for name, kind in all_types().items() if kind.is_live}


@cache
def purposes() -> dict[str, str]:
    """GuardDuty's threat purposes by their names in a spec: ``unauthorized-access`` -> ``UnauthorizedAccess``.

    ``malware`` is the purpose that GuardDuty calls ``Object``.
    """
    names = {kind.purpose for kind in live_types().values()} - {"Object"}
    words = {re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower(): name for name in sorted(names)}
    return dict(sorted({**words, "malware": "Object"}.items()))


def of_purpose(words: Iterable[str], resource: str) -> tuple[str, ...]:
    """The live types for a resource (``S3``, ``IAMUser``) with one of these purposes (names in a spec), sorted."""
    names = {purposes()[word] for word in words}
    return tuple(k.name for k in live_types().values() if k.purpose in names and k.resource == resource)


def of_protection(feature: str) -> frozenset[str]:
    """The live types that need a protection, by its feature's name."""
    return frozenset(kind.name for kind in live_types().values() if kind.needs == feature)
