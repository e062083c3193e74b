"""`rules`: what every team's spec has to satisfy; a breach is an error at the team's entry.

Example::

    rules:
      classifications:
        restricted: {watch: [exfiltration, impact], malware_scan: true, route: true}
        public: {}
      suppressions:
        max_days: 180
        max_severity: medium
        require: [ticket, approved_by]

If there are classifications, a dataset's `classification` has to be one of them. A suppression is limited to the
accounts of its own team, except those of the teams under `organization_wide`.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.catalog.severity import LEVELS
from compiler.language.base.purposes import Purposes
from compiler.language.base.spec import Spec, distinct, fault, one_of
from compiler.language.base.types import Name
from compiler.model import organization as model

REQUIRABLE = ("approved_by", "ticket")
_Requirable = Annotated[str, *one_of(REQUIRABLE, "invalid-value", "cannot be required of a suppression")]


def _days(value: int) -> int:
    if value < 1:
        raise fault("invalid-value", f"max_days cannot be {value}", "use 1 or more")
    return value


class Classification(Spec):
    """What a dataset with this classification has to have."""

    watch: Purposes | None = None
    """Threat purposes that the dataset has to watch; it may watch more. Left out, any.
    Example: [exfiltration, impact]"""
    malware_scan: bool = False
    """Whether the dataset needs `malware_scan`. Example: true"""
    route: bool = False
    """Whether the dataset needs `route`. Example: true"""
    export: bool = False
    """Whether the organization document needs `export`, which keeps findings beyond 90 days. Example: true"""


class SuppressionRules(Spec):
    """What suppressions need and what they may archive."""

    max_days: Annotated[int, AfterValidator(_days)] | None = None
    """How many days from today `expires` may be, 1 or more. `validate` checks it; `synth` does not depend on the date.
    Left out, there is no limit. Example: 180"""
    max_severity: Annotated[str, *one_of(LEVELS, "invalid-value", "is not a severity")] | None = None
    """The most severe findings that suppressions may archive. Left out, all. Example: medium"""
    require: Annotated[tuple[_Requirable, ...], AfterValidator(distinct("a key"))] | None = None
    """The keys that every suppression needs. Left out, none of these. Example: [ticket, approved_by]"""
    organization_wide: tuple[Name, ...] = ()
    """The teams whose suppressions may archive findings of every account. Example: [security]"""

    def to_model(self) -> model.SuppressionRules:
        return model.SuppressionRules(self.max_days, frozenset(self.organization_wide))


class Rules(Spec):
    """What every team's spec has to satisfy."""

    classifications: dict[Name, Classification] = Field(default={})
    """What datasets need, by their `classification`; a dataset cannot have any other. Left out, datasets may have any.
    Example: {restricted: {watch: [exfiltration], route: true}, public: {}}"""
    suppressions: SuppressionRules = SuppressionRules()
    """What suppressions need and what they may archive. Example: {max_days: 180, require: [ticket, approved_by]}"""
