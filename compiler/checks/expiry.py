"""Expiry: suppressions and overrides that have expired, expire soon, or expire later than the organization allows.

Only ``validate`` names a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..diagnostics import Diagnostic
from ..language.organization.rules import LONGEST_SUPPRESSION
from ..model.origin import Origin
from ..source import Span
from .company import Company

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
    for dated in _dated(company):
        if dated.days < 0:
            message = f"{dated.what} expired on {dated.day}"
            help_ = "remove it, or have it approved again with a new date"
            yield Diagnostic("expired", message, dated.span, help_)


def too_late(company: Company) -> Iterator[Diagnostic]:
    """A suppression expires later than the organization allows, or in more than ten years.

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
    for dated in _dated(company):
        if dated.days > (limit or LONGEST_SUPPRESSION) and company.as_of:
            message = f"{dated.what} expires in {dated.days:,} days, on {dated.day}"
            latest = company.as_of + timedelta(days=limit or LONGEST_SUPPRESSION)
            allowed = f"the organization allows {limit} days" if limit else "ten years are as good as no end"
            help_ = f"{allowed}: choose {latest} or earlier"
            yield Diagnostic("expires-late", message, dated.span, help_)


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
    for dated in _dated(company):
        if 0 <= dated.days <= (_NOTICE if limit is None else min(_NOTICE, limit)):
            when = "today" if dated.days == 0 else f"in {dated.days} day{'' if dated.days == 1 else 's'}"
            message = f"{dated.what} expires {when}, on {dated.day}"
            yield Diagnostic("expires-soon", message, dated.span, "remove it, or renew it with a new date")


def _limit(company: Company) -> int | None:
    return company.document.organization.suppression_rules.max_days if company.document else None


@dataclass(frozen=True)
class _Dated:
    """What expires on a day, which is so many days away."""

    what: str
    span: Span
    day: date
    days: int


def _dated(company: Company) -> Iterator[_Dated]:
    as_of = company.as_of
    for what, origin, day in _ends(company) if as_of else ():
        if as_of:
            yield _Dated(what, origin.span, day, (day - as_of).days)


def _ends(company: Company) -> Iterator[tuple[str, Origin, date]]:
    for suppression in company.suppressions:
        if suppression.justification:
            yield f"suppression {suppression.full_name}", suppression.origin, suppression.justification.expires
    for account in company.accounts:
        if account.override and account.override.expires:
            yield f"the override of account {account.full_name}", account.origin, account.override.expires
