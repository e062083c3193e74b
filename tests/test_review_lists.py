"""What ``diff`` says of lists of addresses: ranges, names that move, and how much work it is."""

from collections.abc import Callable
from functools import partial
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.review.report import changes_between
from compiler.review.rules.lists import Coverage
from tests.conftest import ORGANIZATION, program_of
from tests.work import calls

Specs = Callable[..., Path]
ADDRESSES = [f"192.0.2.{number}" for number in range(16)]
RANGES = [f"192.0.2.{start}/{length}" for length in (28, 29, 30, 31) for start in range(0, 16, 2 ** (32 - length))]

GONE = "threat list a no longer reports 192.0.2.1"


@given(st.lists(st.sampled_from([*ADDRESSES, *RANGES]), max_size=6), st.sampled_from([*ADDRESSES, *RANGES]))
def test_a_range_is_kept_if_every_address_of_it_is(kept: list[str], entry: str) -> None:
    networks = [ip_network(each) for each in kept]
    every = all(any(ip_address(address) in network for network in networks) for address in ip_network(entry))
    assert (entry in Coverage(kept)) is every


def said(specs: Specs, before: str, after: str) -> list[str]:
    bucket = "lists:\n  create: {bucket: acme-lists}\n  threats:\n"
    programs = [program_of(specs(f"{ORGANIZATION}{bucket}{lists}")) for lists in (before, after)]
    return [change.sentence for change in changes_between(*programs)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("a: 1, b: 2", "c was a: 1, b: 2", [], id="moved"),
        pytest.param("a: 1, b: 2", "b was a: 2", [GONE], id="moved onto another"),
        pytest.param("a: 1", "b was a: 2", [GONE], id="moved and changed"),
        pytest.param("a: 1, b: 2", "b: 1", ["threat list b no longer reports 192.0.2.2"], id="what another list has"),
    ],
)
def test_a_list_that_moves_is_the_same(specs: Specs, before: str, after: str, expected: list[str]) -> None:
    lost = [text for text in said(specs, written(before), written(after)) if "no longer" in text]
    assert lost == expected


def written(lists: str) -> str:
    """``b was a: 2`` is a list b, before a, with 192.0.2.2."""
    lines = []
    for each in lists.split(", "):
        name, _, number = each.partition(": ")
        name, _, was = name.partition(" was ")
        moved = f", was: {was}" if was else ""
        lines.append(f"    - {{name: {name}{moved}, entries: [192.0.2.{number}]}}\n")
    return "".join(lines)


def lost(size: int) -> int:
    """How many of so many addresses are not in a list without the first thousand."""
    entries = [f"10.{n // 65536}.{n // 256 % 256}.{n % 256}" for n in range(size)]
    coverage = Coverage(entries[1_000:])
    return sum(entry not in coverage for entry in entries)


def test_what_a_long_list_has_lost_is_found_with_work_in_proportion() -> None:
    assert lost(50_000) == 1_000
    small, large = calls(partial(lost, 5_000)), calls(partial(lost, 20_000))
    assert large < 4.5 * small
