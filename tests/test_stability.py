"""One asset more, less or under another name changes as few blocks as possible.

A filter names the one before it, and the ranks are one list; ``test_ranks.py`` applies such changes.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.model.address import Address
from compiler.model.plan import Planned, Stack
from compiler.model.resources import Body
from compiler.model.resources.guardduty import RankedFilter
from tests.conftest import ORGANIZATION, compile_folder

TEAMS = ("fraud", "research")
assets = st.sets(st.tuples(st.sampled_from(TEAMS), st.integers(10, 400)), min_size=1, max_size=90)


def dataset(number: int) -> str:
    watch = "" if number % 3 else ", watch: [impact]"
    scan = ", malware_scan: {}" if number < 10 else ""
    return f"{{name: d{number}, bucket: acme-{number}, account: administrator, region: us-east-1{watch}{scan}}}"


def stack_of(specs: Callable[..., Path], pack: str, owned: set[tuple[str, int]]) -> Stack:
    texts = {
        team: f"team: {team}\ndatasets:\n" + "".join(f"  - {dataset(n)}\n" for t, n in sorted(owned) if t == team)
        for team in {team for team, _ in owned}
    }
    folder = specs(ORGANIZATION + f"filters: {{pack: {pack}}}\n", **{**dict.fromkeys(TEAMS, ""), **texts})
    (stack,) = compile_folder(folder).stacks
    return stack


def blocks(stack: Stack) -> dict[Address, Planned[Body]]:
    """By address; a filter without what it comes after."""
    return {planned.address: replace(planned, after=()) for planned in stack.resources}


def changed(old: Stack, new: Stack) -> int:
    before, after = blocks(old), blocks(new)
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


@pytest.mark.parametrize(("pack", "most"), [("auto", 1), ("asset", 1), ("team", 3), ("organization", 3)])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owned=assets)
def test_one_asset_more(pack: str, most: int, owned: set[tuple[str, int]], specs: Callable[..., Path]) -> None:
    """Its own filter; packed, the one that it goes into, or the one that is split and its two parts."""
    less = stack_of(specs, pack, owned)
    more = stack_of(specs, pack, {*owned, ("fraud", 999)})
    assert changed(less, more) <= most
    filters = more.of(RankedFilter)
    assert [ranked.after for ranked in filters] == [(), *((ranked.address,) for ranked in filters[:-1])]


def test_a_scan_stays_where_its_dataset_is_renamed(specs: Callable[..., Path]) -> None:
    """GuardDuty forces a new filter for a new name, and nothing else."""
    text = f"team: fraud\ndatasets:\n  - {dataset(1)}\n"
    old = compile_folder(specs(fraud=text)).stacks[0]
    new = compile_folder(specs(fraud=text.replace("name: d1", "name: renamed"))).stacks[0]
    changed_addresses = sorted(blocks(old).keys() ^ blocks(new).keys())
    assert changed_addresses == [RankedFilter.at("fraud__d1"), RankedFilter.at("fraud__renamed")]


def test_another_team_changes_no_block_of_the_first(specs: Callable[..., Path]) -> None:
    alone = stack_of(specs, "team", {("fraud", n) for n in range(10, 100)})
    both = stack_of(specs, "team", {("fraud", n) for n in range(10, 100)} | {("research", n) for n in range(10, 40)})
    assert all(blocks(both)[key] == block for key, block in blocks(alone).items())
