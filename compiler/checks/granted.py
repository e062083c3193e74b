"""What the organization document grants each team, and the problem of going beyond it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from ..diagnostics import Diagnostic, Key
from ..language.organization.teams import Grant
from ..source import Span
from .company import Company, Declared

E = TypeVar("E", bound=Declared[Any])


def grants_of(company: Company) -> Mapping[str, Grant]:
    """By team; none where the document lists no teams, and so sets no limits."""
    return company.document.spec.teams if company.document else {}


def granted_accounts(company: Company) -> dict[str, frozenset[str]]:
    """The ids that each team is granted, to look up thousands of them."""
    return {team: frozenset(grant.accounts) for team, grant in grants_of(company).items()}


def of_granted_teams(company: Company, entries: Iterable[E]) -> Iterator[tuple[E, Grant]]:
    """The entries of the teams that are listed, each with what its team is granted."""
    granted = grants_of(company)
    for entry in entries if granted else ():
        if entry.team in granted:
            yield entry, granted[entry.team]


def beyond_grant(company: Company, team: str, message: str, span: Span, key: str) -> Diagnostic:
    """A problem, with what the team is granted; ``key`` is the one that would grant it."""
    assert company.document is not None, "without a document nothing is granted"
    related = ((f"what team {team} is granted", company.document.span("teams", Key(team))),)
    help_ = f"remove it, or change teams.{team}.{key} in the organization document"
    return Diagnostic("not-granted", message, span, help_, related)
