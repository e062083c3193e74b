"""Filters: split without changing what they match, named within the limits, ranked without a gap."""

import re
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.model.criteria import Criterion
from compiler.model.origin import Origin
from compiler.model.program import Action, Filter
from compiler.plan.filters import parts_in, ranked, split
from compiler.plan.names import address, filter_name
from compiler.source import Source, Span

ORIGIN = Origin("team.yaml: filters x", Span(Source("", "", ""), 1, 1, 1, 1))
names = st.from_regex(re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII), fullmatch=True)


def asked(team: str, name: str, action: Action = Action.NOOP, values: int = 1) -> Filter:
    criteria = (Criterion("resource.s3BucketDetails.name", equals=tuple(f"b{n}" for n in range(values))),)
    return Filter(team, name, action, "about", criteria, ("us-east-1",), {}, None, ORIGIN, {})


@settings(max_examples=30)
@given(st.lists(st.integers(0, 120), min_size=1, max_size=2))
def test_splitting_covers_the_same_values_once(sizes: list[int]) -> None:
    criteria = tuple(Criterion(f"f{i}", equals=tuple(f"{i}-{n}" for n in range(size))) for i, size in enumerate(sizes))
    parts = list(split(criteria))
    assert all(len(criterion.equals) <= 50 for part in parts for criterion in part)
    covered = [combination for part in parts for combination in product(*(c.equals or (None,) for c in part))]
    assert sorted(covered, key=str) == sorted(product(*(c.equals or (None,) for c in criteria)), key=str)


@given(st.dictionaries(st.tuples(names, names), st.sampled_from(Action), max_size=20), st.randoms())
def test_ranks_are_dense_and_independent_of_the_order(things: dict[tuple[str, str], Action], random: Random) -> None:
    filters = [asked(team, name, action) for (team, name), action in things.items()]
    shuffled = filters.copy()
    random.shuffle(shuffled)
    result = ranked(parts_in(filters, "us-east-1", {}))
    assert result == ranked(parts_in(shuffled, "us-east-1", {}))
    assert [part.rank for part in result] == list(range(1, len(filters) + 1))
    assert [part.after for part in result] == [None, *(part.address for part in result)][: len(result)]
    actions = [part.action for part in result]
    assert actions == sorted(actions, key=lambda action: action is not Action.ARCHIVE)


@given(st.sets(st.tuples(names, names), max_size=30))
def test_addresses_are_terraform_names_and_one_to_one(pairs: set[tuple[str, str]]) -> None:
    made = {address(f"{team}.{name}") for team, name in pairs}
    assert len(made) == len(pairs)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", text) for text in made)


def test_addresses_that_would_collide() -> None:
    assert len({address(name) for name in ("a.b__c", "a__b.c", "a_.b", "a__.b", "3d.b", "d.b")}) == 6


@given(names, names, st.integers(1, 12))
def test_filter_names_fit(team: str, name: str, part: int) -> None:
    made = filter_name(f"{team}.{name}", part)
    assert re.fullmatch(r"[a-zA-Z0-9_.-]{3,64}", made)
    assert (made == f"{team}.{name}") == (part == 1 and len(f"{team}.{name}") <= 64)


def test_a_large_filter_becomes_several() -> None:
    parts = ranked(parts_in([asked("fraud", "buckets", values=120)], "us-east-1", {}))
    assert [(part.name, part.rank, len(part.criteria[0].equals)) for part in parts] == [
        ("fraud.buckets", 1, 50),
        ("fraud.buckets-2", 2, 50),
        ("fraud.buckets-3", 3, 20),
    ]
