"""Uniqueness: documents, accounts, names, scanned buckets and owners of which there can be only one."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics import Diagnostic
from ..language.base.section import NamedSection
from ..language.team import SECTIONS
from ..language.team.accounts import AccountSpec
from ..source import Span
from .company import Company


@dataclass(frozen=True)
class _Claim:
    """``message`` is what is wrong where an earlier claim has the same ``key``."""

    key: Hashable
    message: str
    span: Span
    help: str | None = None


def organization_documents(company: Company) -> Iterator[Diagnostic]:
    """A company has one organization document.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        ---
        organization: acme-research
        administrator: {account: "111122223333"}
        membership: {mode: invitation}
        regions: [us-east-1]
    """
    message = "there is already an organization document, and a company has only one"
    claims = [_Claim("organization", message, entry.span("organization")) for entry in company.organizations]
    yield from _repeated("duplicate-organization", claims)


def account_ids(company: Company) -> Iterator[Diagnostic]:
    """An account belongs to one team, or is the administrator.

    Example::

        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com}
          - {name: live, id: "123456789012", email: aws-prod@example.com}
    """
    message = "account {} is already declared; an account belongs to one team, or is the administrator"
    help_ = "remove it here or there; to watch an account of another team, change that team's spec"
    claims = (_Claim(id_, message.format(id_), span, help_) for id_, span in _account_ids(company))
    yield from _repeated("duplicate-account", claims)


def account_emails(company: Company) -> Iterator[Diagnostic]:
    """The root users of two AWS accounts have different e-mail addresses, whatever the case of the letters.

    Example::

        team: fraud
        accounts:
          - {name: prod, id: "123456789012", email: aws-prod@example.com}
          - {name: test, id: "345678901234", email: aws-prod@example.com}
    """
    reported = {problem.span for problem in account_ids(company)}
    accounts = [account for account in company.of(AccountSpec) if account.span("id") not in reported]
    message = "another account already has the address {}, and AWS allows it for only one"
    claims = (_Claim(a.spec.email.lower(), message.format(a.spec.email), a.span("email")) for a in accounts)
    yield from _repeated("duplicate-email", claims)


def entry_names(company: Company) -> Iterator[Diagnostic]:
    """The names in a section of a team are unique.

    Example::

        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1}
          - {name: raw, bucket: acme-labels, account: administrator, region: us-east-1}
    """
    claims = []
    for team, section, entry in company.entries:
        model = SECTIONS[section]
        if entry.name and issubclass(model, NamedSection):
            message = f"team {team} already has {model.noun} named {entry.name!r}"
            claims.append(_Claim((team, section, entry.name), message, entry.span("name")))
    yield from _repeated("duplicate-name", claims)


def filter_names(company: Company) -> Iterator[Diagnostic]:
    """The filters of a team have different names, whatever sections they come from.

    Example::

        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1}
        access_keys:
          - {name: raw, id: AKIAIOSFODNN7EXAMPLE, account: administrator}
    """
    reported = {problem.span for problem in entry_names(company)}
    spans = {(f.full_name, f.origin.span) for f in company.filters if f.origin.span not in reported}
    claims = (_Claim(name, f"a filter named {name} already exists", span) for name, span in spans)
    yield from _repeated("duplicate-name", claims)


def scanned_buckets(company: Company) -> Iterator[Diagnostic]:
    """GuardDuty has one malware protection plan for a bucket.

    Example::

        team: fraud
        datasets:
          - name: raw
            bucket: acme-raw
            account: administrator
            region: us-east-1
            malware_scan: {}
          - name: uploads
            bucket: acme-raw
            account: administrator
            region: us-east-1
            watch: [malware]
            malware_scan: {}
    """
    message = "bucket {} is already scanned"
    claims = (
        _Claim((scan.bucket, scan.account_id, scan.region), message.format(scan.bucket), scan.origin.span)
        for scan in company.scans
    )
    yield from _repeated("duplicate-scan", claims)


def team_owners(company: Company) -> Iterator[Diagnostic]:
    """A team has one owner, in however many files it is.

    Example::

        team: fraud
        owner: fraud@example.com
        ---
        team: fraud
        owner: research@example.com
    """
    first: dict[str, tuple[str, Span]] = {}
    for team in company.teams:
        spec = team.head.spec
        if spec and spec.owner:
            owner, span = first.setdefault(spec.team, (spec.owner, team.head.span("owner")))
            if owner != spec.owner:
                message = f"team {spec.team} already has another owner: {owner}"
                related = (("first declared here", span),)
                yield Diagnostic("conflicting-owner", message, team.head.span("owner"), related=related)


def _account_ids(company: Company) -> Iterator[tuple[str, Span]]:
    for entry in company.organizations:
        if entry.spec:
            yield entry.spec.administrator.account, entry.span("administrator", "account")
    for account in company.of(AccountSpec):
        yield account.spec.id, account.span("id")


def _repeated(code: str, claims: Iterable[_Claim]) -> Iterator[Diagnostic]:
    """A problem for every claim but the first to its key, in the order of files and lines."""
    first: dict[Hashable, _Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.span.order):
        holder = first.setdefault(claim.key, claim)
        if holder is not claim:
            related = (("first declared here", holder.span),)
            yield Diagnostic(code, claim.message, claim.span, claim.help, related=related)
