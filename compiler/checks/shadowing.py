"""Shadowing: filters whose findings a suppression archives, and filters that match the same findings."""

from collections.abc import Iterator, Mapping

from ..diagnostics import Diagnostic
from ..model.criteria import in_any_order
from ..model.filters import Filter
from .company import Company


def shadowed_filters(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives everything that a filter matches. A filter with a route is reported as its route.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        filters:
          - name: scans
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}, severity: {less_than: 4}}
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    routed = {routed.origin.span for routed in company.routed}
    for shadowed in company.filters:
        suppression = _archiver(company, shadowed)
        if suppression and shadowed.origin.span not in routed:
            message = f"suppression {suppression.full_name} archives everything that {shadowed.full_name} matches"
            related = (("the suppression is here", suppression.origin.span),)
            yield Diagnostic("shadowed", message, shadowed.origin.span, "remove one of them, or narrow it", related)


def partly_shadowed_filters(company: Company) -> Iterator[Diagnostic]:
    """A suppression archives only findings that a filter matches.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        filters:
          - name: scans
            where: {type: {matches: ["Recon:EC2/*"]}, accountId: {equals: [prod]}}
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    for shadowed in company.filters:
        archivers = company.archiving.some_of(shadowed)
        if archivers.first and not _archiver(company, shadowed):
            name, others = archivers.first.full_name, archivers.count - 1
            more = f" (and {others} more {'suppressions do' if others > 1 else 'suppression does'})" if others else ""
            message = f"suppression {name} archives some findings that {shadowed.full_name} matches{more}"
            related = (("the suppression is here", archivers.first.origin.span),)
            help_ = "narrow the suppression, or accept this here with a reason"
            yield Diagnostic("shadowed-in-part", message, shadowed.origin.span, help_, related)


def duplicate_filters(company: Company) -> Iterator[Diagnostic]:
    """Two filters of one Region have the same conditions, and are not of assets that AWS knows by different names.

    Two buckets of an account have the same filter on attack sequences, and neither dataset can do without its own.

    Example::

        team: fraud
        filters:
          - {name: severe, where: {severity: {at_least: high}}}
          - {name: urgent, where: {severity: {at_least: high}}}
    """
    first: dict[tuple[object, ...], Filter] = {}
    owners = {name: asset.names for asset in company.assets for name in asset.filters}
    for declared in sorted(company.filters, key=lambda declared: declared.origin.span.order):
        conditions = in_any_order(declared.criteria)
        holders = [first.setdefault((region, declared.action, conditions), declared) for region in declared.regions]
        holder = next((holder for holder in holders if holder is not declared), None)
        if holder and _names_one(owners.get(declared.full_name), owners.get(holder.full_name)):
            message = f"{declared.full_name} has the same conditions as {holder.full_name}"
            related = (("first declared here", holder.origin.span),)
            yield Diagnostic("duplicate-filter", message, declared.origin.span, "keep one of them", related)


def _names_one(names: Mapping[str, str] | None, others: Mapping[str, str] | None) -> bool:
    """Whether the filters can be of one asset; without names, a filter is written by hand."""
    return names is None or others is None or not set(names.values()).isdisjoint(others.values())


def _archiver(company: Company, shadowed: Filter) -> Filter | None:
    """The suppression that archives everything that a filter matches, before it where it is a suppression itself."""
    first = company.archiving.all_of(shadowed).first
    is_before = first and (not shadowed.justification or first.rank_order < shadowed.rank_order)
    return first if is_before else None
