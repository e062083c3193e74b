"""Routes: whether the targets can be reached, and whether anything is left to send."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog.protections import RUNTIME
from ..diagnostics import Diagnostic, Key
from ..model.accounts import may_be_on
from ..model.routes import Route, Service
from ..source import Span
from .company import Company

# EventBridge user guide, eb-service-cross-account; event buses are in eb-cross-account.
_IN_OTHER_ACCOUNTS = {Service.EVENTS, Service.KINESIS, Service.LAMBDA, Service.SNS, Service.SQS}
_NOUNS = {Service.FIREHOSE: "a Firehose stream", Service.LOGS: "a log group", Service.STATES: "a state machine"}


@dataclass(frozen=True)
class _Sender:
    """What is sent on a route, in words, its place in the specs, and the account and Regions that it is sent from."""

    what: str
    span: Span
    account_id: str
    regions: tuple[str, ...]


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
    for route, sender in _senders(company):
        for target in (*route.targets, *((route.dead_letters,) if route.dead_letters else ())):
            regions = [region for region in sender.regions if not target.is_reached_from(region)]
            if regions:
                message = f"EventBridge in {', '.join(regions)} cannot reach {target.arn}, which is in another Region"
                help_ = "write {region} in the ARN of the route, and create the target in every Region"
                yield Diagnostic("route-region", message, sender.span, help_)


def accounts_of_targets(company: Company) -> Iterator[Diagnostic]:
    """EventBridge reaches only some targets in another account, and uses only a role of the account that sends.

    Findings are sent from the administrator account, results of malware scans from the account that owns the bucket.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: organization, auto_enable: all}
        regions: [us-east-1]
        routes: {soc: {log_group_arn: "arn:aws:logs:{region}:999988887777:log-group:/aws/events/guardduty"}}
        ---
        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: prod@example.com, role: "arn:aws:iam::123456789012:role/deployer"}
        datasets:
          - {name: raw, bucket: acme-raw, account: prod, region: us-east-1, malware_scan: {route: soc}}
    """
    administrator = _administrator(company)
    for route, sender in _senders(company):
        reason = _cannot_send(route, sender.account_id, administrator)
        if reason:
            message = f"{sender.what} from account {sender.account_id}, but {reason}"
            help_ = "name a route whose targets are existing topics, queues, functions, Kinesis streams or event buses"
            yield Diagnostic("route-account", message, sender.span, help_)


def uncovered_runtime(company: Company) -> Iterator[Diagnostic]:
    """There is no runtime coverage where no account has Runtime Monitoring.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        routes: {soc: {sns_topic_arn: "arn:aws:sns:{region}:999988887777:soc"}}
        runtime_coverage: {route: soc}
    """
    document = company.document
    if document and document.spec.runtime_coverage and not _runtime_regions(company):
        message = "protections.runtime is off in every account, so there is no coverage to report"
        help_ = "turn it on, for example runtime: {ec2: true}, or remove runtime_coverage"
        yield Diagnostic("never-matches", message, document.span(Key("runtime_coverage")), help_)


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


def _administrator(company: Company) -> str:
    return company.document.organization.administrator.account_id if company.document else ""


def _senders(company: Company) -> Iterator[tuple[Route, _Sender]]:
    """Everything that is sent on a route that exists."""
    document, administrator = company.document, _administrator(company)
    routes = {route.name: route for route in document.organization.routes} if document else {}
    for routed in company.routed:
        what = f"{routed.full_name} sends findings"
        yield routes[routed.route], _Sender(what, routed.origin.span, administrator, routed.regions)
    for results in company.scan_results:
        what = f"{results.full_name} sends scan results"
        yield routes[results.route], _Sender(what, results.origin.span, results.account_id, (results.region,))
    coverage = document.spec.runtime_coverage if document else None
    if document and coverage and coverage.route in routes:
        span, regions = document.span("runtime_coverage", "route"), _runtime_regions(company)
        yield routes[coverage.route], _Sender("runtime coverage", span, administrator, regions)


def _runtime_regions(company: Company) -> tuple[str, ...]:
    """The Regions in which some account may have Runtime Monitoring."""
    organization = company.document.organization if company.document else None
    regions = organization.regions if organization else ()
    return tuple(r for r in regions if organization and may_be_on(RUNTIME, organization, company.accounts, r))


def _cannot_send(route: Route, account_id: str, administrator: str) -> str | None:
    """Why rules of an account cannot use a route; None where they can."""
    if route.topic and account_id != administrator:
        return f"only account {administrator} may publish to the topic that route {route.name} creates"
    if route.role and account_id != administrator:
        return f"EventBridge cannot use the role of route {route.name} there: it is in account {administrator}"
    for target in route.targets:
        if target.service not in _IN_OTHER_ACCOUNTS and target.arn.split(":")[4] != account_id:
            return f"EventBridge cannot send to {_NOUNS[target.service]} in another account"
    return None
