"""Routes: whether the targets can be reached, and whether anything is left to send."""

from collections.abc import Iterator

from ..diagnostics import Diagnostic
from ..source import Span
from .company import Company


def reachable_targets(company: Company) -> Iterator[Diagnostic]:
    """EventBridge reaches targets and dead-letter queues in its own Region, and event buses in any.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1, eu-west-1]
        routes: {soc: {sns_topic_arn: "arn:aws:sns:us-east-1:999988887777:soc"}}
        ---
        team: fraud
        access_keys:
          - {name: trainer, id: AKIAIOSFODNN7EXAMPLE, account: administrator, route: soc}
    """
    organization = company.document.organization if company.document else None
    routes = {route.name: route for route in organization.routes} if organization else {}
    for routed in company.routed:
        route = routes[routed.route]
        for target in (*route.targets, *((route.dead_letters,) if route.dead_letters else ())):
            regions = [region for region in routed.regions if not target.is_reached_from(region)]
            if regions:
                message = f"EventBridge in {', '.join(regions)} cannot reach {target.arn}, which is in another Region"
                help_ = "write {region} in the ARN of the route, and create the target in every Region"
                yield Diagnostic("route-region", message, routed.origin.span, help_)


def archived_routes(company: Company) -> Iterator[Diagnostic]:
    """Archived findings never reach EventBridge.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        filters:
          - name: scans
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
            route: soc
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    reported: set[Span] = set()  # an entry can route several filters, which one suppression archives
    for routed in company.routed:
        archivers = company.archiving.all_of(routed)
        if archivers.first and routed.origin.span not in reported:
            reported.add(routed.origin.span)
            name, span = archivers.first.full_name, archivers.first.origin.span
            message = (
                f"route {routed.route} gets no findings of {routed.full_name}: suppression {name} archives them all"
            )
            help_ = "archived findings never reach EventBridge: remove the route, or narrow the suppression"
            related = (("the suppression is here", span),)
            yield Diagnostic("archived-route", message, routed.origin.span, help_, related)
