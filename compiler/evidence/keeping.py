"""Where findings go: protections that make them, routes that send them, exports that keep them."""

from collections import defaultdict
from collections.abc import Iterator

from ..catalog.protections import NAMES
from ..model import organization as model
from ..model.export import CreatedExport
from ..model.filters import RoutedFindings
from ..model.program import Program
from ..model.resources.events import EventRule, EventTarget
from ..model.routes import Route as DeclaredRoute
from ..model.scans import RoutedScanResults
from ..plan import aws_names, names
from .facts import Protection, Retention, Route
from .settings import Settings
from .traces import Traces, place_of

_KEPT_BY_GUARDDUTY = 90  # days; user guide, guardduty_findings


def protections(program: Program, settings: Settings, traces: Traces) -> Iterator[Protection]:
    """By Region and name."""
    organization = program.organization
    for region in organization.regions:
        for protection in organization.protections_in(region):
            feature = protection.feature
            detector, why = settings.detector(feature, region)
            members, why_members = settings.members(feature, region)
            addresses = (names.detector_feature(feature), names.organization_feature(feature))
            yield Protection(
                spec=place_of(organization.origin),
                resources=traces.at(organization.administrator.account_id, region, *addresses),
                region=region,
                name=f"protections.{NAMES[feature]}",
                detector=detector,
                members=members,
                why="; ".join(dict.fromkeys(filter(None, (why, why_members)))),
            )


def routes(program: Program, traces: Traces) -> Iterator[Route]:
    """By name, also those that nothing sends on."""
    senders: dict[str, list[RoutedFindings | RoutedScanResults]] = defaultdict(list)
    sent: tuple[RoutedFindings | RoutedScanResults, ...] = (*program.routed, *program.scan_results)
    for routed in sent:
        senders[routed.route].append(routed)
    for route in sorted(program.organization.routes, key=lambda route: route.name):
        entries = {routed.origin.span: routed.origin for routed in senders[route.name]}
        resources = (r for origin in entries.values() for r in traces.of(origin, EventRule, EventTarget))
        yield Route(
            spec=place_of(program.organization.origin),
            resources=tuple(dict.fromkeys(resources)),
            name=route.name,
            targets=tuple(_targets(route)),
            senders=tuple(sorted({routed.full_name for routed in senders[route.name]})),
        )


def _targets(route: DeclaredRoute) -> Iterator[str]:
    yield from (target.arn for target in route.targets)
    if route.topic:
        yield from (f"e-mail to {email}" for email in route.topic.emails)


def retention(program: Program, traces: Traces) -> Iterator[Retention]:
    """A row for each Region."""
    organization = program.organization
    for region in organization.regions:
        where, days, note = _kept(organization, region)
        export = organization.export
        lock = export.object_lock if isinstance(export, CreatedExport) else None
        addresses = (names.DESTINATION, names.EXPORT_BUCKET, names.EXPORT_LIFECYCLE)
        yield Retention(
            spec=place_of(organization.origin),
            resources=traces.at(organization.administrator.account_id, region, *addresses),
            region=region,
            where=where,
            days=days,
            lock=f"{lock.days} days, {lock.mode.lower()}" if lock else "",
            note=note,
        )


def _kept(organization: model.Organization, region: str) -> tuple[str, int | None, str]:
    export = organization.export
    if isinstance(export, CreatedExport):
        bucket = aws_names.regional_bucket_name(export.bucket, region)
        return bucket, export.retention_days, "" if export.retention_days else "kept without limit"
    if export:
        return export.bucket_arn, None, "the bucket is not in the specs, and so is how long it keeps findings"
    return "GuardDuty", _KEPT_BY_GUARDDUTY, "no export: GuardDuty itself keeps findings for 90 days"
