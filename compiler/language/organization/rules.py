"""`rules`: what every team's spec has to satisfy; a breach is an error at the team's entry.

Example::

    rules:
      classifications:
        restricted: {watch: [exfiltration, impact], malware_scan: whole, route: true}
        public: {}
      require_classification: true
      suppressions:
        max_days: 180
        max_severity: medium
        require: [ticket, approved_by]
        never_mute: [ai, attack-sequence]
      require_protections: [ai, s3, malware_scan]

If there are classifications, a dataset's `classification` has to be one of them. A suppression is limited to the
accounts of its own team, except those of the teams under `organization_wide`.
"""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator

from ...catalog.finding_types import live_types, of_protection, purposes
from ...catalog.protections import PROTECTIONS, SOURCES
from ...catalog.severity import LEVELS
from ...diagnostics import suggest
from ...model import limits as model
from ..base.purposes import Purposes
from ..base.spec import Spec, distinct, fault, one_of
from ..base.types import Name, choice

REQUIRABLE = ("approved_by", "ticket")
_Requirable = Annotated[str, *one_of(REQUIRABLE, "invalid-value", "cannot be required of a suppression")]
_SCAN = "scans of new objects in a bucket, by malware_scan of its dataset"
_NEEDED = {name: PROTECTIONS[name].what if name in PROTECTIONS else _SCAN for name in SOURCES}
_Protection = Annotated[str, *choice(_NEEDED, "invalid-value", "is not a protection that produces findings")]


LONGEST_SUPPRESSION = 3_650  # days: ten years are as good as no end


_WHOLE: Literal["whole"] = "whole"


def _scan(value: Any) -> bool | str:
    if value is not True and value is not False and value != _WHOLE:
        raise fault(
            "wrong-type", "here, malware_scan must be true, false or whole", "whole requires a scan of every new object"
        )
    return bool(value) if isinstance(value, bool) else _WHOLE


def _types_of(word: str) -> frozenset[str]:
    """The finding types of a protection or a threat purpose, or the one of this name."""
    protection, purpose = PROTECTIONS.get(word), purposes().get(word)
    return frozenset(kind.name for kind in live_types().values() if kind.name == word or kind.purpose == purpose) | (
        of_protection(protection.feature) if protection else frozenset()
    )


def _with_findings(word: str) -> str:
    if not _types_of(word):
        known = filter(_types_of, (*PROTECTIONS, *purposes(), *live_types()))
        message = f"{word!r} is not a protection with findings, a threat purpose or a finding type"
        raise fault("invalid-value", message, choice=suggest(word, known))
    return word


_Findings = Annotated[
    str, AfterValidator(_with_findings), Field(title="a protection, a threat purpose or a finding type")
]


def _days(value: int) -> int:
    if not 1 <= value <= LONGEST_SUPPRESSION:
        raise fault("invalid-value", f"max_days cannot be {value}", f"use 1 to {LONGEST_SUPPRESSION:,}")
    return value


class Classification(Spec):
    """What a dataset with this classification has to have; `watch` and `route` are for every asset that has one."""

    watch: Purposes | None = None
    """Threat purposes that the asset has to watch, if findings about it can have them. If omitted, any.
    Example: [exfiltration, impact]"""
    malware_scan: Annotated[
        bool | Literal["whole"], PlainValidator(_scan, json_schema_input_type=bool | Literal["whole"])
    ] = False
    """Whether the dataset needs `malware_scan`. With `whole`, one without `prefixes`: of every new object.
    Example: whole"""
    route: bool = False
    """Whether the asset needs `route`. Example: true"""
    export: bool = False
    """Whether the organization document needs `export`, which keeps findings beyond 90 days. Example: true"""

    def to_model(self) -> model.Classification:
        watch, scan = frozenset(self.watch or ()), self.malware_scan
        return model.Classification(watch, bool(scan), scan == _WHOLE, self.route, self.export)


class SuppressionRules(Spec):
    """What suppressions need and what they may archive."""

    max_days: Annotated[int, AfterValidator(_days)] | None = None
    """How many days from today `expires` may be, 1 to 3,650. `validate` checks it; `synth` does not depend on the date.
    If omitted, ten years. Example: 180"""
    max_severity: Annotated[str, *one_of(LEVELS, "invalid-value", "is not a severity")] | None = None
    """The most severe findings that suppressions may archive. If omitted, all. Example: medium"""
    require: Annotated[tuple[_Requirable, ...], AfterValidator(distinct("a key"))] | None = None
    """The keys that every suppression needs. If omitted, none of these. Example: [ticket, approved_by]"""
    never_mute: Annotated[tuple[_Findings, ...], AfterValidator(distinct("findings"))] = ()
    """What no suppression may archive, whoever accepts the warning: the findings of a protection (`ai`), of a threat
    purpose (`attack-sequence`) or of one finding type. `max_severity` does not cover AI Protection, whose findings
    are always Low. If omitted, nothing. Example: [ai, attack-sequence]"""
    organization_wide: tuple[Name, ...] = ()
    """The teams whose suppressions may archive findings of every account. Example: [security]"""

    @cached_property
    def never_muted_types(self) -> frozenset[str]:
        """The finding types of ``never_mute``."""
        return frozenset().union(*map(_types_of, self.never_mute))

    def to_model(self) -> model.SuppressionRules:
        return model.SuppressionRules(
            self.max_days,
            frozenset(self.organization_wide),
            self.max_severity,
            tuple(sorted(self.require or ())),
            self.never_muted_types,
        )


class Rules(Spec):
    """What every team's spec has to satisfy."""

    classifications: dict[Name, Classification] = Field(default={})
    """What assets need, by their `classification`; they cannot have any other. If omitted, they may have any.
    Example: {restricted: {watch: [exfiltration], route: true}, public: {}}"""
    require_classification: bool = False
    """Whether every dataset needs a `classification`; without one, no rule for it applies. Example: true"""
    suppressions: SuppressionRules = SuppressionRules()
    """What suppressions need and what they may archive. Example: {max_days: 180, require: [ticket, approved_by]}"""
    require_protections: Annotated[tuple[_Protection, ...], AfterValidator(distinct("a protection"))] = ()
    """The protections that must be on wherever a filter or an asset names finding types that need them; `malware_scan`
    is that of the bucket. If omitted, a protection that is off gives a warning. Example: [ai, s3, malware_scan]"""

    def to_model(self) -> model.AssetRules:
        return model.AssetRules(
            {name: classification.to_model() for name, classification in self.classifications.items()},
            self.require_classification,
            self.require_protections,
        )
