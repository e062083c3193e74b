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

from ...catalog import finding_types
from ...catalog.assets.buckets import BUCKET
from ...catalog.assets.kind import Names
from ...diagnostics import Problem
from ...model import scans
from ...model.assets import Naming
from ...model.criteria import Criteria, Criterion, by_field
from ...model.program import Declaration
from ..base.holds import Holding
from ..base.nameable import Principals
from ..base.places import mentions_of
from ..base.purposes import RESOURCE, Watched
from ..base.recommended import is_recommended
from ..base.section import Context, NamedSection, Reference, account_reference, route_reference
from ..base.types import BucketName, Description, Name, Region, region_of
from .malware_scan import MalwareScan

# An attack sequence names its buckets in service.detection.sequence.resources, a field that only filters with
# the action ARCHIVE accept, and not in resource.s3BucketDetails. So its filter is on the account (user guide,
# AttackSequence finding details).
_ATTACK_SEQUENCE = "attack-sequence"


class DatasetSpec(NamedSection):
    """An S3 bucket: a filter on it and on the finding types of `watch`, in the bucket's Region."""

    noun = "a dataset"

    bucket: BucketName
    """The bucket's name, without `arn:` or `s3://`. Example: acme-fraud-transactions"""
    account: str
    """The account that owns the bucket: the name or id of an account of this team, or `administrator`.
    Example: fraud-prod"""
    region: Region
    """The bucket's Region, which has to be one of the organization's `regions`. Example: eu-west-1"""
    classification: Name | None = None
    """How sensitive the data is, in the company's own words; also a tag of the filter. If the organization has
    `rules.classifications`, one of those. Example: restricted"""
    watch: Watched | None = None
    """The threat purposes to watch, or `recommended` for those that suit what it `holds`. If omitted, every finding on
    the bucket matches, including types that AWS adds later. Attack sequences do not name a bucket where filters can
    see it, so `attack-sequence` adds a filter on the whole account. Example: [exfiltration, impact, malware]"""
    holds: Holding | None = None
    """What is in it. Example: training"""
    malware_scan: MalwareScan | None = None
    """Scans new objects for malware; `{}` scans all of them. The account needs a `role`, or is the administrator
    account. If omitted, nothing is scanned. Example: {prefixes: [raw/], tag_objects: true}"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document.
    If omitted, they are not sent. Example: soc"""
    description: Description | None = None
    """The description of the filter in AWS. If omitted, one is made from the bucket and the name.
    Example: Card transactions of the last five years"""

    def watches(self, purpose: str) -> bool:
        """Whether a threat purpose is watched: without ``watch``, all but attack sequences, which name no bucket."""
        watched = self._watched()
        return purpose in watched if watched else purpose != _ATTACK_SEQUENCE

    def _watched(self) -> tuple[str, ...] | None:
        return BUCKET.recommended_for(self.holds) if is_recommended(self.watch) else self.watch

    def asset_kind(self) -> str:
        return "bucket"

    def names(self, principals: Principals) -> Names:  # noqa: ARG002
        return {"bucket": (self.bucket,)}

    def own_regions(self) -> tuple[str, ...]:
        return (self.region,)

    def problems(self) -> Iterator[Problem]:
        scan = self.malware_scan
        yield from (problem.below(("malware_scan",)) for problem in (scan.problems() if scan else ()))
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
        if self.malware_scan:
            yield from route_reference(self.malware_scan.route, "malware_scan", "route")

    def lower(self, context: Context) -> Iterator[Declaration]:
        made = [*self._filters(context)]
        yield from made
        names, facts, regions = {"bucket": self.bucket}, self._facts(), self.own_regions()
        asset = context.asset(
            self.asset_kind(), self.account, made, naming=self._naming(), names=names, facts=facts, regions=regions
        )
        mentions = mentions_of(BUCKET, self.names(context.principals), asset.account_id)
        yield replace(asset, mentions=tuple(mentions))
        if self.malware_scan:
            yield self._scan(context, self.malware_scan)
            yield from self._scan_results(context, self.malware_scan)

    def _naming(self) -> Naming:
        return Naming.ACCOUNT if self._watched() == (_ATTACK_SEQUENCE,) else Naming.NAMED

    def _scan(self, context: Context, scan: MalwareScan) -> scans.MalwareScan:
        return scans.MalwareScan(
            team=context.team,
            name=self.name,
            bucket=self.bucket,
            account_id=context.accounts[self.account],
            region=self.region,
            prefixes=scan.prefixes or (),
            tag_objects=scan.tag_objects,
            kms_key_arn=scan.kms_key_arn,
            existing_plan=scan.existing.plan if scan.existing else None,
            existing_role=scan.existing.role if scan.existing else None,
            tags=context.tags(self._tags()),
            origin=context.origin,
        )

    def _scan_results(self, context: Context, scan: MalwareScan) -> Iterator[scans.RoutedScanResults]:
        if scan.route:
            yield scans.RoutedScanResults(
                team=context.team,
                name=self.name,
                route=scan.route,
                bucket=self.bucket,
                account_id=context.accounts[self.account],
                region=self.region,
                statuses=scan.routed_statuses(),
                tags=context.tags(self._tags()),
                origin=context.origin,
            )

    def _facts(self) -> dict[str, str]:
        return {**self._tags(), **({"holds": self.holds} if self.holds else {})}

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
        watched = self._watched()
        direct = [word for word in watched or () if word != _ATTACK_SEQUENCE]
        if watched is None:
            yield self.name, by_field(bucket)
        if direct:
            types = Criterion("type", equals=finding_types.of_purpose(direct, RESOURCE))
            yield self.name, by_field(bucket, types)
        if _ATTACK_SEQUENCE in (watched or ()):
            types = Criterion("type", equals=finding_types.of_purpose([_ATTACK_SEQUENCE], RESOURCE))
            yield f"{self.name}-{_ATTACK_SEQUENCE}", by_field(self._account(context), types)
