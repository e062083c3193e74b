"""Protections: what is on for the organization in each Region, and for accounts that override it.

A protection is on, off, or unknown where something else than the specs manages it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ...catalog.protections import NAMES, PROTECTIONS, is_available
from ...model.accounts import Account
from ...model.organization import MembershipMode, Organization, Protection
from ...model.program import Program
from ..change import Level, Subject
from ..pair import Pair
from ..rule import Difference, Says, alone, both

_State = bool | None
_WORDS = {feature: word for known in PROTECTIONS.values() for word, feature in known.agents}


class _Switch(NamedTuple):
    """A protection, or an agent of one as ``runtime.ec2``, by its name in a spec, and its feature."""

    name: str
    feature: str


class _Holder(NamedTuple):
    """Whose protections they are: the organization's, or those of an account that overrides some.

    ``former`` is the account in the version before, None where it was not declared.
    """

    former: Account | None
    account: Account | None
    before: Callable[[str], Mapping[_Switch, _State]]
    after: Callable[[str], Mapping[_Switch, _State]]


_SWITCHES = tuple(
    _Switch(name, known.feature) if word is None else _Switch(f"{name}.{word}", known.feature)
    for name, known in PROTECTIONS.items()
    for word in (None, *(word for word, _ in known.agents))
)


def _off(pair: Pair) -> Iterator[Difference]:
    """Protections that were on and are off."""
    return _where(pair, lambda before, after: before is True and after is False)


def _unclear(pair: Pair) -> Iterator[Difference]:
    """Protections that something else manages in one of the versions, and that may be off now."""
    return _where(pair, lambda before, after: (before, after) in ((True, None), (None, False)))


def _where(pair: Pair, is_so: Callable[[_State, _State], bool]) -> Iterator[Difference]:
    """A difference for each holder and protection, with the Regions in which it is so."""
    for holder in _holders(pair):
        regions: dict[_Switch, list[str]] = defaultdict(list)
        for region in pair.regions:
            before, after = holder.before(region), holder.after(region)
            for switch in _SWITCHES if before != after else ():
                if is_so(before[switch], after[switch]) and is_available(switch.feature, region):
                    regions[switch].append(region)
        yield from (_difference(pair, holder, switch, tuple(where)) for switch, where in regions.items())


def _holders(pair: Pair) -> Iterator[_Holder]:
    before, after = pair.before.organization, pair.after.organization
    yield _Holder(None, None, partial(_of_organization, before), partial(_of_organization, after))
    for old, new in [*pair.accounts.kept, *_formerly_undeclared(pair)]:
        if (old and old.protections) or new.protections:
            yield _overriding(pair, old, new)


def _formerly_undeclared(pair: Pair) -> Iterator[tuple[None, Account]]:
    """Accounts of an AWS organization may be members with its protections before a team declares them."""
    if pair.before.organization.membership.mode is MembershipMode.ORGANIZATION:
        yield from ((None, account) for account in pair.accounts.new)


def _overriding(pair: Pair, old: Account | None, new: Account) -> _Holder:
    """Only of the protections that the account overrides: the others are told once, of the organization."""
    overridden = {p.feature for account in (old, new) if account for p in account.protections}

    def states(program: Program, account: Account | None) -> Callable[[str], Mapping[_Switch, _State]]:
        own = _states(account.protections) if account else {}

        def in_region(region: str) -> Mapping[_Switch, _State]:
            usual = _of_organization(program.organization, region)
            return {s: own.get(s, usual[s]) if s.feature in overridden else None for s in _SWITCHES}

        return in_region

    return _Holder(old, new, states(pair.before, old), states(pair.after, new))


def _of_organization(organization: Organization, region: str) -> Mapping[_Switch, _State]:
    states = _states(organization.protections_in(region))
    return {switch: states.get(switch) for switch in _SWITCHES}


def _states(protections: Iterable[Protection]) -> dict[_Switch, _State]:
    """An agent is on only where its protection is."""
    states: dict[_Switch, _State] = {}
    for protection in protections:
        name = NAMES[protection.feature]
        states[_Switch(name, protection.feature)] = protection.enabled
        for agent, is_on in protection.agents:
            states[_Switch(f"{name}.{_WORDS[agent]}", protection.feature)] = protection.enabled and is_on
    return states


def _difference(pair: Pair, holder: _Holder, switch: _Switch, regions: tuple[str, ...]) -> Difference:
    account = holder.account
    old, new = (state(regions[0])[switch] for state in (holder.before, holder.after))
    what = f"protections.{switch.name}"
    if account is None:
        before, after = (organization.origin for organization in pair.organizations)
        return Difference(Subject("protections", switch.name, regions=regions), before, after, old, new, what)
    subject = Subject("protections", switch.name, account.team, account.account_id, regions)
    what = f"{what} of account {account.full_name} ({account.account_id})"
    return Difference(subject, holder.former.origin if holder.former else None, account.origin, old, new, what)


RULES = (
    *both(
        _off,
        Says(
            "protection-off",
            Level.BLIND,
            "{what} is off{regions}: its findings no longer occur",
            "a protection is off that was on, for the organization or for an account that overrides it",
        ),
        Says("protection-on", Level.SAFE, "{what} is on{regions}", "a protection is on that was off"),
    ),
    *alone(
        _unclear,
        Says(
            "protection-unclear",
            Level.REVIEW,
            "{what} is managed by something else before or after this change{regions}, and may be off now",
            "protections are managed by something else in one of the versions",
        ),
        "the change back is as unclear",
    ),
)
