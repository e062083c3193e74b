"""Assets that break what the organization requires of their classification. Datasets are in ``rules.py``."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.base.assets import AssetSection
from ..language.organization.rules import Classification
from ..language.team import SECTIONS
from .company import Company, Declared


def classifications(company: Company) -> Iterator[Diagnostic]:
    """An identity, workload, database or model does what is required for its classification: `watch` and `route`.

    Only the threat purposes that findings about it can have.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {rds: true}
        rules: {classifications: {restricted: {route: true}}}
        ---
        team: fraud
        databases:
          - {name: kb, cluster: kb, account: administrator, region: us-east-1, classification: restricted}
    """
    document = company.document
    if document is None:
        return
    for declared in _assets(company):
        name = declared.spec.classification or ""
        rule = document.spec.rules.classifications.get(name)
        breaches = [*_breaches(rule, declared.spec)] if rule else []
        if breaches:
            message = f"{declared.team}.{declared.spec.name} is classified as {name}, but {' and '.join(breaches)}"
            related = ((f"the rule for {name} is here", document.span("rules", "classifications", name)),)
            yield Diagnostic("rule-breach", message, declared.span("name"), related=related)


def _assets(company: Company) -> Iterator[Declared[AssetSection]]:
    for model in SECTIONS.values():
        if issubclass(model, AssetSection):
            yield from company.of(model)


def _breaches(rule: Classification, asset: AssetSection) -> Iterator[str]:
    """What the asset lacks, each as the end of a sentence."""
    unwatched = [word for word in rule.watch or () if not asset.watches(word)]
    if unwatched:
        yield f"it does not watch {', '.join(unwatched)}"
    if rule.route and asset.route is None:
        yield "it has no route"
