"""Rules for what GuardDuty reports besides findings: results of malware scans, and runtime coverage that fails."""

import json
from collections.abc import Iterator
from typing import Any

from ..catalog.protections import RUNTIME
from ..model.accounts import may_be_on
from ..model.program import Program
from ..model.resources.events import EventRule
from ..model.scans import RoutedScanResults
from . import aws_names, names
from .route_messages import Messages
from .routes import Rule

_SCAN_RESULT = "GuardDuty Malware Protection Object Scan Result"
_UNHEALTHY = "GuardDuty Runtime Protection Unhealthy"


def scan_result_rule(results: RoutedScanResults, messages: Messages) -> Rule:
    """The rule for the scan results of one bucket, in the account and Region of the bucket."""
    detail = {
        "s3ObjectDetails": {"bucketName": [results.bucket]},
        "scanResultDetails": {"scanResultStatus": list(results.statuses)},
    }
    description = f"Results of malware scans of the S3 bucket {results.bucket} to {results.route}"
    name = aws_names.scan_rule_name(results.bucket)
    body = EventRule(name, description, _pattern(_SCAN_RESULT, detail), results.tags)
    return Rule(names.scan_rule(results.bucket), body, results.route, messages.of_scan_results(results), results.origin)


def coverage_rules(program: Program, region: str, messages: Messages) -> Iterator[Rule]:
    """The rule for resources that Runtime Monitoring no longer covers, in a Region where some account may have it."""
    organization = program.organization
    route = organization.runtime_coverage_route
    if route and may_be_on(RUNTIME, organization, program.accounts, region):
        description = f"Resources that GuardDuty Runtime Monitoring does not cover to {route}"
        body = EventRule(aws_names.COVERAGE_RULE_NAME, description, _pattern(_UNHEALTHY), {})
        yield Rule(names.COVERAGE_RULE, body, route, messages.of_coverage(route, region), organization.origin)


def _pattern(detail_type: str, detail: dict[str, Any] | None = None) -> str:
    pattern = {"source": ["aws.guardduty"], "detail-type": [detail_type], **({"detail": detail} if detail else {})}
    return json.dumps(pattern, separators=(",", ":"))
