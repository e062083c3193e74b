"""Suppressions and the calendar: what has ended, what ends soon, and what ends later than it may.

Only ``validate`` asks, with the day given: what is compiled does not depend on the clock.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from compiler.diagnostics import Diagnostic
from compiler.model.program import Filter, Program

_NOTICE = timedelta(days=30)


def expiry_problems(program: Program, as_of: date) -> Iterator[Diagnostic]:
    """What is wrong with the ends of suppressions on this day."""
    longest = program.organization.longest_suppression
    for suppression in program.filters:
        if suppression.justification:
            yield from _expiry(suppression, suppression.justification.expires, as_of, longest)


def _expiry(suppression: Filter, expires: date, as_of: date, longest: int | None) -> Iterator[Diagnostic]:
    name, span, days = suppression.full_name, suppression.origin.span, (expires - as_of).days
    if days < 0:
        message = f"{name} ended on {expires}"
        help_ = "remove it, or have it approved again with a new day"
        yield Diagnostic("expired", message, span, help_)
    elif longest is not None and days > longest:
        help_ = f"the organization allows {longest} days: {as_of + timedelta(days=longest)} at most"
        yield Diagnostic("expires-late", f"{name} ends in {days} days, on {expires}", span, help_)
    elif timedelta(days=days) <= _NOTICE:
        when = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"
        yield Diagnostic("expires-soon", f"{name} ends {when}, on {expires}", span, "decide whether it goes on")
