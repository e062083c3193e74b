"""Names that nothing has."""

from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, suggest
from compiler.language.section import Reference, Section, no_adopted_detector
from compiler.language.types import ADMINISTRATOR
from compiler.link.company import Company
from compiler.validate import Checked, Entry


def dangling(checked: Checked, company: Company) -> Iterator[Diagnostic]:
    """References to what does not exist; none where a part of the specs was unreadable."""
    if not checked.complete:
        return
    for team, _, entry in checked.entries():
        for reference in entry.spec.references() if entry.spec else ():
            if reference.to == "account":
                yield from _account(team, entry, reference, company)
            elif reference.to == "route":
                yield from _route(entry, reference, company)
            elif reference.to == "detector":
                yield from _detector(entry, reference, company)
            elif company.regions is not None and reference.name not in company.regions:
                yield _region(entry, reference, company.regions)


def _account(team: str, entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    if company.has_account(team, reference.name):
        return
    own = sorted(company.teams.get(team, {}))
    others = sorted(owner for owner, accounts in company.teams.items() if reference.name in accounts)
    help_ = suggest(reference.name, [*own, ADMINISTRATOR], "accounts of this team")
    if others:
        help_ = f"team {others[0]} has an account of that name, but a team watches its own; {help_}"
    message = f"team {team} has no account {reference.name!r}"
    yield Diagnostic("unknown-reference", message, entry.span(*reference.path), help_)


def _route(entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    routes = company.routes
    if routes is not None and reference.name not in routes:
        message = f"the organization has no route {reference.name!r}"
        help_ = suggest(reference.name, routes, "routes of the organization") or "add it to routes there"
        yield Diagnostic("unknown-reference", message, entry.span(*reference.path), help_)


def _detector(entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    adopted = company.adopted_detectors
    if adopted is not None and reference.name not in adopted:
        message, help_ = no_adopted_detector(reference.name)
        yield Diagnostic("missing-detector", message, entry.span(*reference.path), help_)


def _region(entry: Entry[Section], reference: Reference, regions: tuple[str, ...]) -> Diagnostic:
    message = f"GuardDuty does not run in {reference.name}: nothing would watch there"
    help_ = f"{suggest(reference.name, regions, 'Regions of the organization')}; or add it to regions there"
    return Diagnostic("unknown-reference", message, entry.span(*reference.path), help_)
