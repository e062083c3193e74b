"""What teams decided beside their suppressions: warnings that they accept, protections that they override."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..catalog.protections import switched
from ..diagnostics.shown import shown
from ..model.accounts import Account, Override
from ..model.program import Program
from ..terminal import Column, Screen

_ACCEPTED = (Column("warning"), Column("team"), Column("spec"), Column("reason", folds=True))
_OVERRIDDEN = (
    Column("account"),
    Column("off", folds=True),
    Column("on", folds=True),
    Column("expires"),
    Column("reason", folds=True),
)


class AcceptedRow(NamedTuple):
    """A warning that an entry of a team accepts, or the organization document, which has no team."""

    problem: str
    team: str
    spec: str
    reason: str


class OverrideRow(NamedTuple):
    """The protections that an account has off or on, whatever the organization has."""

    account: str
    team: str
    off: Sequence[str]
    on: Sequence[str]
    reason: str | None
    expires: str | None
    ticket: str | None
    approved_by: str | None
    spec: str


def accepted_rows(program: Program) -> list[AcceptedRow]:
    """In the order of the specs and codes."""
    rows = (AcceptedRow(a.problem, a.team, a.origin.label, shown(a.reason)) for a in program.acceptances)
    return sorted(rows, key=lambda row: (row.spec, row.problem))


def override_rows(program: Program) -> list[OverrideRow]:
    """In the order of teams and accounts."""
    rows = (_override(a, a.override) for a in program.accounts if a.override and a.override.protections)
    return sorted(rows, key=lambda row: (row.team, row.account))


def decision_tables(program: Program, screen: Screen) -> Iterator[str]:
    """A table of each kind that the company has."""
    accepted, overrides = accepted_rows(program), override_rows(program)
    if accepted:
        cells = [(row.problem, row.team, row.spec, row.reason) for row in accepted]
        yield f"accepted warnings\n{screen.table(_ACCEPTED, cells)}"
    if overrides:
        yield f"overridden protections\n{screen.table(_OVERRIDDEN, map(_cells, overrides))}"


def _override(account: Account, override: Override) -> OverrideRow:
    return OverrideRow(
        account=account.full_name,
        team=account.team,
        off=[name for p in override.protections for name in switched(p, is_on=False)],
        on=[name for p in override.protections for name in switched(p, is_on=True)],
        reason=shown(override.reason) if override.reason else None,
        expires=override.expires.isoformat() if override.expires else None,
        ticket=override.ticket,
        approved_by=override.approved_by,
        spec=account.origin.label,
    )


def _cells(row: OverrideRow) -> tuple[str, ...]:
    return (row.account, ", ".join(row.off), ", ".join(row.on), row.expires or "", row.reason or "")
