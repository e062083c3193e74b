"""AI findings: severity conditions that exclude the findings of AI Protection, which are always Low.

Only where AI Protection is on: without it there are no such findings.
"""

from collections.abc import Iterator

from ..catalog.filter_fields import all_fields
from ..catalog.finding_types import AI_PROTECTION, all_types
from ..diagnostics import Diagnostic
from ..language.team.filters import FilterSpec
from ..language.where.model import criterion_of
from ..meaning.comparison import excludes
from .company import Company, Declared
from .reach import LOW


def excluded_types(company: Company) -> Iterator[Diagnostic]:
    """A filter names a type of AI Protection, and has a severity condition that excludes Low.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {ai: true}
        ---
        team: fraud
        filters:
          - name: severe
            where:
              type: {equals: ["Impact:IAMUser/CostHarvesting"]}
              severity: {at_least: high}
    """
    for declared in _without_low(company):
        types = declared.spec.where.get("type")
        for index, name in enumerate(types.equals or () if types else ()):
            if all_types()[str(name)].needs == AI_PROTECTION:
                message = f"{name} is always Low, but the severity condition excludes Low"
                help_ = "put it in a separate filter, without a severity condition"
                span = declared.span("where", "type", "equals", index)
                yield Diagnostic("hides-ai-findings", message, span, help_)


def excluded_from_routes(company: Company) -> Iterator[Diagnostic]:
    """A filter of any type has a route, and a severity condition that excludes Low.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {ai: true}
        routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
        ---
        team: fraud
        filters:
          - {name: severe, where: {severity: {at_least: high}}, route: soc}
          - {name: models, where: {type: {equals: ["Impact:IAMUser/CostHarvesting"]}}}
    """
    for declared in _without_low(company):
        if declared.spec.route and "type" not in declared.spec.where:
            message = "AI Protection findings are always Low: this severity excludes all of them from the route"
            help_ = "route the AI services, or a filter on these types without a severity condition"
            yield Diagnostic("hides-ai-findings", message, declared.span("where", "severity"), help_)


def _without_low(company: Company) -> Iterator[Declared[FilterSpec]]:
    """The filters with a severity condition that excludes Low, if AI Protection is on for some account."""
    everywhere = company.document is not None and "ai" in company.document.spec.protections.switched_on()
    own = (protection for account in company.accounts for protection in account.protections)
    is_on = everywhere or any(protection.enabled for protection in own if protection.feature == AI_PROTECTION)
    for declared in company.of(FilterSpec) if is_on else ():
        severity = declared.spec.where.get("severity")
        if severity and excludes((criterion_of(all_fields()["severity"], severity, {}),), LOW):
            yield declared
