"""IPv4 addresses and CIDR ranges, as GuardDuty's lists have them.

Only IPv4, and only addresses that are publicly routable (user guide, guardduty_upload-lists, considerations).
"""

import re
from collections.abc import Iterable
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from .spec import fault

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"  # without leading zeros, which some readers take for octal
_PATTERN = rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}(?:/(3[0-2]|[12]?[0-9]))?"
_ADDRESS = re.compile(_PATTERN)
_RULE = "write an IPv4 address such as 198.51.100.7, or a range such as 198.51.100.0/24"
_WIDEST = 8  # bits of the prefix: the user guide's own example of a large range is 205.0.0.0/8

# RFC 1918 and RFC 6890: private, loopback and link-local.
_NOT_PUBLIC = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16")


class Range(NamedTuple):
    """An address is a range of 32 bits. Ranges sort by their first address, the larger first."""

    first: int
    bits: int

    @property
    def is_aligned(self) -> bool:
        """Whether the address is the first of its range."""
        return self.first == self._masked(self.bits)

    def is_in(self, other: "Range") -> bool:
        return self.bits >= other.bits and self._masked(other.bits) == other.first

    def aligned(self) -> "Range":
        return Range(self._masked(self.bits), self.bits)

    def __str__(self) -> str:
        octets = ".".join(str(self.first >> shift & 255) for shift in (24, 16, 8, 0))
        return octets if self.bits == 32 else f"{octets}/{self.bits}"

    def _masked(self, bits: int) -> int:
        return self.first >> (32 - bits) << (32 - bits)


def range_of(text: str) -> Range | None:
    """The address or range, None where the text is neither."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    a, b, c, d, bits = match.groups()
    return Range(int(a) << 24 | int(b) << 16 | int(c) << 8 | int(d), 32 if bits is None else int(bits))


_NO_RANGE = Range(-1, 0)  # before every range
_UNROUTABLE = tuple(parsed for parsed in map(range_of, _NOT_PUBLIC) if parsed)


class AddressFault(NamedTuple):
    """Why a text cannot be in a list."""

    code: str
    message: str
    help: str


def address_fault(text: str) -> AddressFault | None:
    """What is wrong with an entry of a list; None where GuardDuty accepts it and it can match."""
    parsed = range_of(text)
    if parsed is None:
        more = "; GuardDuty's lists do not support IPv6" if ":" in text else ""
        return AddressFault("invalid-address", f"{text!r} is not an IPv4 address or range{more}", _RULE)
    if not parsed.is_aligned:
        message = f"{text} is not the first address of its range"
        return AddressFault("invalid-address", message, f"did you mean {parsed.aligned()}?")
    if parsed.bits < _WIDEST:
        message = f"{text} has {2 ** (32 - parsed.bits):,} addresses"
        return AddressFault("invalid-address", message, f"use ranges of /{_WIDEST} or smaller")
    if any(parsed.is_in(unroutable) for unroutable in _UNROUTABLE):
        message = f"{text} is not a public address, and lists apply only to public addresses"
        return AddressFault("never-matches", message, "remove it")
    return None


def in_order(entries: Iterable[str]) -> tuple[str, ...]:
    """The entries by their addresses, so that their order in a file changes nothing."""
    return tuple(sorted(entries, key=lambda text: (range_of(text) or _NO_RANGE, text)))


def _address(value: str) -> str:
    wrong = address_fault(value)
    if wrong:
        raise fault(*wrong)
    return value


PublicAddress = Annotated[
    str,
    AfterValidator(_address),
    Field(
        title="an IPv4 address or range",
        json_schema_extra={"pattern": f"^(?:{_PATTERN})$", "patternErrorMessage": _RULE},
    ),
]
