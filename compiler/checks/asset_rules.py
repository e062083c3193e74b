"""What assets lack of the rule for their classification. Datasets are in ``rules.py``, which reports both."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.base.assets import AssetSection
from ..language.organization.rules import Classification
from ..language.team import SECTIONS
from .company import Company, Declared


@dataclass(frozen=True)
class Breach:
    """``what`` is what the asset lacks, each as the end of a sentence."""

    asset: Declared[AssetSection]
    classification: str
    what: tuple[str, ...]


def breaches(company: Company) -> Iterator[Breach]:
    """Only of the threat purposes that findings about an asset can have."""
    rules = company.document.spec.rules.classifications if company.document else {}
    for declared in _assets(company):
        name = declared.spec.classification or ""
        what = tuple(_breaches(rules[name], declared.spec)) if name in rules else ()
        if what:
            yield Breach(declared, name, what)


def _assets(company: Company) -> Iterator[Declared[AssetSection]]:
    for model in SECTIONS.values():
        if issubclass(model, AssetSection):
            yield from company.of(model)


def _breaches(rule: Classification, asset: AssetSection) -> Iterator[str]:
    unwatched = [word for word in rule.watch or () if not asset.watches(word)]
    if unwatched:
        yield f"it does not watch {', '.join(unwatched)}"
    if rule.route and asset.route is None:
        yield "it has no route"
