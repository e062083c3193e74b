"""Rules for routed findings: one rule or more for each, in the administrator account.

A rule's event pattern matches what the filter matches (``meaning/event_pattern.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..meaning.event_pattern import Inexpressible, event_patterns
from ..meaning.messages import names_severity
from ..model.filters import RoutedFindings
from ..model.program import Program
from ..model.resources.events import EventRule
from . import aws_names, names
from .route_messages import Messages
from .route_packing import packed_routes
from .routes import Rule
from .severity_levels import by_level


@dataclass(frozen=True)
class _Routed:
    """Routed findings of a Region, packed, and the event patterns that together match them; one rule for each.

    ``level`` is the severity level that the findings have, None where no message names it.
    """

    findings: RoutedFindings
    patterns: tuple[str, ...]
    level: str | None = None

    @property
    def name(self) -> str:
        """What its rules are called after."""
        return aws_names.level_name(self.findings.full_name, self.level)

    @property
    def former_names(self) -> tuple[str, ...]:
        """What its rules were called after before something was renamed."""
        return tuple(aws_names.level_name(name, self.level) for name in self.findings.former_full_names)


def finding_rules(program: Program, region: str, messages: Messages) -> tuple[list[Rule], list[Diagnostic]]:
    """The rules for what is routed from a Region, and problems for what is too long for any event pattern."""
    rules: list[Rule] = []
    problems: list[Diagnostic] = []
    for findings in packed_routes(program.routed, program.organization, region):
        try:
            for routed in _by_level(findings, messages.texts[findings.route]):
                rules += _rules(routed, messages, region)
        except Inexpressible as reason:
            message = f"{findings.full_name} cannot be routed: {reason}"
            help_ = "use fewer or shorter values"
            problems.append(Diagnostic("no-event-pattern", message, findings.origin.span, help_))
    return rules, problems


def _by_level(findings: RoutedFindings, message: str | None) -> Iterator[_Routed]:
    """All of the findings, or where the message names the severity in words, those of each level."""
    if not (message and names_severity(message)):
        yield _Routed(findings, event_patterns(findings.criteria))
        return
    for level, criteria in by_level(findings.criteria):
        yield _Routed(findings, event_patterns(criteria), level)


def _rules(routed: _Routed, messages: Messages, region: str) -> Iterator[Rule]:
    findings = routed.findings
    description = f"GuardDuty findings of {routed.name} to {findings.route}"
    message = messages.of_findings(findings, routed.level, region)
    for number, pattern in enumerate(routed.patterns, start=1):
        name = aws_names.part_name(routed.name, number)
        body = EventRule(aws_names.rule_name(name), description, pattern, findings.tags)
        former = tuple(names.rule(aws_names.part_name(was, number)) for was in routed.former_names)
        yield Rule(names.rule(name), body, findings.route, message, findings.origin, former)
