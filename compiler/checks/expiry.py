"""Expiry: suppressions that have expired, expire soon, or expire later than the organization allows.

Only ``validate`` names a day.
"""

from collections.abc import Iterator
from datetime import timedelta

from compiler.checks.company import Company
from compiler.diagnostics import Diagnostic
from compiler.model.program import Filter

_NOTICE = 30  # days


def expired(company: Company) -> Iterator[Diagnostic]:
    """A suppression has expired.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2026-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    for suppression, day, days in _days_left(company):
        if days < 0:
            message = f"suppression {suppression.full_name} expired on {day}"
            help_ = "remove it, or have it approved again with a new date"
            yield Diagnostic("expired", message, suppression.origin.span, help_)


def too_late(company: Company) -> Iterator[Diagnostic]:
    """A suppression expires later than the organization allows.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        rules: {suppressions: {max_days: 90}}
        ---
        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-12-31
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    limit = _limit(company)
    for suppression, day, days in _days_left(company):
        if limit is not None and days > limit and company.as_of:
            message = f"suppression {suppression.full_name} expires in {days} days, on {day}"
            latest = company.as_of + timedelta(days=limit)
            help_ = f"the organization allows {limit} days: choose {latest} or earlier"
            yield Diagnostic("expires-late", message, suppression.origin.span, help_)


def soon(company: Company) -> Iterator[Diagnostic]:
    """A suppression expires within 30 days.

    Example::

        team: fraud
        accounts: [{name: prod, id: "123456789012", email: aws-prod@example.com}]
        suppressions:
          - name: scanner
            reason: Our own scanner
            expires: 2027-01-15
            where: {type: {equals: ["Recon:EC2/Portscan"]}, accountId: {equals: [prod]}}
    """
    limit = _limit(company)
    for suppression, day, days in _days_left(company):
        if 0 <= days <= (_NOTICE if limit is None else min(_NOTICE, limit)):
            when = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"
            message = f"suppression {suppression.full_name} expires {when}, on {day}"
            yield Diagnostic("expires-soon", message, suppression.origin.span, "remove it, or renew it with a new date")


def _limit(company: Company) -> int | None:
    return company.document.organization.suppression_rules.max_days if company.document else None


def _days_left(company: Company) -> Iterator[tuple[Filter, str, int]]:
    """Each suppression with the day on which it expires, and how many days away that is."""
    for suppression in company.suppressions if company.as_of else ():
        if suppression.justification and company.as_of:
            day = suppression.justification.expires
            yield suppression, day.isoformat(), (day - company.as_of).days
