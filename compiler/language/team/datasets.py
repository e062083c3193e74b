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

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator

from compiler.catalog import finding_types, quotas
from compiler.language.base.purposes import RESOURCE, Purposes
from compiler.language.base.section import Context, NamedSection, Reference, account_reference, route_reference
from compiler.language.base.spec import Spec, distinct, fault
from compiler.language.base.types import BucketName, Description, KmsKeyArn, Name, Region
from compiler.model import program
from compiler.model.criteria import Criteria, Criterion, in_order
from compiler.model.program import Asked

# An attack sequence names its buckets in service.detection.sequence.resources, which only ARCHIVE
# filters may look at, and not in resource.s3BucketDetails: it is watched by the account (user guide,
# AttackSequence finding details).
_ATTACK_SEQUENCE = "attack-sequence"


def _prefixes(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) > quotas.SCAN_PREFIXES:
        message = f"{len(values)} prefixes; GuardDuty takes {quotas.SCAN_PREFIXES} for a bucket"
        raise fault("invalid-value", message, "leave prefixes out to scan every object")
    if not all(values):
        raise fault("invalid-value", "an empty prefix is every object", "leave prefixes out to scan every object")
    return values


class MalwareScan(Spec):
    """GuardDuty scans every new object of the bucket, with a role made for it in the owning account."""

    prefixes: Annotated[tuple[str, ...], AfterValidator(distinct("a prefix")), AfterValidator(_prefixes)] | None = None
    """Only objects whose keys start with one of these; left out, every object."""
    tag_objects: bool = False
    """Whether each scanned object is tagged with the result (GuardDutyMalwareScanStatus)."""
    kms_key_arn: KmsKeyArn | None = None
    """The key that the bucket's objects are encrypted with, if it is not S3's own."""


class DatasetSpec(NamedSection):
    """A filter on the bucket and the finding types of `watch`, in the Region of the bucket."""

    bucket: BucketName
    """The name of the bucket, without arn: or s3:."""
    account: str
    """The account that owns the bucket: the name of an account of this team, or administrator."""
    region: Region
    """Where the bucket is; one of the organization's Regions."""
    classification: Name | None = None
    """How sensitive the data is, in the company's own words; a tag of the filter."""
    watch: Purposes | None = None
    """Threat purposes; left out, every finding on the bucket, types that AWS adds later included."""
    malware_scan: MalwareScan | None = None
    """Scans new objects; the account has to have a role, or be the administrator."""
    route: Name | None = None
    """Where its findings are sent: the name of a route of the organization."""
    description: Description | None = None
    """What the filter says about itself in the GuardDuty console."""

    def watches(self, purpose: str) -> bool:
        """Whether a threat purpose is watched. Left out, all are but attack sequences, which name no bucket."""
        return purpose in self.watch if self.watch else purpose != _ATTACK_SEQUENCE

    def references(self) -> Iterator[Reference]:
        yield account_reference(self.account)
        yield Reference(("region",), "region", self.region)
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Asked]:
        yield from self._filters(context)
        if self.malware_scan:
            yield program.MalwareScan(
                team=context.team,
                name=self.name,
                bucket=self.bucket,
                account_id=context.accounts[self.account],
                region=self.region,
                prefixes=self.malware_scan.prefixes or (),
                tag_objects=self.malware_scan.tag_objects,
                kms_key_arn=self.malware_scan.kms_key_arn,
                tags=context.tags(self._tags()),
                origin=context.origin,
            )

    def _tags(self) -> dict[str, str]:
        return {"classification": self.classification} if self.classification else {}

    def _filters(self, context: Context) -> Iterator[Asked]:
        about = self.description or f"Findings on the S3 bucket {self.bucket} (dataset {self.name})"
        sequences = f"Attack sequences on S3 data in the account of dataset {self.name}"
        for name, criteria in self._criteria(context):
            text = about if name == self.name else sequences
            views = context.view(name, text, criteria, (self.region,), route=self.route, tags=self._tags())
            yield from (replace(view, facts=(self._account(context),)) for view in views)

    def _account(self, context: Context) -> Criterion:
        return Criterion("accountId", equals=(context.accounts[self.account],))

    def _criteria(self, context: Context) -> Iterator[tuple[str, Criteria]]:
        """What each filter asks for, by its name."""
        bucket = Criterion("resource.s3BucketDetails.name", equals=(self.bucket,))
        direct = [word for word in self.watch or () if word != _ATTACK_SEQUENCE]
        if self.watch is None:
            yield self.name, in_order(bucket)
        if direct:
            types = Criterion("type", equals=finding_types.of_purpose(direct, RESOURCE))
            yield self.name, in_order(bucket, types)
        if _ATTACK_SEQUENCE in (self.watch or ()):
            types = Criterion("type", equals=finding_types.of_purpose([_ATTACK_SEQUENCE], RESOURCE))
            yield f"{self.name}-{_ATTACK_SEQUENCE}", in_order(self._account(context), types)
