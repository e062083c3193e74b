"""What filters and suppressions mean together, and what that makes of them: warnings, not errors.

Each can be accepted in the spec, with a reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from compiler.catalog.finding_types import AI_PROTECTION, MALWARE_PLAN, live_types
from compiler.catalog.protections import PROTECTIONS
from compiler.catalog.severity import LEVELS
from compiler.diagnostics import Diagnostic
from compiler.language.organization.document import OrganizationSpec
from compiler.link.reach import names_types, reached_above, reached_types, some
from compiler.meaning.comparison import excludes, implies
from compiler.model.criteria import Criteria, Criterion
from compiler.model.organization import Organization
from compiler.model.program import Account, Asked, Filter, MalwareScan, RoutedFindings
from compiler.validate import Entry

_ATTACK_SEQUENCE = "AttackSequence"


def lint(
    lowered: Iterable[Asked], organization: Organization, document: Entry[OrganizationSpec], *, is_whole: bool
) -> Iterator[Diagnostic]:
    """Every warning about filters, suppressions and protections.

    Where an entry is broken, nothing ``is_whole``, and nothing is called missing: the entry may have it.
    """
    things = tuple(lowered)
    filters = [thing for thing in things if isinstance(thing, Filter)]
    suppressions = [thing for thing in filters if thing.justification]
    routed = {thing.origin.span for thing in things if isinstance(thing, RoutedFindings)}
    off = _protections_off(organization, things)
    for thing in filters:
        yield from _nothing_finds(thing, off)
        yield from _elsewhere(thing)
        yield from _shadowed(thing, suppressions, is_routed=thing.origin.span in routed)
    yield from chain.from_iterable(_mutes(suppression) for suppression in suppressions)
    yield from _duplicates(filters)
    if is_whole:
        yield from _unwatched(filters, things)
        yield from _unused_protections(filters, organization, document)


def _protections_off(organization: Organization, things: Iterable[Asked]) -> set[str]:
    """Features that are off for the organization and for every account, and plans where no bucket is scanned."""
    everywhere = list(organization.protections)
    own = [p for thing in things if isinstance(thing, Account) for p in thing.protections]
    off = {p.feature for p in everywhere} - {p.feature for p in (*everywhere, *own) if p.enabled}
    return off | ({MALWARE_PLAN} if not any(isinstance(thing, MalwareScan) for thing in things) else set())


def _nothing_finds(thing: Filter, off: set[str]) -> Iterator[Diagnostic]:
    if not names_types(thing.criteria):
        return
    reached = reached_types(thing.criteria)
    needed = sorted({kind.needs or "" for kind in reached})
    if reached and set(needed) <= off:
        message = f"nothing finds what {thing.full_name} asks for: that takes {' or '.join(needed)}, which is off"
        help_ = "add malware_scan to a dataset" if needed == [MALWARE_PLAN] else "switch it on under protections"
        yield Diagnostic("protection-off", message, thing.origin.span, help_)


def _elsewhere(thing: Filter) -> Iterator[Diagnostic]:
    here = [r for r in thing.regions if not excludes(thing.criteria, (Criterion("region", equals=(r,)),))]
    if not here:
        message = f"{thing.full_name} stands in {', '.join(thing.regions)}, and asks for findings of other Regions"
        yield Diagnostic("region-elsewhere", message, thing.origin.span, "a detector has findings of its own Region")


def _shadowed(thing: Filter, suppressions: Iterable[Filter], *, is_routed: bool) -> Iterator[Diagnostic]:
    """By suppressions; among them only the first by rank archives what both match. A route is told elsewhere."""
    before = [s for s in suppressions if not thing.justification or s.rank_order < thing.rank_order]
    whole = [s for s in before if set(thing.regions) <= set(s.regions) and implies(thing.known, s.criteria)]
    part = [s for s in before if set(thing.regions) & set(s.regions) and implies(s.known, thing.criteria)]
    for other in () if is_routed else whole[:1]:
        message = f"{other.full_name} archives everything that {thing.full_name} matches"
        related = (("the suppression is here", other.origin.span),)
        yield Diagnostic("shadowed", message, thing.origin.span, "remove one, or narrow it", related)
    for other in () if whole else part:
        message = f"{other.full_name} archives a part of what {thing.full_name} matches"
        related = (("the suppression is here", other.origin.span),)
        yield Diagnostic("shadowed-in-part", message, thing.origin.span, related=related)


def _mutes(suppression: Filter) -> Iterator[Diagnostic]:
    """What a suppression does that its author may not have meant."""
    name, span, criteria = suppression.full_name, suppression.origin.span, suppression.criteria
    if suppression.justification and suppression.justification.is_narrowed:
        message = f"{name} names no account: it holds for those of team {suppression.team}"
        yield Diagnostic("narrowed-suppression", message, span, "write accountId: {equals: […]} to say which")
    if not names_types(criteria):
        message = f"{name} names no type: it mutes every finding that meets the rest, also AI and attack signals"
        yield Diagnostic("broad-suppression", message, span, "write type: {equals: […]}")
        return
    severe = reached_above(criteria, "medium")
    reached = reached_types(criteria)
    low = (Criterion("severity", equals=tuple(str(number) for number in LEVELS["low"])),)
    ai = () if excludes(criteria, low) else tuple(kind.name for kind in reached if kind.needs == AI_PROTECTION)
    sequences = tuple(kind.name for kind in reached if kind.purpose == _ATTACK_SEQUENCE)
    if severe:
        message = f"{name} may mute High or Critical findings: {some(severe)}"
        yield Diagnostic("mutes-severe", message, span, "add severity: {equals: [low, medium]} to where")
    if ai:
        message = f"{name} mutes findings of AI Protection, which are all Low: {some(ai)}"
        yield Diagnostic("mutes-ai-findings", message, span)
    if sequences:
        message = f"{name} mutes attack sequences: {some(sequences)}"
        yield Diagnostic("mutes-attack-sequences", message, span)


def _duplicates(filters: Iterable[Filter]) -> Iterator[Diagnostic]:
    first: dict[tuple[object, ...], Filter] = {}
    for thing in sorted(filters, key=lambda thing: thing.origin.span.order):
        for region in thing.regions:
            holder = first.setdefault((region, thing.action, _in_any_order(thing.criteria)), thing)
            if holder is not thing:
                message = f"{thing.full_name} asks for the same as {holder.full_name}"
                related = (("the first is here", holder.origin.span),)
                yield Diagnostic("duplicate-filter", message, thing.origin.span, "keep one of them", related)
                break


def _in_any_order(criteria: Criteria) -> Criteria:
    """The values of a condition are alternatives, whatever their order."""
    return tuple(
        replace(
            criterion,
            equals=tuple(sorted(criterion.equals)),
            not_equals=tuple(sorted(criterion.not_equals)),
            matches=tuple(sorted(criterion.matches)),
            not_matches=tuple(sorted(criterion.not_matches)),
        )
        for criterion in criteria
    )


def _unwatched(filters: Iterable[Filter], things: Iterable[Asked]) -> Iterator[Diagnostic]:
    """Accounts of teams that have filters, of which none can show anything of the account."""
    views: dict[str, list[Filter]] = defaultdict(list)
    for thing in filters:
        if not thing.justification:
            views[thing.team].append(thing)
    everything = [thing for shown in views.values() for thing in shown]
    for account in things:
        if isinstance(account, Account) and views[account.team]:
            own = (Criterion("accountId", equals=(account.account_id,)),)
            if all(excludes(thing.known, own) for thing in everything):
                message = f"nothing of account {account.name} is watched: no filter of any team asks for it"
                help_ = "declare what is in it, or accept this with the reason"
                yield Diagnostic("unwatched-account", message, account.origin.span, help_)


def _unused_protections(
    filters: list[Filter], organization: Organization, document: Entry[OrganizationSpec]
) -> Iterator[Diagnostic]:
    """Where teams have said what they watch; without any filter, everything found is looked at by hand."""
    used = {kind.needs for thing in filters for kind in reached_types(thing.criteria) if not thing.justification}
    names = {protection.feature: protection.name for protection in PROTECTIONS.values()}
    produced = {kind.needs for kind in live_types().values()}  # AI_ANALYST finds nothing, it explains
    for protection in organization.protections if used else ():
        feature = protection.feature
        if protection.enabled and feature in produced - used:
            message = f"{feature} is on, and no filter of any team asks for what it finds"
            span = document.span("protections", names[feature])
            yield Diagnostic("unused-protection", message, span, "switch it off, or watch what it finds")
