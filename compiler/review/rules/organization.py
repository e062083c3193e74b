"""The organization as a whole: its Regions, its administrator, how accounts become members, what all share."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...catalog.protections import NAMES
from ...model.organization import Organization
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both

_ENROLMENT = ("NONE", "NEW", "ALL")
_MINUTES = {"FIFTEEN_MINUTES": 15, "ONE_HOUR": 60, "SIX_HOURS": 360}
_ALL = "all accounts"


def _left_regions(pair: Pair) -> Iterator[Difference]:
    """Regions that the organization leaves."""
    for region in pair.before.organization.regions:
        if region not in pair.regions:
            yield _difference(pair, "regions", region, region, None, f"Region {region}")


def _other_administrator(pair: Pair) -> Iterator[Difference]:
    """Another administrator account: nothing that was in the old one is in it."""
    before, after = (o.administrator.account_id for o in (pair.before.organization, pair.after.organization))
    if before != after:
        yield _difference(pair, "administrator", after, before, after, f"account {after}", before)


def _other_mode(pair: Pair) -> Iterator[Difference]:
    before, after = (o.membership.mode.value for o in (pair.before.organization, pair.after.organization))
    if before != after:
        yield _difference(pair, "membership", "mode", before, after, "membership", f"{after}, no longer by {before}")


def _fewer_enrolled(pair: Pair) -> Iterator[Difference]:
    """Accounts, or those that get a protection, of which AWS enrols fewer by itself."""
    before, after = _enrolment(pair.before.organization), _enrolment(pair.after.organization)
    general = (before.get(_ALL), after.get(_ALL))
    for name in before.keys() & after.keys():
        is_lower = _ENROLMENT.index(after[name]) < _ENROLMENT.index(before[name])
        if is_lower and (name == _ALL or (before[name], after[name]) != general):
            what = "auto_enable" if name == _ALL else f"auto_enable_for.{name}"
            yield _difference(pair, "membership", name, before[name].lower(), after[name].lower(), what)


def _enrolment(organization: Organization) -> Mapping[str, str]:
    """Whom AWS enrols, in general and for each protection; nobody by invitation."""
    membership = organization.membership
    if membership.auto_enable is None:
        return {}
    features = {NAMES[f]: membership.auto_enable_by_feature.get(f, membership.auto_enable) for f in NAMES}
    return {_ALL: membership.auto_enable, **features}


def _slower(pair: Pair) -> Iterator[Difference]:
    """Updates of findings are published later."""
    before, after = (_MINUTES[o.publish_every] for o in (pair.before.organization, pair.after.organization))
    if after > before:
        yield _difference(pair, "detector", "publish_every", before, after, "updates of findings")


def _without_views(pair: Pair) -> Iterator[Difference]:
    """GuardDuty no longer gets filters that only show findings."""
    if pair.before.organization.has_views and not pair.after.organization.has_views:
        yield _difference(pair, "filters", "views", "all", "none", "filters")


def _looser_limit(pair: Pair) -> Iterator[Difference]:
    """Suppressions may be longer."""
    before, after = (o.suppression_rules.max_days for o in (pair.before.organization, pair.after.organization))
    if before is not None and (after is None or after > before):
        yield _difference(pair, "rules", "max_days", before, after or "any number of", "suppressions")


def _farther_reach(pair: Pair) -> Iterator[Difference]:
    """Teams whose suppressions may archive findings of other teams' accounts."""
    before, after = (o.suppression_rules.organization_wide for o in (pair.before.organization, pair.after.organization))
    for team in sorted(after - before):
        yield _difference(pair, "rules", "organization_wide", None, team, f"suppressions of team {team}")


def _no_coverage(pair: Pair) -> Iterator[Difference]:
    """It is no longer sent that Runtime Monitoring has stopped covering something."""
    before, after = (o.runtime_coverage_route for o in (pair.before.organization, pair.after.organization))
    if before and not after:
        yield _difference(pair, "runtime_coverage", "route", before, None, "runtime coverage", before)


def _coverage_elsewhere(pair: Pair) -> Iterator[Difference]:
    before, after = (o.runtime_coverage_route for o in (pair.before.organization, pair.after.organization))
    if before and after and not pair.is_same_route(before, after):
        detail = f"{after}, no longer to {before}"
        yield _difference(pair, "runtime_coverage", "route", before, after, "runtime coverage", detail)


def _difference(pair: Pair, section: str, name: str, old: Any, new: Any, what: str, detail: str = "") -> Difference:
    before, after = pair.before.organization.origin, pair.after.organization.origin
    return Difference(Subject(section, name), before, after, old, new, what, detail)


RULES = (
    *both(
        _left_regions,
        Says(
            "region-removed",
            Level.BLIND,
            "{what} is gone: nothing in it is managed",
            "the organization leaves a Region, with everything that was in it",
        ),
        Says("region-added", Level.SAFE, "{what} is new", "the organization has one more Region"),
    ),
    *alone(
        _other_administrator,
        Says(
            "administrator-changed",
            Level.BLIND,
            "{what} is the administrator, no longer {detail}: nothing is moved",
            "another account is the administrator; the findings, filters and lists of the one before are not moved",
        ),
        "the change back leaves an administrator too",
    ),
    *alone(
        _other_mode,
        Says(
            "membership-mode",
            Level.REVIEW,
            "accounts become members by {detail}",
            "accounts become members in another way",
        ),
        "the change back is another way too",
    ),
    *both(
        _fewer_enrolled,
        Says(
            "auto-enable-lowered",
            Level.BLIND,
            "AWS enrols fewer accounts by itself: {what} is {new}, before {old}",
            "AWS makes fewer accounts members by itself, or gives fewer of them a protection",
        ),
        Says(
            "auto-enable-raised",
            Level.SAFE,
            "AWS enrols more accounts by itself: {what} is {new}, before {old}",
            "AWS makes more accounts members by itself, or gives more of them a protection",
        ),
    ),
    *both(
        _slower,
        Says(
            "publishing-slower",
            Level.REVIEW,
            "{what} are published less often: every {new} minutes, before every {old}",
            "updates of findings are published less often, so nothing is lost but time",
        ),
        Says(
            "publishing-faster",
            Level.SAFE,
            "{what} are published more often: every {new} minutes, before every {old}",
            "updates of findings are published more often",
        ),
    ),
    *both(
        _without_views,
        Says(
            "views-off",
            Level.BLIND,
            "{what} are no longer created in GuardDuty",
            "GuardDuty no longer gets the filters that only show findings; routes and suppressions stay",
        ),
        Says(
            "views-on", Level.SAFE, "{what} are created in GuardDuty", "GuardDuty gets the filters that show findings"
        ),
    ),
    *both(
        _looser_limit,
        Says(
            "suppression-limit-loosened",
            Level.REVIEW,
            "{what} may last longer: {new} days, before {old}",
            "`rules.suppressions.max_days` allows suppressions that end later",
        ),
        Says(
            "suppression-limit-tightened",
            Level.SAFE,
            "{what} may only last {new} days, before {old}",
            "`rules.suppressions.max_days` allows only suppressions that end earlier",
        ),
    ),
    *both(
        _farther_reach,
        Says(
            "suppression-reach-granted",
            Level.REVIEW,
            "{what} may archive findings of every account",
            "`rules.suppressions.organization_wide` has one more team",
        ),
        Says(
            "suppression-reach-withdrawn",
            Level.SAFE,
            "{what} may archive only findings of its own accounts",
            "`rules.suppressions.organization_wide` has one team less",
        ),
    ),
    *both(
        _no_coverage,
        Says(
            "coverage-route-removed",
            Level.BLIND,
            "{what} is no longer sent to {detail}",
            "no event is sent when Runtime Monitoring stops covering a resource",
        ),
        Says(
            "coverage-route-added",
            Level.SAFE,
            "{what} is sent to {detail}",
            "an event is sent when Runtime Monitoring stops covering a resource",
        ),
    ),
    *alone(
        _coverage_elsewhere,
        Says(
            "coverage-route-moved",
            Level.BLIND,
            "{what} is sent to {detail}",
            "what Runtime Monitoring stops covering is sent on another route, so no longer on the one before",
        ),
        "the change back also leaves a route",
    ),
)
