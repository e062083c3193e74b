"""The detector of a Region with its protections, and how accounts of the organization are enrolled in it."""

from collections.abc import Iterable, Iterator

from ..catalog.protections import is_available
from ..model.address import Ref
from ..model.organization import Organization, Protection
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.guardduty import (
    Detector,
    DetectorFeature,
    OrganizationAdminAccount,
    OrganizationConfiguration,
    OrganizationFeature,
)
from . import names

DETECTOR_ID = Ref(names.DETECTOR, "id")
_NONE = "NONE"


def detector_resources(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """The administrator's detector, created or adopted, and its protections, each on or off.

    A whole company depends on it, so no ``terraform destroy`` of a Region takes it away.
    """
    origin, existing = organization.origin, organization.existing_detectors.get(region)
    detector = Detector(organization.publish_every, prevent_destroy=True)
    yield Planned(names.DETECTOR, detector, origin, import_id=existing)
    for p in available(organization.protections_in(region), region):
        feature = DetectorFeature(DETECTOR_ID, p.feature, p.enabled, p.agents)
        yield Planned(names.detector_feature(p.feature), feature, origin)


def enrolment_resources(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """Which accounts of the organization become members, and with which protections.

    Protections after the rest: the API sets them only for an organization that is already enrolled.
    """
    auto_enable, origin = organization.membership.auto_enable, organization.origin
    if auto_enable is None:
        return
    yield Planned(names.ORGANIZATION, OrganizationConfiguration(DETECTOR_ID, auto_enable), origin)
    for p in available(organization.protections_in(region), region):
        if p.in_organization:
            members = organization.membership.auto_enable_by_feature.get(p.feature, auto_enable)
            agents = tuple((name, members if enabled else _NONE) for name, enabled in p.agents)
            enrolled = members if p.enabled else _NONE
            feature = OrganizationFeature(DETECTOR_ID, p.feature, enrolled, agents)
            yield Planned(names.organization_feature(p.feature), feature, origin, after=(names.ORGANIZATION,))


def delegation(organization: Organization) -> Planned[Body]:
    """The management account makes the administrator's account the administrator."""
    body = OrganizationAdminAccount(organization.administrator.account_id)
    return Planned(names.DELEGATION, body, organization.origin)


def available(protections: Iterable[Protection], region: str) -> Iterator[Protection]:
    """The protections that the Region has; of others nothing is written, neither on nor off."""
    return (protection for protection in protections if is_available(protection.feature, region))
