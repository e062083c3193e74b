"""What one has of a company, found by brute force: a set, of which a change may lose something.

Nothing here knows the rules of ``review``: findings are judged one by one, and settings are compared value by value.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from ipaddress import ip_address, ip_network
from typing import Any

from compiler.catalog.protections import NAMES, is_available
from compiler.findings.verdict import Judge
from compiler.meaning.evaluation import Finding
from compiler.meaning.messages import PARTS
from compiler.model.export import CreatedExport, ObjectLock
from compiler.model.lists import AddressList
from compiler.model.organization import Organization, Protection
from compiler.model.program import Program
from tests.review.companies import ADDRESSES, DATES

Good = tuple[Any, ...]
_IPS = ("203.0.113.7", "203.0.113.8", "198.51.100.3", "198.51.100.9", "192.0.2.1", "192.0.2.2")
_OBJECTS = ("raw/x", "raw/new/x", "models/x", "x")
_MODES = ("GOVERNANCE", "COMPLIANCE")
_LEVELS = ("NONE", "NEW", "ALL")
_MINUTES = {"FIFTEEN_MINUTES": 15, "ONE_HOUR": 60, "SIX_HOURS": 360}
_MISLEADING = "Solved: "  # in a message
_FOREIGN = ("arn:aws:sqs:{region}:555566667777:triage",)
_ROOMY = (60, 80, 100)  # filters of a team
_PART = re.compile(r"\{([a-z_]+)\}")


def goods(program: Program, findings: Iterable[Finding]) -> set[Good]:
    """Everything that one has, for these findings and without any."""
    return {*_of_findings(program, findings), *_of_settings(program)}


def _of_findings(program: Program, findings: Iterable[Finding]) -> Iterator[Good]:
    judge, routes = Judge(program), {route.name: route for route in program.organization.routes}
    for number, finding in enumerate(findings):
        region = finding["region"]
        if region not in program.organization.regions or judge.obstacle(finding):
            continue
        verdict = judge.verdict(finding)
        ends = [each.justification.expires for each in verdict.suppressions if each.justification]
        for day in (*map(date.fromisoformat, DATES), date.max):
            if any(end >= day for end in ends):
                continue
            yield ("shown", number, day)
            if verdict.filters:
                yield ("matched", number, day)
                yield from [("matched in GuardDuty", number, day)] if judge.has_views else []
            for routed in verdict.matched_routes:
                route = routes[routed.route]
                yield from (("sent", number, day, target.arn) for target in route.targets)
                yield from [("sent to the topic of", number, day, route.name)] if route.topic else []


def _of_settings(program: Program) -> Iterator[Good]:
    organization = program.organization
    yield ("administered by", organization.administrator.account_id)
    yield from (("region", region) for region in organization.regions)
    yield from (("member", account.account_id) for account in program.accounts)
    yield from _protections(program)
    yield from _enrolment(organization)
    yield from (("published within", n) for n in (15, 60, 360) if _MINUTES[organization.publish_every] <= n)
    yield from _routes(organization)
    yield from _lists(organization)
    yield from _limits(program)
    yield from _readers(program)
    for scan in program.scans:
        place = (scan.bucket, scan.account_id, scan.region)
        scanned = [key for key in _OBJECTS if not scan.prefixes or key.startswith(scan.prefixes)]
        yield from (("scanned", *place, key) for key in scanned)
        yield from [("tagged", *place)] if scan.tag_objects else []
        yield from [("read with", *place, scan.kms_key_arn)] if scan.kms_key_arn else []
    for results in program.scan_results:
        yield from (("result", results.bucket, status, results.route) for status in results.statuses)
    yield from [("coverage", organization.runtime_coverage_route)] if organization.runtime_coverage_route else []
    if isinstance(organization.export, CreatedExport):
        days, lock = organization.export.retention_days, organization.export.object_lock
        locked = [(mode, n) for mode in _MODES for n in (30, 365) if lock and _is_locked(lock, mode, n)]
        yield from (("locked", *each) for each in locked)
        yield ("exported to", organization.export.bucket)
        yield from (("kept for", n) for n in (365, 730, 10_000) if days is None or days >= n)
    for test in program.tests:
        expected = {"suppressed": test.suppressed, "routes": test.routes, "occurs": test.occurs}
        yield from (
            ("expected", test.team, test.finding, key, value) for key, value in expected.items() if value is not None
        )


def _is_locked(lock: ObjectLock, mode: str, days: int) -> bool:
    return _MODES.index(mode) <= _MODES.index(lock.mode) and lock.days >= days


def _protections(program: Program) -> Iterator[Good]:
    """For everybody, and for each account, also for the time after the end of its override."""
    organization = program.organization
    for region in organization.regions:
        usual = organization.protections_in(region)
        yield from (("on for all", region, name) for name in _switches(usual, region))
        for account in program.accounts:
            end = account.override.expires if account.override else None
            overridden = {protection.feature for protection in account.protections}
            others = [protection for protection in usual if protection.feature not in overridden]
            for day in (*DATES, "9999-12-31"):
                is_over = end is not None and end.isoformat() < day
                on = _switches(usual if is_over else (*others, *account.protections), region)
                yield from (("on", account.account_id, region, name, day) for name in on)


def _switches(protections: Iterable[Protection], region: str) -> set[str]:
    on = set()
    for protection in protections:
        if protection.enabled and is_available(protection.feature, region):
            on |= {
                protection.feature,
                *(f"{protection.feature}.{agent}" for agent, is_on in protection.agents if is_on),
            }
    return on


def _enrolment(organization: Organization) -> Iterator[Good]:
    general = organization.membership.auto_enable
    if general is None:
        return
    levels = {"": general, **{f: organization.membership.auto_enable_by_feature.get(f, general) for f in NAMES}}
    for name, level in levels.items():
        yield from (("enrolled", name, lower) for lower in _LEVELS[: _LEVELS.index(level) + 1])


def _routes(organization: Organization) -> Iterator[Good]:
    for route in organization.routes:
        retry = route.retry
        attempts, seconds = (retry.attempts, retry.seconds) if retry else (185, 86_400)
        yield from (("tries", route.name, n) for n in (3, 20, 185) if attempts >= n)
        yield from (("tries for", route.name, n) for n in (600, 3600, 86_400) if seconds >= n)
        yield from (("target", route.name, target.arn) for target in route.targets)
        yield from (("mailed", route.name, email) for email in (route.topic.emails if route.topic else ()))
        yield from [("created topic", route.name)] if route.topic else []
        yield from [("dead letters", route.name, route.dead_letters.arn)] if route.dead_letters else []
        yield from [("role", route.name, route.role)] if route.role is None else []
        parts = _PART.findall(route.message) if route.message else [*PARTS, "all of it"]
        yield from (("told", route.name, part) for part in parts)
        yield from [] if _MISLEADING in (route.message or "") else [("not said", route.name, _MISLEADING)]


def _readers(program: Program) -> Iterator[Good]:
    """Nobody outside of the company gets what is sent on a route."""
    own = {"", program.organization.administrator.account_id, *(account.account_id for account in program.accounts)}
    for route in program.organization.routes:
        ends = (*route.targets, *([route.dead_letters] if route.dead_letters else []))
        others = {target.arn for target in ends if target.arn.split(":")[4] not in own}
        yield from (("not read at", route.name, arn) for arn in _FOREIGN if arn not in others)


def _lists(organization: Organization) -> Iterator[Good]:
    """What is trusted is never reported, so one has what is not. What is at a location is only known by its name."""
    threats = [threats for threats in organization.lists.threats if threats.activate]
    for ip in (*_IPS, *(address for address in ADDRESSES if "/" not in address)):
        yield from [("reported", ip)] if any(_has(each, ip) for each in threats) else []
    yield from (("reported from", each.name, each.location) for each in threats if each.location)
    trusted = organization.lists.trusted
    for ip in _IPS:
        yield from [] if trusted and trusted.activate and _has(trusted, ip) else [("not trusted", ip)]
    if not (trusted and trusted.location):
        yield ("no list that nobody can see is trusted",)


def _has(addresses: AddressList, ip: str) -> bool:
    return any(ip_address(ip) in ip_network(entry, strict=False) for entry in addresses.entries)


def _limits(program: Program) -> Iterator[Good]:
    """What nobody may do."""
    organization = program.organization
    rules, assets = organization.suppression_rules, organization.asset_rules
    yield from (("at most days", n) for n in (200, 500, 900) if rules.max_days is not None and rules.max_days <= n)
    yield from (("own accounts only", team) for team in "ab" if team not in rules.organization_wide)
    yield from [("some severity",)] if rules.max_severity else []
    yield from (("needed key", key) for key in rules.require)
    yield from (("never muted", name) for name in rules.never_mute)
    yield from (("must be on", name) for name in assets.require_protections)
    for asset in program.assets:
        rule = assets.classifications.get(asset.facts.get("classification", ""))
        yield from (("must watch", asset.identity, word) for word in (rule.watch if rule else ()))
    for grant in organization.teams:
        yield from (("not accepted", grant.name, code) for code in {"broad-suppression"} - {*grant.accept})
        yield from (("filters", grant.name, n) for n in _ROOMY if grant.filters is not None and grant.filters <= n)
        yield ("team", grant.name, grant.files)
    yield ("approved by", organization.owner)
    yield from (("approved by", grant.name, grant.owner) for grant in organization.teams if grant.owner)
    yield ("compiled by", organization.versions)
