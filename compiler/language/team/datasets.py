"""`datasets`: S3 buckets that hold training data, evaluation data or model artifacts.

Example::

    accounts:
      - name: fraud-prod
        id: "123456789012"
        email: aws-fraud-prod@example.com
        role: arn:aws:iam::123456789012:role/guardduty-deployer
    datasets:
      - name: transactions
        bucket: acme-fraud-transactions
        account: fraud-prod
        region: eu-west-1
        classification: restricted
        watch: [exfiltration, impact, discovery, malware, attack-sequence]
        malware_scan: {prefixes: [raw/], tag_objects: true}
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator

from ...catalog import finding_types, quotas
from ...diagnostics import Choice, Problem
from ...model import program
from ...model.criteria import Criteria, Criterion, by_field
from ...model.program import Declaration
from ..base.purposes import RESOURCE, Purposes
from ..base.section import Context, NamedSection, Reference, account_reference, route_reference
from ..base.spec import Spec, distinct, fault, like, problem_error
from ..base.types import BucketName, Description, KmsKeyArn, Name, Region, RoleArn, region_of

# An attack sequence names its buckets in service.detection.sequence.resources, a field that only filters with
# the action ARCHIVE accept, and not in resource.s3BucketDetails. So its filter is on the account (user guide,
# AttackSequence finding details).
_ATTACK_SEQUENCE = "attack-sequence"


_ALL_OBJECTS = "leave prefixes out to scan every object"
_URL = re.compile("s3://[^/]*/?")


def _prefixes(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) > quotas.SCAN_PREFIXES:
        message = f"{len(values)} prefixes; GuardDuty allows at most {quotas.SCAN_PREFIXES} per bucket"
        raise fault("invalid-value", message, _ALL_OBJECTS)
    if not all(values):
        raise fault("invalid-value", "an empty prefix matches every object", _ALL_OBJECTS)
    for index, value in enumerate(values):
        meant = _URL.sub("", value).lstrip("/").rstrip("*")
        if "*" in meant or meant != value:
            raise problem_error(_no_prefix(value, meant.partition("*")[0]).below((index,)))
    return values


def _no_prefix(value: str, meant: str) -> Problem:
    """A prefix is compared with the keys of objects as it is, and a key starts without / (S3 user guide, prefixes)."""
    message = f"no object key starts with {value!r}: a prefix has no *, no s3:// and no / at its start"
    choice = Choice((), meant) if meant else None
    return Problem((), "never-matches", message, None if meant else _ALL_OBJECTS, choice)


class ExistingScan(Spec):
    """A Malware Protection plan that exists already, and its role."""

    plan: Annotated[
        str, *like("[0-9a-zA-Z]{1,64}", "invalid-value", "the id of a Malware Protection plan", "letters and digits")
    ]
    """The id of the plan, as `aws guardduty list-malware-protection-plans` shows it. Example: 1234567890abcdef0123"""
    role: RoleArn | None = None
    """The plan's role, if it is to be adopted too: Terraform then gives it the trust policy of a scan, and a policy
    named scan beside those that it has. Leave it out where several plans share the role: then one is created.
    Example: arn:aws:iam::123456789012:role/service-role/GuardDutyScan"""


class MalwareScan(Spec):
    """GuardDuty scans each new object of the bucket, with a role that is created for it in the owning account."""

    prefixes: Annotated[tuple[str, ...], AfterValidator(distinct("a prefix")), AfterValidator(_prefixes)] | None = None
    """Scans only objects whose keys start with one of these, at most 5, without `s3://`, `*` or a `/` at the start.
    Left out, every new object is scanned.
    Example: [raw/]"""
    tag_objects: bool = False
    """Whether each scanned object is tagged with the result (GuardDutyMalwareScanStatus). Example: true"""
    kms_key_arn: KmsKeyArn | None = None
    """The KMS key that encrypts the bucket's objects, which the scan's role may then use. Left out, the role
    may use none. Example: arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"""
    existing: ExistingScan | None = None
    """The bucket's existing plan, if needed with its role: adopted instead of created.
    Example: {plan: 1234567890abcdef0123}"""


class DatasetSpec(NamedSection):
    """An S3 bucket: a filter on it and on the finding types of `watch`, in the bucket's Region."""

    noun = "a dataset"

    bucket: BucketName
    """The bucket's name, without `arn:` or `s3://`. Example: acme-fraud-transactions"""
    account: str
    """The account that owns the bucket: the name of an account of this team, or `administrator`.
    Example: fraud-prod"""
    region: Region
    """The bucket's Region, which has to be one of the organization's `regions`. Example: eu-west-1"""
    classification: Name | None = None
    """How sensitive the data is, in the company's own words; also a tag of the filter. If the organization has
    `rules.classifications`, one of those. Example: restricted"""
    watch: Purposes | None = None
    """The threat purposes to watch. Left out, every finding on the bucket matches, including types that AWS adds
    later. Attack sequences do not name a bucket where filters can see it, so `attack-sequence` adds a filter on
    the whole account. Example: [exfiltration, impact, malware]"""
    malware_scan: MalwareScan | None = None
    """Scans new objects for malware; `{}` scans all of them. The account needs a `role`, or is the administrator
    account. Left out, nothing is scanned. Example: {prefixes: [raw/], tag_objects: true}"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document.
    Left out, they are not sent. Example: soc"""
    description: Description | None = None
    """The description of the filter in AWS. Left out, one is made from the bucket and the name.
    Example: Card transactions of the last five years"""

    def watches(self, purpose: str) -> bool:
        """Whether a threat purpose is watched: without ``watch``, all but attack sequences, which name no bucket."""
        return purpose in self.watch if self.watch else purpose != _ATTACK_SEQUENCE

    def problems(self) -> Iterator[Problem]:
        scan = self.malware_scan
        if scan and not self.watches("malware"):
            message = "watch leaves out malware, so no filter of this dataset shows what malware_scan finds"
            yield Problem(("watch",), "unwatched-scan", message, "add malware to watch")
        if scan and scan.kms_key_arn and region_of(scan.kms_key_arn) != self.region:
            message = f"this key is in {region_of(scan.kms_key_arn)}, but the bucket is in {self.region}"
            help_ = "S3 encrypts objects only with a key in the Region of their bucket"
            yield Problem(("malware_scan", "kms_key_arn"), "key-in-other-region", message, help_)

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield Reference(("region",), "region", self.region)
        if self.classification:
            yield Reference(("classification",), "classification", self.classification)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Declaration]:
        yield from self._filters(context)
        if self.malware_scan:
            existing = self.malware_scan.existing
            yield program.MalwareScan(
                team=context.team,
                name=self.name,
                bucket=self.bucket,
                account_id=context.accounts[self.account],
                region=self.region,
                prefixes=self.malware_scan.prefixes or (),
                tag_objects=self.malware_scan.tag_objects,
                kms_key_arn=self.malware_scan.kms_key_arn,
                existing_plan=existing.plan if existing else None,
                existing_role=existing.role if existing else None,
                tags=context.tags(self._tags()),
                origin=context.origin,
            )

    def _tags(self) -> dict[str, str]:
        return {"classification": self.classification} if self.classification else {}

    def _filters(self, context: Context) -> Iterator[Declaration]:
        about = self.description or f"Findings on the S3 bucket {self.bucket} (dataset {self.name})"
        sequences = f"Attack sequences on S3 data in the account of dataset {self.name}"
        for name, criteria in self._criteria(context):
            text = about if name == self.name else sequences
            views = context.view(name, text, criteria, (self.region,), route=self.route, tags=self._tags())
            yield from (replace(view, facts=(self._account(context),)) for view in views)

    def _account(self, context: Context) -> Criterion:
        return Criterion("accountId", equals=(context.accounts[self.account],))

    def _criteria(self, context: Context) -> Iterator[tuple[str, Criteria]]:
        """The name and the criteria of each filter."""
        bucket = Criterion("resource.s3BucketDetails.name", equals=(self.bucket,))
        direct = [word for word in self.watch or () if word != _ATTACK_SEQUENCE]
        if self.watch is None:
            yield self.name, by_field(bucket)
        if direct:
            types = Criterion("type", equals=finding_types.of_purpose(direct, RESOURCE))
            yield self.name, by_field(bucket, types)
        if _ATTACK_SEQUENCE in (self.watch or ()):
            types = Criterion("type", equals=finding_types.of_purpose([_ATTACK_SEQUENCE], RESOURCE))
            yield f"{self.name}-{_ATTACK_SEQUENCE}", by_field(self._account(context), types)
