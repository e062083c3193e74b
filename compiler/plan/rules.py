"""The EventBridge rules of each bus, whatever they are about, and what a bus does not accept.

GuardDuty reports on the default bus of an account and Region: findings of all members on the administrator's, results
of malware scans on that of the account that owns the bucket.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..meaning.text_operators import has_wildcards
from ..model.organization import Organization
from ..model.program import Program
from .event_rules import coverage_rules, scan_result_rule
from .finding_rules import finding_rules
from .route_access import log_policy_problems
from .route_messages import Messages
from .routes import Rule, routes_of

Buses = Mapping[tuple[str, str], Sequence[Rule]]
"""The rules of each account id and Region."""

_FEWER_RULES = "filters: {pack: team} or {pack: organization} merges rules with the same conditions"
_FEWER_WILDCARDS = "list values with equals, or use patterns whose only * is at the start or the end"


def buses_of(program: Program) -> tuple[Buses, list[Diagnostic]]:
    """The rules of every bus, and problems for findings that are too long for any event pattern."""
    administrator = program.organization.administrator.account_id
    messages = Messages.of(program)
    buses: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    problems: list[Diagnostic] = []
    for region in program.organization.regions:
        rules, unroutable = finding_rules(program, region, messages)
        buses[administrator, region] += [*rules, *coverage_rules(program, region, messages)]
        problems += unroutable
    for results in sorted(program.scan_results, key=lambda results: results.full_name):
        buses[results.account_id, results.region].append(scan_result_rule(results, messages))
    return buses, problems


def bus_problems(buses: Buses, organization: Organization) -> Iterator[Diagnostic]:
    """More rules than an event bus accepts, or more log groups than the policy of its account has room for."""
    for (account_id, region), rules in buses.items():
        yield from _rule_problems(rules, organization, account_id, region)
        yield from log_policy_problems(routes_of(rules, organization), organization, region)


def _rule_problems(
    rules: Sequence[Rule], organization: Organization, account_id: str, region: str
) -> Iterator[Diagnostic]:
    wildcards = sum(has_wildcards(rule.body.pattern) for rule in rules)
    quotas_of_bus = (
        ("rules", len(rules), quotas.RULES_PER_BUS_IN.get(region, quotas.RULES_PER_BUS), _FEWER_RULES),
        ("rules with wildcards", wildcards, quotas.WILDCARD_RULES_PER_BUS, _FEWER_WILDCARDS),
    )
    place = region if account_id == organization.administrator.account_id else f"{region} of account {account_id}"
    for what, count, limit, help_ in quotas_of_bus:
        if count > limit:
            message = f"{count} {what} for routes in {place}; EventBridge accepts {limit} on a bus"
            yield Diagnostic("too-many-rules", message, organization.origin.span, help_)
