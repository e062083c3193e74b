"""Filters: split without changing what they match, and ranked without a gap. The plan answers by address."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler.model.address import Address
from compiler.model.criteria import Criterion
from compiler.model.filters import Action
from compiler.model.resources.guardduty import Detector, DetectorFeature, Member, RankedFilter
from compiler.plan.filters import parts_in
from compiler.plan.ranks import ranked
from compiler.plan.splitting import split
from tests.conftest import ORGANIZATION, TESTS, compile_folder
from tests.samples import buckets_filter, names


@settings(max_examples=30)
@given(st.lists(st.integers(0, 120), min_size=1, max_size=2))
def test_splitting_covers_the_same_values_once(sizes: list[int]) -> None:
    criteria = tuple(Criterion(f"f{i}", equals=tuple(f"{i}-{n}" for n in range(size))) for i, size in enumerate(sizes))
    parts = list(split(criteria))
    assert all(len(criterion.equals) <= 50 for part in parts for criterion in part)
    covered = [combination for part in parts for combination in product(*(c.equals or (None,) for c in part))]
    assert sorted(covered, key=str) == sorted(product(*(c.equals or (None,) for c in criteria)), key=str)


@given(st.dictionaries(st.tuples(names, names), st.sampled_from(Action), max_size=20), st.randoms())
def test_ranks_are_dense_and_independent_of_the_order(actions: dict[tuple[str, str], Action], random: Random) -> None:
    filters = [buckets_filter(team, name, action) for (team, name), action in actions.items()]
    shuffled = filters.copy()
    random.shuffle(shuffled)
    result = ranked(parts_in(filters, "us-east-1", {}))
    assert result == ranked(parts_in(shuffled, "us-east-1", {}))
    assert [planned.body.rank.name for planned in result] == [planned.address.name for planned in result]
    assert [planned.after for planned in result] == [(), *((planned.address,) for planned in result)][: len(result)]
    by_field = [planned.body.action for planned in result]
    assert by_field == sorted(by_field, key=lambda action: action is not Action.ARCHIVE)


def test_a_large_filter_becomes_several() -> None:
    parts = ranked(parts_in([buckets_filter("fraud", "buckets", values=120)], "us-east-1", {}))
    assert [(part.body.name, len(part.body.criteria[0].equals)) for part in parts] == [
        ("fraud.buckets", 50),
        ("fraud.buckets-2", 50),
        ("fraud.buckets-3", 20),
    ]


def test_the_plan_answers_by_address() -> None:
    planned = compile_folder(TESTS / "golden" / "adopted" / "specs")
    name, member = "acme-us-east-1", Address("aws_guardduty_member", "account_123456789012")
    stack = planned.by_name[name]
    assert planned.at(name, member) == stack.at(member) == stack.of(Member)[0]
    assert [detector.import_id for detector in stack.of(Detector)] == ["12abc34d567e8fa901bc2d34e56789f0"]
    assert planned.at(name, RankedFilter.at("nothing")) is planned.at("no-stack", member) is None
    assert all(stack.at(resource.address) is resource for resource in stack.resources)


@pytest.mark.parametrize(("existing", "features"), [("", True), (", existing: [us-east-1]", False)])
def test_protections_are_set_only_before_an_account_is_a_member(
    existing: str, features: bool, specs: Callable[..., Path]
) -> None:
    """Afterwards only the administrator account can change them."""
    role = "arn:aws:iam::123456789012:role/terraform"
    account = f'{{name: prod, id: "123456789012", email: aws-prod@example.com, role: "{role}"{existing}}}'
    detector = "detector: {existing: {us-east-1: 12abc34d567e8fa901bc2d34e56789f0}}\n"
    plan = compile_folder(specs(ORGANIZATION + detector, fraud=f"team: fraud\naccounts: [{account}]\n"))
    assert bool(plan.by_name["acme-123456789012-us-east-1"].of(DetectorFeature)) is features
