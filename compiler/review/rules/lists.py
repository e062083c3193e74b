"""Lists of IP addresses: what is trusted is never reported, what is a threat always is."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from ...model.lists import AddressList
from ...model.organization import Organization
from ..change import Level
from ..pair import Matched, Pair, matched, same_after_renames
from ..phrases import some
from ..rule import Difference, Says, alone, both, of_document


def _threats(pair: Pair) -> Matched[AddressList]:
    """By name; a list that says what it ``was`` is that one, unless its new name was another list's."""
    before, after = _active(pair.before.organization), _active(pair.after.organization)
    return matched(before, after, same_after_renames(before, after, lambda each: each.name, lambda each: each.was))


def _active(organization: Organization) -> tuple[AddressList, ...]:
    """The threat lists that GuardDuty uses."""
    return tuple(threats for threats in organization.lists.threats if threats.activate)


def _trusted(pair: Pair) -> Matched[AddressList]:
    lists = (organization.lists.trusted for organization in pair.organizations)
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
    """Lists whose place is gone with them, and lists that lose entries; of those that move, nobody knows."""
    coverage = Coverage(kept)
    for old, new in [*((old, None) for old in lists.gone), *lists.kept]:
        data = _data(new) if new else None
        if new is None and old.location is not None:
            yield _difference(pair, old, _data(old), data, noun, f"everything in {old.location}")
        if old.location is None and (new is None or new.location is None):
            lost = [entry for entry in old.entries if entry not in coverage]
            yield from [_difference(pair, old, _data(old), data, noun, some(lost))] if lost else []


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


class Coverage:
    """Addresses and ranges, taken together. Most of a long list is as it was, so texts are compared first."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._texts = frozenset(entries)

    def __contains__(self, entry: str) -> bool:
        """Whether all of an address or range is in them."""
        if entry in self._texts:
            return True
        network = ip_network(entry, strict=False)
        return any(network.supernet(new_prefix=length) in self._networks for length in range(network.prefixlen + 1))

    @cached_property
    def _networks(self) -> frozenset[IPv4Network | IPv6Network]:
        networks = [ip_network(entry, strict=False) for entry in self._texts]
        of_version_4 = collapse_addresses(n for n in networks if isinstance(n, IPv4Network))
        of_version_6 = collapse_addresses(n for n in networks if isinstance(n, IPv6Network))
        return frozenset((*of_version_4, *of_version_6))


def _difference(pair: Pair, addresses: AddressList, old: object, new: object, noun: str, detail: str) -> Difference:
    what = f"the {noun}" if noun == "trusted list" else f"{noun} {addresses.name}"
    return of_document(pair, "lists", addresses.name, old, new, what, detail)


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
