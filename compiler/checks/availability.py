"""Availability: finding types that a filter names and that some of its Regions do not have."""

from collections import defaultdict
from collections.abc import Iterator

from ..catalog.finding_types import FindingType
from ..catalog.protections import is_available
from ..diagnostics import Diagnostic
from ..model.filters import Filter
from .company import Company
from .reach import criteria_on, reached_types, some
from .visibility import scope_of


def types(company: Company) -> Iterator[Diagnostic]:
    """A filter names a finding type that GuardDuty does not have in a Region of the filter.

    Nothing about patterns, which mean the types that there are, and about types whose protection the Region does not
    have either, which is a problem of its own.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1, ap-northeast-2]
        ---
        team: fraud
        filters:
          - {name: resolvers, where: {type: {equals: ["DefenseEvasion:EC2/UnusualDoHActivity"]}}}
    """
    for view in company.views:
        for regions, names in _missing(view).items():
            do = "do" if len(names) > 1 else "does"
            message = f"{view.full_name}: {some(tuple(names))} {do} not exist in {some(regions)}"
            yield Diagnostic("unavailable-type", message, view.origin.span, "deploy it only in Regions that have it")


def _missing(view: Filter) -> dict[tuple[str, ...], list[str]]:
    """The types that the filter names, by the Regions of the filter that do not have them."""
    missing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    regions = scope_of(view).regions
    for kind in _named_types(view):
        without = tuple(r for r in regions if r in kind.not_in and is_available(kind.needs or "", r))
        if without:
            missing[without].append(kind.name)
    return missing


def _named_types(view: Filter) -> Iterator[FindingType]:
    named = {value for criterion in criteria_on("type", view.criteria) for value in criterion.equals}
    return (kind for kind in reached_types(view.criteria) if kind.not_in and kind.name in named)
