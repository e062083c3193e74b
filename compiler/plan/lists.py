"""Lists of IP addresses: one of trusted addresses, and threat lists."""

from collections.abc import Iterator

from compiler.model.address import Address
from compiler.model.organization import AddressList, Organization
from compiler.model.plan import Planned
from compiler.model.resources import Body
from compiler.model.resources.guardduty import IPSet, ThreatIntelSet
from compiler.plan import names
from compiler.plan.adoption import import_id
from compiler.plan.detector import DETECTOR_ID


def list_resources(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """The lists of one Region."""
    trusted = organization.lists.trusted
    if trusted:
        yield _list(organization, region, trusted, IPSet, names.TRUSTED_IPS)
    for threats in organization.lists.threats:
        yield _list(organization, region, threats, ThreatIntelSet, names.threat_list(threats.name))


def _list(
    organization: Organization,
    region: str,
    addresses: AddressList,
    body_type: type[IPSet] | type[ThreatIntelSet],
    address: Address,
) -> Planned[Body]:
    imported = import_id(organization.existing_detectors, region, addresses.existing)
    body = body_type(DETECTOR_ID, addresses.name, addresses.location, addresses.format, addresses.activate)
    moved_from = names.threat_list(addresses.was) if addresses.was else None
    return Planned(address, body, organization.origin, import_id=imported, moved_from=moved_from)
