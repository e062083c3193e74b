"""Lists of IP addresses: one of trusted addresses, and threat lists; the files that are uploaded, and their bucket."""

from collections.abc import Iterator

from ..catalog.regions import REGIONS
from ..model.address import Address, Ref
from ..model.lists import AddressList, ListBucket
from ..model.organization import Organization
from ..model.plan import Planned
from ..model.resources import Body
from ..model.resources.buckets import Bucket, BucketPolicy, BucketPublicAccessBlock
from ..model.resources.guardduty import IPSet, ThreatIntelSet
from ..model.resources.lists import ListFile
from ..model.resources.policies import Statement
from . import aws_names, names
from .adoption import import_id
from .detector import DETECTOR_ID

_BUCKET_ID = Ref(names.LIST_BUCKET, "id")
_EVERYBODY = (("*", "*"),)


def list_resources(organization: Organization, region: str) -> Iterator[Planned[Body]]:
    """The lists of one Region, before them the bucket of their files, and before each list its file."""
    lists = organization.lists
    if lists.bucket and lists.bucket.is_created:
        yield from _bucket(organization, lists.bucket, region)
    if lists.trusted:
        yield from _list(organization, region, lists.trusted, IPSet, names.TRUSTED_IPS)
    for threats in lists.threats:
        yield from _list(organization, region, threats, ThreatIntelSet, names.threat_list(threats.name))


def _list(
    organization: Organization,
    region: str,
    addresses: AddressList,
    body_type: type[IPSet] | type[ThreatIntelSet],
    address: Address,
) -> Iterator[Planned[Body]]:
    location, file = addresses.location, None
    if location is None:
        uploaded = _file(organization, region, addresses)
        location, file = _location(organization, region, uploaded.body), Ref(uploaded.address, "key")
        yield uploaded
    imported = import_id(organization.existing_detectors, region, addresses.existing)
    body = body_type(DETECTOR_ID, addresses.name, location, addresses.format, addresses.activate, file)
    former = tuple(map(names.threat_list, addresses.was))
    after = (file.address,) if file else ()
    yield Planned(address, body, organization.origin, after, imported, former)


def _file(organization: Organization, region: str, addresses: AddressList) -> Planned[ListFile]:
    bucket = _bucket_of(organization)
    content = "".join(f"{entry}\n" for entry in addresses.entries)
    key = aws_names.list_key(organization.name, addresses.name, content)
    target = _BUCKET_ID if bucket.is_created else aws_names.regional_bucket_name(bucket.name, region)
    former = tuple(map(names.list_file, addresses.was))
    body = ListFile(target, key, content)
    return Planned(names.list_file(addresses.name), body, organization.origin, former=former)


def _location(organization: Organization, region: str, file: ListFile) -> str:
    return f"s3://{aws_names.regional_bucket_name(_bucket_of(organization).name, region)}/{file.key}"


def _bucket_of(organization: Organization) -> ListBucket:
    assert organization.lists.bucket is not None, "a document with entries names a bucket"
    return organization.lists.bucket


def _bucket(organization: Organization, bucket: ListBucket, region: str) -> Iterator[Planned[Body]]:
    """The policy comes after the public access block: S3 refuses two changes of a bucket's access at once.

    GuardDuty's service-linked role gets access to a list's file when the list is created (user guide,
    guardduty-lists-prerequisites), so the policy has no statement for it.
    """
    origin, name = organization.origin, aws_names.regional_bucket_name(bucket.name, region)
    arn = f"arn:{REGIONS[region]}:s3:::{name}"
    plain = ("Bool", "aws:SecureTransport", "false")
    deny = Statement("DenyPlainHttp", ("s3:*",), (arn, f"{arn}/*"), (plain,), allow=False, principals=_EVERYBODY)
    yield Planned(names.LIST_BUCKET, Bucket(name, is_kept=False), origin)
    yield Planned(names.LIST_ACCESS_BLOCK, BucketPublicAccessBlock(_BUCKET_ID), origin)
    policy = BucketPolicy(_BUCKET_ID, (deny,))
    yield Planned(names.LIST_BUCKET_POLICY, policy, origin, after=(names.LIST_ACCESS_BLOCK,))
