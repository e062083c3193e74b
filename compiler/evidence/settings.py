"""Whether a source of findings is on, by account, Region and bucket, as far as the specs say.

Stricter than what warnings need: a protection that AWS turns on only in accounts that join later is not called on,
and neither is what an organization policy or an invited account decides.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..catalog.assets.backups import ELSEWHERE
from ..catalog.finding_types import MALWARE_BACKUP, MALWARE_PLAN, FindingType
from ..catalog.protections import NAMES, PROTECTIONS, is_available
from ..model.organization import MembershipMode, Protection
from ..model.plan import Plan
from ..model.program import Program
from ..model.resources.guardduty import DetectorFeature
from .rows import Level

_BEST_FIRST = (Level.ON, Level.NEW, Level.UNKNOWN, Level.OFF)


class Setting(NamedTuple):
    """A source and its level; ``why`` it is not on, empty where it is."""

    source: str
    level: Level
    why: str = ""


class Place(NamedTuple):
    """Where findings are about: ``bucket`` is empty where none is meant."""

    account_id: str
    region: str
    bucket: str = ""


def name_of(source: str) -> str:
    """A source as a spec writes it."""
    return f"protections.{NAMES[source]}" if source in NAMES else "malware_scan" if source == MALWARE_PLAN else source


class Settings:
    """Looks up what the organization, its accounts and its scans set."""

    def __init__(self, program: Program, plan: Plan) -> None:
        self._organization = program.organization
        self._own = {a.account_id: {p.feature: p for p in a.protections} for a in program.accounts}
        self._scanned = {(scan.account_id, scan.region, scan.bucket) for scan in program.scans}
        self._set_by_stack = {
            (stack.provider.account_id, stack.provider.region, planned.body.feature): planned.body.enabled
            for stack in plan.stacks
            for planned in stack.of(DetectorFeature)
        }
        self.of_type = lru_cache(maxsize=100_000)(self._of_type)

    def _of_type(self, kind: FindingType, place: Place) -> Setting:
        """The best of the sources of which one is enough; on where a type needs nothing that can be off.

        Where it needs more than that of a source, the source has to be on all the same.
        """
        if place.region in kind.not_in:
            return Setting("", Level.OFF, f"{place.region} does not have {kind.name}")
        settings = [self.of_source(source, place) for source in sorted(kind.sources)]
        best = min(settings, key=lambda setting: _BEST_FIRST.index(setting.level), default=Setting("", Level.ON))
        if kind.configuration and best.level is not Level.OFF:
            return Setting("", Level.UNKNOWN, f"some finding types need {kind.configuration}, which no spec can set")
        return best

    def of_source(self, source: str, place: Place) -> Setting:
        """One source. What is no protection, such as ``FOUNDATIONAL``, is on wherever there is a detector."""
        if source == MALWARE_PLAN:
            return self._of_scan(place)
        if source == MALWARE_BACKUP:
            return Setting("", Level.UNKNOWN, ELSEWHERE)
        if source not in NAMES:
            return Setting("", Level.ON)
        return Setting(source, *self._level(source, place))

    def members(self, feature: str, region: str) -> tuple[Level, str]:
        """What a member gets that overrides nothing."""
        membership, protection = self._organization.membership, self._protection(feature, region)
        if protection is not None and not protection.enabled:
            return Level.OFF, f"{name_of(feature)} is off in {region}"
        if not PROTECTIONS[NAMES[feature]].in_organization:
            return Level.OFF, f"{name_of(feature)} is only for the administrator's own detector"
        if membership.mode is MembershipMode.INVITATION:
            return Level.UNKNOWN, "accounts that were invited have protections that no spec controls"
        auto_enable = membership.auto_enable_by_feature.get(feature, membership.auto_enable or "")
        if auto_enable == "ALL":
            return Level.ON, ""
        if auto_enable == "NEW":
            return Level.NEW, "auto_enable is new: AWS turns it on only in accounts that join later"
        return Level.UNKNOWN, "auto_enable is none: nothing turns it on in members"

    def detector(self, feature: str, region: str) -> tuple[Level, str]:
        """What the administrator's own detector has."""
        return self._level(feature, Place(self._organization.administrator.account_id, region))

    def _of_scan(self, place: Place) -> Setting:
        if not place.bucket:
            is_scanned = any((a, r) == (place.account_id, place.region) for a, r, _ in self._scanned)
        else:
            is_scanned = (place.account_id, place.region, place.bucket) in self._scanned
        return Setting(MALWARE_PLAN, *((Level.ON, "") if is_scanned else (Level.OFF, "no malware_scan of the bucket")))

    def _level(self, feature: str, place: Place) -> tuple[Level, str]:
        name = name_of(feature)
        if not is_available(feature, place.region):
            return Level.OFF, f"{place.region} does not have {name}"
        if not self._organization.protections:
            return Level.UNKNOWN, "an organization policy decides"
        set_ = next(self._said(feature, place), None)
        if set_ is None:
            return self.members(feature, place.region)
        return (Level.ON, "") if set_ else (Level.OFF, f"{name} is off{self._whose(feature, place)}")

    def _said(self, feature: str, place: Place) -> Iterator[bool]:
        """What is set for the account itself: by its override, or by the detector of a stack in it."""
        override = self._own.get(place.account_id, {}).get(feature)
        if override is not None:
            yield override.enabled
        by_stack = self._set_by_stack.get((place.account_id, place.region, feature))
        if by_stack is not None:
            yield by_stack

    def _whose(self, feature: str, place: Place) -> str:
        is_overridden = feature in self._own.get(place.account_id, {})
        return " in this account, by an override" if is_overridden else f" in {place.region}"

    def _protection(self, feature: str, region: str) -> Protection | None:
        return next((p for p in self._organization.protections_in(region) if p.feature == feature), None)
