"""What datasets and other assets lack of what the organization requires for their classification."""

from collections.abc import Iterator

from ..language.base.assets import AssetSection
from ..language.organization.document import OrganizationSpec
from ..language.organization.rules import Classification
from ..language.team import SECTIONS
from ..language.team.datasets import DatasetSpec
from .company import Company, Declared


def assets(company: Company) -> Iterator[Declared[AssetSection]]:
    """All identities, workloads, databases and models."""
    for model in SECTIONS.values():
        if issubclass(model, AssetSection):
            yield from company.of(model)


def breaches_of_asset(rule: Classification, asset: AssetSection) -> list[str]:
    """What it lacks, each as the end of a sentence; of the threat purposes only those that findings about it have."""
    unwatched = [word for word in rule.watch or () if not asset.watches(word)]
    breaches = {
        f"it does not watch {', '.join(unwatched)}": bool(unwatched),
        "it has no route": rule.route and asset.route is None,
    }
    return [what for what, is_breach in breaches.items() if is_breach]


def breaches_of_dataset(organization: OrganizationSpec, rule: Classification, dataset: DatasetSpec) -> list[str]:
    """What a dataset lacks, each as the end of a sentence."""
    unwatched = [word for word in rule.watch or () if not dataset.watches(word)]
    breaches = {
        f"it does not watch {', '.join(unwatched)}": bool(unwatched),
        "it has no malware_scan": bool(rule.malware_scan) and dataset.malware_scan is None,
        "its malware_scan has prefixes": rule.malware_scan == "whole" and _has_prefixes(dataset),
        "it has no route": rule.route and dataset.route is None,
        "the organization has no export": rule.export and organization.export is None,
    }
    return [what for what, is_breach in breaches.items() if is_breach]


def _has_prefixes(dataset: DatasetSpec) -> bool:
    return dataset.malware_scan is not None and bool(dataset.malware_scan.prefixes)
