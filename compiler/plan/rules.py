"""The EventBridge rules of each bus, whatever they are about, and what a bus does not accept.

GuardDuty reports on the default bus of an account and Region: findings of all members on the administrator's, results
of malware scans on that of the account that owns the bucket.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..meaning.text_operators import has_wildcards
from ..model.organization import Organization, Pack
from ..model.plan import Merged
from ..model.program import Program
from .event_rules import coverage_rules, scan_result_rule
from .finding_rules import finding_rules
from .fitting import attempts
from .route_access import log_policy_problems
from .route_messages import Messages
from .routes import Rule, routes_of

Buses = Mapping[tuple[str, str], Sequence[Rule]]
"""The rules of each account id and Region."""

_RULES, _WITH_WILDCARDS = "rules", "rules with wildcards"
_ROUTE_LESS = "route fewer entries, or entries with fewer values"
_FEWER_RULES = {
    Pack.AUTO: _ROUTE_LESS,
    Pack.ASSET: "filters: {pack: team} or {pack: organization} merges rules with the same conditions",
    Pack.TEAM: "filters: {pack: organization} merges rules with the same conditions",
    Pack.ORGANIZATION: _ROUTE_LESS,
}
_FEWER_WILDCARDS = "list values with equals, or use patterns whose only * is at the start or the end"


class _Use(NamedTuple):
    """How much is used of a limit of an event bus."""

    what: str
    number: int
    limit: int


def buses_of(program: Program) -> tuple[Buses, list[Merged], list[Diagnostic]]:
    """The rules of every bus, what its limit has merged, and problems for findings too long for any event pattern."""
    administrator = program.organization.administrator.account_id
    messages = Messages.of(program)
    buses: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    problems: list[Diagnostic] = []
    merged: list[Merged] = []
    for results in sorted(program.scan_results, key=lambda results: results.full_name):
        buses[results.account_id, results.region].append(scan_result_rule(results, messages))
    for region in program.organization.regions:
        others = [*coverage_rules(program, region, messages), *buses[administrator, region]]
        rules, unroutable, merging = _fitted_rules(program, region, messages, others)
        buses[administrator, region] = [*rules, *others]
        problems += unroutable
        merged += merging
    return buses, merged, problems


def _fitted_rules(
    program: Program, region: str, messages: Messages, others: Sequence[Rule]
) -> tuple[list[Rule], list[Diagnostic], list[Merged]]:
    """The rules for findings of a Region, with ``auto`` merged so far that they fit on the bus beside others."""

    def attempt(organization: Organization) -> tuple[list[Rule], list[Diagnostic]]:
        return finding_rules(replace(program, organization=organization), region, messages)

    def over(rules: Sequence[Rule]) -> list[_Use]:
        return [use for use in _uses([*rules, *others], region) if use.number > use.limit]

    tried = attempts(program.organization, attempt, lambda result: not over(result[0]))
    pack, (rules, unroutable) = tried[-1]
    before, after = over(tried[0][1][0]), _uses([*rules, *others], region)
    if len(tried) == 1 or over(rules):
        return rules, unroutable, []
    counts = {use.what: use.number for use in after}
    merged = [Merged(region, use.what, use.number, counts[use.what], use.limit, pack) for use in before]
    return rules, unroutable, merged


def bus_problems(buses: Buses, organization: Organization) -> Iterator[Diagnostic]:
    """More rules than an event bus accepts, or more log groups than the policy of its account has room for."""
    for (account_id, region), rules in buses.items():
        yield from _rule_problems(rules, organization, account_id, region)
        yield from log_policy_problems(routes_of(rules, organization), organization, region)


def _rule_problems(
    rules: Sequence[Rule], organization: Organization, account_id: str, region: str
) -> Iterator[Diagnostic]:
    place = region if account_id == organization.administrator.account_id else f"{region} of account {account_id}"
    for what, count, limit in _uses(rules, region):
        if count > limit:
            message = f"{count} {what} for routes in {place}; EventBridge accepts {limit} on a bus"
            help_ = _FEWER_RULES[organization.pack] if what == _RULES else _FEWER_WILDCARDS
            yield Diagnostic("too-many-rules", message, organization.origin.span, help_)


def _uses(rules: Sequence[Rule], region: str) -> tuple[_Use, ...]:
    """How much of each limit of a bus these rules use."""
    wildcards = sum(has_wildcards(rule.body.pattern) for rule in rules)
    return (
        _Use(_RULES, len(rules), rule_limit(region)),
        _Use(_WITH_WILDCARDS, wildcards, quotas.WILDCARD_RULES_PER_BUS),
    )


def rule_limit(region: str) -> int:
    """How many rules an event bus accepts in a Region."""
    return quotas.RULES_PER_BUS_IN.get(region, quotas.RULES_PER_BUS)
