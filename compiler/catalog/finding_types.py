"""Finding types: name, threat purpose, resource, severity, the protection each needs, and status.

Source: the user guide's tables of active, retired and Custom Detection Rules types; see the head of
``finding_types.json``.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

AI_PROTECTION = "AI_PROTECTION"
MALWARE_PLAN = "MALWARE_PROTECTION_PLAN"


@dataclass(frozen=True)
class FindingType:
    """``name`` is ``Purpose:Resource/Family``. ``severity`` is the default; None where it varies or is unknown."""

    name: str
    severity: str | None
    status: Literal["active", "retired", "custom-detection-rule"]
    needs: str | None

    @property
    def purpose(self) -> str:
        return self.name.partition(":")[0]

    @property
    def resource(self) -> str:
        return self.name.partition(":")[2].partition("/")[0]

    @property
    def is_live(self) -> bool:
        """Whether GuardDuty can still make a finding of this type."""
        return self.status != "retired"


@cache
def all_types() -> dict[str, FindingType]:
    """Every type by name, sorted; the retired ones too."""
    rows = json.loads((Path(__file__).parent / "finding_types.json").read_text("utf-8"))["finding_types"]
    return {r["type"]: FindingType(r["type"], r["severity"], r["status"], r["needs"]) for r in rows}


@cache
def live_types() -> dict[str, FindingType]:
    """The types that GuardDuty can still make findings of."""
    return {name: kind for name, kind in all_types().items() if kind.is_live}


@cache
def purposes() -> dict[str, str]:
    """Threat purposes by the word a spec uses: ``unauthorized-access`` -> ``UnauthorizedAccess``.

    ``malware`` is the purpose that GuardDuty spells ``Object``.
    """
    names = {kind.purpose for kind in live_types().values()} - {"Object"}
    words = {re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower(): name for name in sorted(names)}
    return dict(sorted({**words, "malware": "Object"}.items()))


def of_purpose(words: Iterable[str], resource: str) -> tuple[str, ...]:
    """The live types on ``resource`` (``S3``, ``IAMUser``) whose purpose is one of the spec's words, sorted."""
    wanted = {purposes()[word] for word in words}
    return tuple(k.name for k in live_types().values() if k.purpose in wanted and k.resource == resource)


def successors(retired: FindingType) -> tuple[str, ...]:
    """The live types with the purpose and resource of a retired one."""
    return tuple(
        k.name for k in live_types().values() if (k.purpose, k.resource) == (retired.purpose, retired.resource)
    )
