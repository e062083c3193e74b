"""Routes that nothing would arrive on."""

from collections.abc import Iterable, Iterator, Sequence

from compiler.diagnostics import Diagnostic
from compiler.meaning.comparison import implies
from compiler.model.organization import Route
from compiler.model.program import Action, Asked, Filter, RoutedFindings


def routing_problems(lowered: Iterable[Asked], routes: Sequence[Route]) -> Iterator[Diagnostic]:
    """Routes into another Region, and routes on what a suppression archives altogether."""
    things = tuple(lowered)
    by_name = {route.name: route for route in routes}
    suppressions = [thing for thing in things if isinstance(thing, Filter) and thing.action is Action.ARCHIVE]
    for thing in things:
        if isinstance(thing, RoutedFindings):
            yield from _unreached(thing, by_name[thing.route])
            yield from _archived(thing, suppressions)


def _unreached(routed: RoutedFindings, route: Route) -> Iterator[Diagnostic]:
    for target in route.targets:
        regions = [region for region in routed.regions if not target.is_reached_from(region)]
        if regions:
            message = f"from {', '.join(regions)}, EventBridge does not reach {target.arn}"
            help_ = "write {region} in the ARN of the route, and have one in every Region"
            yield Diagnostic("route-region", message, routed.origin.span, help_)


def _archived(routed: RoutedFindings, suppressions: Sequence[Filter]) -> Iterator[Diagnostic]:
    for suppression in suppressions:
        if set(routed.regions) <= set(suppression.regions) and implies(routed.known, suppression.criteria):
            message = f"{suppression.full_name} archives all of {routed.full_name}: route {routed.route} gets nothing"
            related = (("the suppression is here", suppression.origin.span),)
            help_ = "archived findings never reach EventBridge; remove the route, or narrow the suppression"
            yield Diagnostic("archived-route", message, routed.origin.span, help_, related)
