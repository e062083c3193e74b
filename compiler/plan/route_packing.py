"""Routed findings are packed like filters, for each route."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..model.filters import RoutedFindings
from ..model.organization import Organization
from ..model.routes import Route
from . import aws_names
from .packing import by_shape


def packed_routes(routed: Iterable[RoutedFindings], organization: Organization, region: str) -> list[RoutedFindings]:
    """The routed findings of one Region, packed as the organization sets, sorted by name."""
    routes = {route.name: route for route in organization.routes}
    by_route: dict[str, list[RoutedFindings]] = defaultdict(list)
    for findings in routed:
        by_route[findings.route].append(findings)
    results = [
        _named_after(routes[findings.route], findings) if shape else findings
        for of_route in by_route.values()
        for findings, shape, _ in by_shape(of_route, organization, region)
    ]
    return sorted(results, key=lambda findings: findings.full_name)


def _named_after(route: Route, findings: RoutedFindings) -> RoutedFindings:
    """Packed findings with the name of their route in theirs."""
    name, *former = (aws_names.packed_route_name(findings.name, each) for each in (route.name, *route.was))
    return replace(findings, name=name, was=replace(findings.was, names=tuple(former)))
