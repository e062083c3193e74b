"""Names that nothing has."""

from collections.abc import Iterable, Iterator

from compiler.diagnostics import Diagnostic, Problem, suggest
from compiler.language.base.section import Reference, Section, no_adopted_detector
from compiler.language.base.types import ADMINISTRATOR
from compiler.link.company import Company
from compiler.model.program import Asked, Filter
from compiler.validate import Checked, Entry


def dangling(checked: Checked, company: Company) -> Iterator[Diagnostic]:
    """References to what does not exist, filters aside; none where a part of the specs was unreadable."""
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
            elif reference.to == "region" and reference.name not in (company.regions or (reference.name,)):
                yield _region(entry, reference, company.regions or ())


def dangling_filters(checked: Checked, lowered: Iterable[Asked]) -> Iterator[Diagnostic]:
    """Filters that tests name and nobody has; none where an entry is broken, which might have made it."""
    entries = [entry for _, _, entry in checked.entries()]
    if not checked.complete or any(entry.spec is None for entry in entries):
        return
    names = sorted({thing.full_name for thing in lowered if isinstance(thing, Filter)})
    for entry in entries:
        for reference in entry.spec.references() if entry.spec and names else ():
            if reference.to == "filter" and reference.name not in names:
                message, choice = f"there is no filter {reference.name!r}", suggest(reference.name, names)
                help_ = None if choice.text() else "TEAM.NAME, as `main.py filters` lists them"
                yield entry.diagnostic(Problem(reference.path, "unknown-reference", message, help_, choice))


def _account(team: str, entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    if company.has_account(team, reference.name):
        return
    own = sorted(company.teams.get(team, {}))
    others = sorted(owner for owner, accounts in company.teams.items() if reference.name in accounts)
    choice = suggest(reference.name, [*own, ADMINISTRATOR], "accounts of this team")
    help_ = f"team {others[0]} has an account of that name, but a team watches its own" if others else None
    message = f"team {team} has no account {reference.name!r}"
    yield entry.diagnostic(Problem(reference.path, "unknown-reference", message, help_, choice))


def _route(entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    routes = company.routes
    if routes is not None and reference.name not in routes:
        message = f"the organization has no route {reference.name!r}"
        choice = suggest(reference.name, routes, "routes of the organization")
        help_ = None if routes else "add it to routes there"
        yield entry.diagnostic(Problem(reference.path, "unknown-reference", message, help_, choice))


def _detector(entry: Entry[Section], reference: Reference, company: Company) -> Iterator[Diagnostic]:
    adopted = company.adopted_detectors
    if adopted is not None and reference.name not in adopted:
        message, help_ = no_adopted_detector(reference.name)
        yield Diagnostic("missing-detector", message, entry.span(*reference.path), help_)


def _region(entry: Entry[Section], reference: Reference, regions: tuple[str, ...]) -> Diagnostic:
    message = f"GuardDuty does not run in {reference.name}: nothing would watch there"
    choice = suggest(reference.name, regions, "Regions of the organization")
    return entry.diagnostic(Problem(reference.path, "unknown-reference", message, "or add it to regions there", choice))
