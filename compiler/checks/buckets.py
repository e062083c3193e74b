"""Buckets: the names of S3 buckets are unique, so two datasets with one name mean the same bucket."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.team.datasets import DatasetSpec
from .company import Company, Declared


def in_one_place(company: Company) -> Iterator[Diagnostic]:
    """A bucket is in one account and in one Region.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1, eu-west-1]
        ---
        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1}
          - {name: labels, bucket: acme-raw, account: administrator, region: eu-west-1}
    """
    for first, other in _again(company):
        places = [("account", *_accounts(company, first, other)), ("region", first.spec.region, other.spec.region)]
        wrong = next((key for key, one, another in places if one != another), None)
        if wrong:
            by = f" by team {first.team}" if first.team != other.team else ""
            message = f"bucket {other.spec.bucket} is already declared in another {wrong}{by}; names are unique in S3"
            related = (("declared here too", first.span(wrong)),)
            help_ = "one of the two is wrong: correct that one"
            yield Diagnostic("conflicting-bucket", message, other.span(wrong), help_, related)


def declared_once(company: Company) -> Iterator[Diagnostic]:
    """Two datasets are the same bucket, in the same account and Region; two scans of it are reported as that.

    Example::

        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1}
          - {name: labels, bucket: acme-raw, account: administrator, region: us-east-1, watch: [policy]}
    """
    for first, other in _again(company):
        is_one_place = first.spec.region == other.spec.region and len(set(_accounts(company, first, other))) == 1
        if is_one_place and not (first.spec.malware_scan and other.spec.malware_scan):
            message = f"bucket {other.spec.bucket} is already declared as dataset {first.team}.{first.spec.name}"
            related = (("first declared here", first.span("bucket")),)
            help_ = "correct the name, or make one dataset of the two"
            yield Diagnostic("duplicate-bucket", message, other.span("bucket"), help_, related)


def _again(company: Company) -> Iterator[tuple[Declared[DatasetSpec], Declared[DatasetSpec]]]:
    """Every dataset whose bucket one before it has, with the first that has it, in the order of files and lines."""
    first: dict[str, Declared[DatasetSpec]] = {}
    for dataset in sorted(company.of(DatasetSpec), key=lambda dataset: dataset.span("bucket").order):
        holder = first.setdefault(dataset.spec.bucket, dataset)
        if holder is not dataset:
            yield holder, dataset


def _accounts(company: Company, *datasets: Declared[DatasetSpec]) -> tuple[str | None, ...]:
    return tuple(company.names.accounts_of(dataset.team).get(dataset.spec.account) for dataset in datasets)
