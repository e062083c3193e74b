"""`rules`: what every team's spec has to satisfy; a breach is an error at the team's line.

Example::

    rules:
      classifications:
        restricted: {watch: [exfiltration, impact], malware_scan: true, route: true}
        public: {}
      suppressions:
        max_days: 180
        max_severity: medium
        require: [ticket, approved_by]

Where classifications are listed, every dataset that names one has to name one of these. A suppression
reaches only the accounts of its own team, except those of the teams under `organization_wide`.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.catalog.severity import LEVELS
from compiler.language.base.purposes import Purposes
from compiler.language.base.spec import Spec, distinct, fault, one_of
from compiler.language.base.types import Name

REQUIRABLE = ("approved_by", "ticket")
_Requirable = Annotated[str, *one_of(REQUIRABLE, "invalid-value", "cannot be required of a suppression")]


def _days(value: int) -> int:
    if value < 1:
        raise fault("invalid-value", f"a suppression of {value} days", "1 or more")
    return value


class Classification(Spec):
    """What a dataset of this classification has to have."""

    watch: Purposes | None = None
    """Threat purposes that it has to watch at least."""
    malware_scan: bool = False
    """Whether new objects have to be scanned."""
    route: bool = False
    """Whether its findings have to be sent somewhere."""
    export: bool = False
    """Whether the organization has to keep findings beyond 90 days."""


class SuppressionRules(Spec):
    """What a suppression has to say, and what it may do."""

    max_days: Annotated[int, AfterValidator(_days)] | None = None
    """How many days ahead its end may lie; `validate` knows the day, `synth` never looks at the clock."""
    max_severity: Annotated[str, *one_of(LEVELS, "invalid-value", "is not a severity")] | None = None
    """The most severe findings that may be muted: low, medium, high or critical."""
    require: Annotated[tuple[_Requirable, ...], AfterValidator(distinct("a key"))] | None = None
    """Keys that have to be said: ticket, approved_by."""
    organization_wide: tuple[Name, ...] = ()
    """Teams whose suppressions may reach every account."""


class Rules(Spec):
    """What every team's spec has to satisfy."""

    classifications: dict[Name, Classification] = Field(default={})
    """By the word that a dataset says under classification."""
    suppressions: SuppressionRules = SuppressionRules()
