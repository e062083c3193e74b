"""The organization as a whole: its Regions, its administrator, how accounts become members, what all share."""

from collections.abc import Iterator, Mapping

from ...catalog.protections import NAMES
from ...model.organization import Organization
from ..change import Level
from ..pair import Pair
from ..rule import Difference, Says, alone, both, of_document

_NOBODY = "NONE"
_ENROLMENT = (_NOBODY, "NEW", "ALL")
_MINUTES = {"FIFTEEN_MINUTES": 15, "ONE_HOUR": 60, "SIX_HOURS": 360}
_ALL = "all accounts"


def _left_regions(pair: Pair) -> Iterator[Difference]:
    """Regions that the organization leaves."""
    for region in pair.before.organization.regions:
        if region not in pair.regions:
            yield of_document(pair, "regions", region, region, None, f"Region {region}")


def _other_administrator(pair: Pair) -> Iterator[Difference]:
    """Another administrator account: nothing that was in the old one is in it."""
    before, after = (o.administrator.account_id for o in pair.organizations)
    if before != after:
        yield of_document(pair, "administrator", after, before, after, f"account {after}", before)


def _other_mode(pair: Pair) -> Iterator[Difference]:
    before, after = (o.membership.mode.value for o in pair.organizations)
    if before != after:
        yield of_document(pair, "membership", "mode", before, after, "membership", f"{after}, no longer by {before}")


def _fewer_enrolled(pair: Pair) -> Iterator[Difference]:
    """Accounts, or those that get a protection, of which AWS enrols fewer by itself."""
    before, after = _enrolment(pair.before.organization), _enrolment(pair.after.organization)
    general = (before[_ALL], after[_ALL])
    for name in before:
        is_lower = _ENROLMENT.index(after[name]) < _ENROLMENT.index(before[name])
        if is_lower and (name == _ALL or (before[name], after[name]) != general):
            what = "auto_enable" if name == _ALL else f"auto_enable_for.{name}"
            yield of_document(pair, "membership", name, before[name].lower(), after[name].lower(), what)


def _enrolment(organization: Organization) -> Mapping[str, str]:
    """Whom AWS enrols, in general and for each protection; nobody by invitation."""
    membership = organization.membership
    general = membership.auto_enable or _NOBODY
    features = {NAMES[f]: membership.auto_enable_by_feature.get(f, general) for f in NAMES}
    return {_ALL: general, **features}


def _other_versions(pair: Pair) -> Iterator[Difference]:
    """Other versions of watchspec may compile the specs, and may read something else in them."""
    before, after = (o.versions or "any version" for o in pair.organizations)
    if before != after:
        yield of_document(pair, "watchspec", "watchspec", before, after, "watchspec", f"{after}, before {before}")


def _slower(pair: Pair) -> Iterator[Difference]:
    """Updates of findings are published later."""
    before, after = (_MINUTES[o.publish_every] for o in pair.organizations)
    if after > before:
        yield of_document(pair, "detector", "publish_every", before, after, "updates of findings")


def _without_views(pair: Pair) -> Iterator[Difference]:
    """GuardDuty no longer gets filters that only show findings."""
    if pair.before.organization.has_views and not pair.after.organization.has_views:
        yield of_document(pair, "filters", "views", "all", "none", "filters")


def _no_coverage(pair: Pair) -> Iterator[Difference]:
    """It is no longer sent that Runtime Monitoring has stopped covering something."""
    before, after = (o.runtime_coverage_route for o in pair.organizations)
    if before and not after:
        yield of_document(pair, "runtime_coverage", "route", before, None, "runtime coverage", before)


def _coverage_elsewhere(pair: Pair) -> Iterator[Difference]:
    before, after = (o.runtime_coverage_route for o in pair.organizations)
    if before and after and not pair.is_same_route(before, after):
        detail = f"{after}, no longer to {before}"
        yield of_document(pair, "runtime_coverage", "route", before, after, "runtime coverage", detail)


RULES = (
    *alone(
        _other_versions,
        Says(
            "versions-changed",
            Level.REVIEW,
            "other versions of {what} may compile the specs: {detail}",
            "`watchspec` names another range of versions, and only the running version is used to compare",
        ),
        "the change back is another range too",
    ),
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
