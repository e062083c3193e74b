"""Things of which there may be only one: who claims them, and who claimed them first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compiler.diagnostics import Diagnostic
from compiler.language.team.accounts import AccountSpec
from compiler.model.program import Asked, Filter, MalwareScan
from compiler.source import Span
from compiler.validate import Checked


@dataclass(frozen=True)
class Claim:
    """A thing says that it is the one with this ``key``. ``code`` and ``message`` are said to every later one."""

    key: tuple[str, ...]
    code: str
    message: str
    span: Span


def clashes(claims: Iterable[Claim]) -> Iterator[Diagnostic]:
    """A problem for every claim but the first to its key, in the order of files and lines."""
    first: dict[tuple[str, ...], Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.span.order):
        holder = first.setdefault(claim.key, claim)
        if holder is not claim:
            yield Diagnostic(claim.code, claim.message, claim.span, related=(("the first is here", holder.span),))


def name_claims(checked: Checked) -> Iterator[Claim]:
    """Organization documents, names within team and section, and account ids."""
    for organization in checked.organizations:
        message = "a second organization document; a company has one"
        yield Claim(("organization",), "duplicate-organization", message, organization.span("organization"))
        if organization.spec:
            yield _account_claim(organization.spec.administrator.account, organization.span("administrator", "account"))
    for team, section, entry in checked.entries():
        if entry.name:
            message = f"team {team} already has {section} named {entry.name!r}"
            yield Claim(("name", team, section, entry.name), "duplicate-name", message, entry.span("name"))
        if isinstance(entry.spec, AccountSpec):
            yield _account_claim(entry.spec.id, entry.span("id"))


def scan_claims(lowered: Iterable[Asked]) -> Iterator[Claim]:
    """Buckets that are scanned: GuardDuty takes one plan for each."""
    for scan in lowered:
        if isinstance(scan, MalwareScan):
            message = f"the bucket {scan.bucket} is scanned already"
            yield Claim(("scan", scan.bucket), "duplicate-scan", message, scan.origin.span)


def filter_claims(lowered: Iterable[Asked]) -> Iterator[Claim]:
    """Filter names across sections. Entries of one name in one section were already told."""
    origins: dict[tuple[str, str], Filter] = {}
    for thing in lowered:
        if isinstance(thing, Filter):
            origins.setdefault((thing.full_name, thing.origin.label), thing)
    for (name, _), asked in origins.items():
        message = f"this makes a second filter named {name}"
        yield Claim(("filter", name), "duplicate-name", message, asked.origin.span)


def _account_claim(account_id: str, span: Span) -> Claim:
    message = f"account {account_id} is claimed twice; an account belongs to one team, or is the administrator"
    return Claim(("account", account_id), "duplicate-account", message, span)
