"""What people decided beside suppressions: protections that accounts override, warnings that entries accept."""

from datetime import date

from ..catalog.protections import switched
from ..model import accounts
from ..model.program import Program
from ..model.resources.guardduty import MemberDetectorFeature
from .facts import Acceptance, Override
from .since import Beginnings
from .traces import Traces, place_of


def overrides(program: Program, as_of: date, traces: Traces, began: Beginnings) -> tuple[Override, ...]:
    """By account."""
    overridden = ((a, a.override) for a in program.accounts if a.override and a.override.protections)
    rows = (_override(*each, as_of, traces, began) for each in overridden)
    return tuple(sorted(rows, key=lambda row: row.account))


def acceptances(program: Program, began: Beginnings) -> tuple[Acceptance, ...]:
    """By file, line and code."""
    accepted = sorted(program.acceptances, key=lambda each: (each.origin.span.order, each.problem))
    return tuple(
        Acceptance(
            spec=place_of(each.origin),
            problem=each.problem,
            team=each.team,
            entry=each.origin.label.partition(": ")[2],
            reason=each.reason,
            since=began.of(each.origin.span, each.problem),
        )
        for each in accepted
    )


def _override(
    account: accounts.Account, override: accounts.Override, as_of: date, traces: Traces, began: Beginnings
) -> Override:
    return Override(
        spec=place_of(account.origin),
        resources=traces.of(account.origin, MemberDetectorFeature),
        account=account.full_name,
        team=account.team,
        off=tuple(name for p in override.protections for name in switched(p, is_on=False)),
        on=tuple(name for p in override.protections for name in switched(p, is_on=True)),
        reason=override.reason or "",
        ticket=override.ticket or "",
        approved_by=override.approved_by or "",
        since=began.of(account.origin.span),
        expires=override.expires,
        days=(override.expires - as_of).days if override.expires else None,
    )
