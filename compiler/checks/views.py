"""Views: with ``filters.views: none``, no filter that archives nothing is created, so none can be adopted."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..language.team.filters import FilterSpec
from .company import Company


def adopted_filters(company: Company) -> Iterator[Diagnostic]:
    """A filter is adopted, and the organization has no views. Terraform would destroy one adopted before.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}
        filters: {views: none}
        ---
        team: fraud
        filters:
          - {name: severe, where: {severity: {at_least: high}}, existing: {us-east-1: made-by-hand}}
    """
    document = company.document
    if document is None or document.organization.has_views:
        return
    for declared in company.of(FilterSpec):
        if declared.spec.existing:
            message = f"filters.views is none, so {declared.team}.{declared.spec.name} cannot adopt a filter"
            related = (("set here", document.span("filters", "views")),)
            yield Diagnostic("adopted-view", message, declared.span("existing"), "remove it", related)
