"""Lists of IP addresses: what is trusted is never reported, what is a threat always is."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from ...model.organization import AddressList, Organization
from ..change import Level, Subject
from ..pair import Matched, Pair, matched
from ..rule import Difference, Says, alone, both

_SHOWN = 6  # addresses of a sentence; the rest is counted
_Network = IPv4Network | IPv6Network


def _threats(pair: Pair) -> Matched[AddressList]:
    """By name; the new name of a list that says what it ``was`` is the old one's."""
    before, after = _active(pair.before.organization), _active(pair.after.organization)
    moved = {threats.was: threats.name for threats in (*before, *after) if threats.was}
    return matched(before, after, lambda threats: moved.get(threats.name, threats.name))


def _active(organization: Organization) -> tuple[AddressList, ...]:
    """The threat lists that GuardDuty uses."""
    return tuple(threats for threats in organization.lists.threats if threats.activate)


def _trusted(pair: Pair) -> Matched[AddressList]:
    lists = (organization.lists.trusted for organization in (pair.before.organization, pair.after.organization))
    before, after = ([trusted] if trusted and trusted.activate else [] for trusted in lists)
    return matched(before, after, lambda trusted: trusted.name)


def _fewer_threats(pair: Pair) -> Iterator[Difference]:
    """Threat lists that are gone or off, and addresses that no threat list has any more."""
    others = [entry for threats in _active(pair.after.organization) for entry in threats.entries]
    yield from _fewer(pair, _threats(pair), others, "threat list")


def _fewer_trusted(pair: Pair) -> Iterator[Difference]:
    """The trusted list is gone or off, or has fewer addresses."""
    trusted = pair.after.organization.lists.trusted
    kept = trusted.entries if trusted and trusted.activate else ()
    yield from _fewer(pair, _trusted(pair), kept, "trusted list")


def _fewer(pair: Pair, lists: Matched[AddressList], kept: Iterable[str], noun: str) -> Iterator[Difference]:
    for old, new in [*((old, None) for old in lists.gone), *lists.kept]:
        if new is None and old.location is not None:
            yield _difference(pair, old, _data(old), None, noun, f"everything in {old.location}")
        lost = [entry for entry in old.entries if not _is_in(entry, tuple(kept))] if old.location is None else []
        if lost and (new is None or new.location is None):
            yield _difference(pair, old, _data(old), _data(new) if new else None, noun, _some(lost))


def _unclear_threats(pair: Pair) -> Iterator[Difference]:
    """Threat lists that are read from somewhere else: what is there is not in the specs."""
    return _unclear(pair, _threats(pair), "threat list")


def _unclear_trusted(pair: Pair) -> Iterator[Difference]:
    return _unclear(pair, _trusted(pair), "trusted list")


def _unclear(pair: Pair, lists: Matched[AddressList], noun: str) -> Iterator[Difference]:
    for old, new in lists.kept:
        places = [(each.location, each.format) for each in (old, new)]
        if places[0] != places[1]:
            detail = f"{new.location or 'the specs'} as {new.format}"
            yield _difference(pair, new, _data(old), _data(new), noun, detail)


def _data(addresses: AddressList) -> dict[str, object]:
    """What a list means; its entries sorted, because their order does not matter."""
    return {"location": addresses.location, "format": addresses.format, "entries": sorted(addresses.entries)}


def _is_in(entry: str, kept: tuple[str, ...]) -> bool:
    """Whether an address or range is in the others taken together."""
    networks, network = _networks(kept), ip_network(entry, strict=False)
    return any(network.supernet(new_prefix=length) in networks for length in range(network.prefixlen + 1))


@lru_cache(maxsize=16)
def _networks(entries: tuple[str, ...]) -> frozenset[_Network]:
    networks = [ip_network(entry, strict=False) for entry in entries]
    of_version_4 = collapse_addresses(n for n in networks if isinstance(n, IPv4Network))
    of_version_6 = collapse_addresses(n for n in networks if isinstance(n, IPv6Network))
    return frozenset((*of_version_4, *of_version_6))


def _some(entries: list[str]) -> str:
    more = len(entries) - _SHOWN
    return ", ".join([*entries[:_SHOWN], *([f"{more:,} more"] if more > 0 else [])])


def _difference(pair: Pair, addresses: AddressList, old: object, new: object, noun: str, detail: str) -> Difference:
    before, after = pair.before.organization.origin, pair.after.organization.origin
    what = f"the {noun}" if noun == "trusted list" else f"{noun} {addresses.name}"
    return Difference(Subject("lists", addresses.name), before, after, old, new, what, detail)


RULES = (
    *both(
        _fewer_threats,
        Says(
            "threats-removed",
            Level.BLIND,
            "{what} no longer reports {detail}",
            "a threat list is gone or off, or an address is in none of them any more",
        ),
        Says("threats-added", Level.SAFE, "{what} now reports {detail}", "a threat list is new, or has more addresses"),
    ),
    *alone(
        _unclear_threats,
        Says(
            "threats-unclear",
            Level.REVIEW,
            "{what} is read from {detail}: its addresses cannot be compared",
            "a threat list is read from another place, or in another format",
        ),
        "the change back is as unclear",
    ),
    *both(
        _fewer_trusted,
        Says("trust-withdrawn", Level.SAFE, "{what} no longer has {detail}", "fewer addresses are trusted"),
        Says(
            "trust-granted",
            Level.BLIND,
            "{what} now has {detail}, which GuardDuty never reports",
            "more addresses are trusted, which GuardDuty never reports",
        ),
    ),
    *alone(
        _unclear_trusted,
        Says(
            "trust-unclear",
            Level.REVIEW,
            "{what} is read from {detail}: its addresses cannot be compared",
            "the trusted list is read from another place, or in another format",
        ),
        "the change back is as unclear",
    ),
)
