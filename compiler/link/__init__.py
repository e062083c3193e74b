"""Checked -> Program: names become references; what only the whole company shows to be wrong.

This is the gate: where anything is an error there is no program, and behind it everything is clean.
"""

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, by_place
from compiler.language.base.section import Context
from compiler.language.organization.document import OrganizationSpec
from compiler.link.acceptance import without_accepted
from compiler.link.clashes import clashes, filter_claims, name_claims, scan_claims
from compiler.link.company import Company, company_of
from compiler.link.governance import rule_problems
from compiler.link.lint import lint
from compiler.link.references import dangling, dangling_filters
from compiler.link.routing import routing_problems
from compiler.link.rules import organization_problems, team_problems
from compiler.model.organization import Organization
from compiler.model.origin import Origin
from compiler.model.program import Account, Asked, Filter, FindingTest, MalwareScan, Program, RoutedFindings
from compiler.source import Span
from compiler.validate import Checked, Entry


def link(checked: Checked) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """The program of the whole company, None if there is an error; and every problem of the stages so far."""
    company = company_of(checked)
    references = tuple(dangling(checked, company))
    lowered = _lower(checked, company, {problem.span for problem in references})
    found = (*checked.problems, *references, *_problems(checked, company, lowered))
    problems = without_accepted(checked, found)
    if company.organization is None or any(problem.is_error for problem in problems):
        return None, by_place(problems)
    return _program(_organization(company.organization), lowered), by_place(problems)


def _problems(checked: Checked, company: Company, lowered: tuple[Asked, ...]) -> Iterator[Diagnostic]:
    """What only the whole company shows."""
    yield from organization_problems(checked)
    yield from team_problems(checked)
    for claims in (name_claims(checked), filter_claims(lowered), scan_claims(lowered)):
        yield from clashes(claims)
    yield from dangling_filters(checked, lowered)
    yield from rule_problems(checked, company, lowered)
    if company.organization:
        organization = _organization(company.organization)
        yield from routing_problems(lowered, organization.routes)
        is_whole = all(entry.spec for _, _, entry in checked.entries())
        yield from lint(lowered, organization, company.organization, is_whole=is_whole)


def _program(organization: Organization, lowered: tuple[Asked, ...]) -> Program:
    return Program(
        organization=organization,
        accounts=tuple(thing for thing in lowered if isinstance(thing, Account)),
        filters=tuple(thing for thing in lowered if isinstance(thing, Filter)),
        scans=tuple(thing for thing in lowered if isinstance(thing, MalwareScan)),
        routed=tuple(thing for thing in lowered if isinstance(thing, RoutedFindings)),
        tests=tuple(thing for thing in lowered if isinstance(thing, FindingTest)),
    )


def _organization(entry: Entry[OrganizationSpec]) -> Organization:
    assert entry.spec is not None
    label = f"{entry.document.source.name}: organization {entry.spec.organization}"
    return entry.spec.to_model(Origin(label, entry.span("organization")))


def _lower(checked: Checked, company: Company, dangling_at: set[Span]) -> tuple[Asked, ...]:
    """What the entries ask for: those that are whole, so that their filters' names can be compared."""
    if company.organization is None or not checked.complete:
        return ()
    organization = _organization(company.organization)
    lowered: list[Asked] = []
    for team, section, entry in checked.entries():
        used = {entry.span(*reference.path) for reference in entry.spec.references()} if entry.spec else set()
        if entry.spec and not used & dangling_at:
            label = f"{entry.document.source.name}: {section} {entry.name}"
            origin = Origin(label, entry.span("name"))
            context = Context(
                team, company.owners.get(team), organization, company.accounts_of(team), company.ids_of(team), origin
            )
            lowered += entry.spec.lower(context)
    return tuple(lowered)
