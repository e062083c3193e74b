"""Protections: finding types that cannot occur because what they need is off, and protections that nothing uses."""

from collections import defaultdict
from collections.abc import Iterator

from ..catalog.finding_types import MALWARE_PLAN
from ..catalog.protections import SOURCES
from ..diagnostics import Diagnostic
from .company import Company
from .reach import some
from .shortfalls import Shortfall
from .visibility import Absent, Off, Reason, Unscanned

_SCANS = frozenset((MALWARE_PLAN,))
_KEYS = {source: name if source in _SCANS else f"protections.{name}" for name, source in SOURCES.items()}


def never_detected(company: Company) -> Iterator[Diagnostic]:
    """No finding type of a filter can occur, because what they need is off.

    Example::

        team: fraud
        filters:
          - {name: logins, where: {type: {equals: ["CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin"]}}}
    """
    for shortfall in _tolerated(company):
        if shortfall.is_total:
            lead = " can never match: its" if shortfall.is_certain else ": all of its"
            message = f"{shortfall.full_name}{lead} finding types need {lacking(company, shortfall)}"
            yield Diagnostic("protection-off", message, shortfall.origin.span, remedy(shortfall))


def partly_detected(company: Company) -> Iterator[Diagnostic]:
    """Some finding types of a filter cannot occur, because what they need is off.

    Example::

        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1, watch: [impact, policy]}
    """
    for shortfall in _partial(company):
        part = shortfall.of(_SCANS, others=True)
        if part:
            message = f"{share(part)} {lacking(company, part)}"
            yield Diagnostic("protection-off-in-part", message, part.origin.span, remedy(part))


def unscanned_buckets(company: Company) -> Iterator[Diagnostic]:
    """A filter names the finding type of malware scans, among others, and nothing scans its buckets.

    Example::

        team: fraud
        datasets:
          - {name: raw, bucket: acme-raw, account: administrator, region: us-east-1, watch: [malware, policy]}
    """
    for shortfall in _partial(company):
        part = shortfall.of(_SCANS)
        if part:
            message = f"{part.full_name} watches for malware, but {_unscanned(part)}"
            yield Diagnostic("unscanned-bucket", message, part.origin.span, remedy(part))


def unused_protections(company: Company) -> Iterator[Diagnostic]:
    """A protection is on, and no filter matches its findings. Not where there are no filters at all.

    Example::

        organization: acme
        administrator: {account: "999988887777"}
        membership: {mode: invitation}
        regions: [us-east-1]
        protections: {rds: true}
        ---
        team: fraud
        filters:
          - {name: scans, where: {type: {matches: ["Recon:EC2/*"]}}}
    """
    document, visibility = company.document, company.visibility
    if document is None or visibility is None or not company.is_whole or not company.views:
        return
    unused = {SOURCES[name] for name in document.spec.protections.switched_on() if name in SOURCES}
    for view in company.views:
        unused -= visibility.sources_of(view) if unused else set()
    for name, source in SOURCES.items():
        if source in unused:
            message = f"protections.{name} is on, but no filter matches its findings"
            span = document.span("protections", name)
            yield Diagnostic("unused-protection", message, span, "turn it off, or add a filter for its findings")


def required(company: Company) -> frozenset[str]:
    """The sources of findings that the organization requires wherever a filter needs them."""
    names = company.document.spec.rules.require_protections if company.document else ()
    return frozenset(SOURCES[name] for name in names)


def share(shortfall: Shortfall) -> str:
    """How many of a filter's finding types need what is missing, as the start of a sentence."""
    count = len(shortfall.missing)
    return f"{shortfall.full_name}: {count} of {len(shortfall.types)} finding types need{'s' if count == 1 else ''}"


def lacking(company: Company, shortfall: Shortfall) -> str:
    """What is missing and where, as the end of a sentence."""
    clauses = [f"{_alternatives(k)}, which {_state(company, r, k)}" for r, k in _keys_by_reason(shortfall).items()]
    routes = "".join(f"; route {route} gets none of its findings" for route in shortfall.blind)
    return ", or ".join(clauses) + routes


def remedy(shortfall: Shortfall) -> str:
    """What would make all finding types possible."""
    return "; ".join(dict.fromkeys(_remedy(reason, keys) for reason, keys in _keys_by_reason(shortfall).items()))


def _tolerated(company: Company) -> Iterator[Shortfall]:
    """The shortfalls without what breaks a rule."""
    sources = required(company)
    for shortfall in company.shortfalls:
        rest = shortfall.of(sources, others=True)
        if rest:
            yield rest


def _partial(company: Company) -> Iterator[Shortfall]:
    return (shortfall for shortfall in _tolerated(company) if not shortfall.is_total)


def _keys_by_reason(shortfall: Shortfall) -> dict[Reason, list[str]]:
    """The keys of what is missing, sorted."""
    keys: dict[Reason, set[str]] = defaultdict(set)
    for lack in shortfall.lacks:
        for reason in lack.reasons:
            keys[reason] |= {_KEYS[source] for source in lack.sources}
    return {reason: sorted(names) for reason, names in keys.items()}


def _alternatives(keys: list[str]) -> str:
    *others, last = keys
    return f"{', '.join(others)} or {last}" if others else last


def _state(company: Company, reason: Reason, keys: list[str]) -> str:
    """What is wrong with them, after ``which``."""
    if isinstance(reason, Off):
        names = tuple(company.account_names.get(account, account) for account in reason.accounts)
        accounts = f" for {_counted('account', names)}" if names else ""
        return f"{'are' if len(keys) > 1 else 'is'} off{accounts} in {_regions(company, reason.regions)}"
    if isinstance(reason, Absent):
        return f"{_regions(company, reason.regions)} {_does(reason.regions)} not have"
    return (
        f"{_counted('bucket', reason.buckets)} {_does(reason.buckets)} not have" if reason.buckets else "no dataset has"
    )


def _regions(company: Company, regions: tuple[str, ...]) -> str:
    everywhere = company.document.organization.regions if company.document else ()
    return "every Region" if len(regions) > 1 and len(regions) == len(everywhere) else some(regions)


def _counted(noun: str, names: tuple[str, ...]) -> str:
    return f"{noun}{'s' if len(names) > 1 else ''} {some(names)}"


def _unscanned(shortfall: Shortfall) -> str:
    reasons = [reason for lack in shortfall.lacks for reason in lack.reasons if isinstance(reason, Unscanned)]
    buckets = tuple(sorted({bucket for reason in reasons for bucket in reason.buckets}))
    has = "have" if len(buckets) > 1 else "has"
    return f"{_counted('bucket', buckets)} {has} no malware_scan" if buckets else "no dataset has malware_scan"


def _does(names: tuple[str, ...]) -> str:
    return "do" if len(names) > 1 else "does"


def _remedy(reason: Reason, keys: list[str]) -> str:
    if isinstance(reason, Off) and reason.accounts:
        return "change the protections of the account"
    if isinstance(reason, Off):
        also = ", and in the invited accounts themselves" if reason.for_invited else ""
        return f"turn {'them' if len(keys) > 1 else 'it'} on in the organization document{also}"
    if isinstance(reason, Absent):
        return "deploy it only in Regions that have it"
    return "add malware_scan to the dataset of the bucket" if reason.buckets else "add malware_scan to a dataset"
