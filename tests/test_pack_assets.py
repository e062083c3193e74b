"""`for`: what limits a filter or suppression to assets never reaches further than the assets do."""

import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.catalog.packs import PACKS
from compiler.language.where.assets import Limits, joined
from compiler.language.where.model import FieldConditions
from compiler.meaning.comparison import implies
from compiler.model.assets import Naming
from compiler.model.filters import Filter
from compiler.model.program import Program
from compiler.review.report import changes_between
from tests.asset_entries import ENTRIES, ORGANIZATION, TEAM
from tests.conftest import problems_of, program_of

OWN, ADMINISTRATOR, THEIRS = "123456789012", "999988887777", "210987654321"
OTHERS = 'team: others\naccounts: [{name: prod, id: "210987654321", email: others@example.com}]\n'
WHOLE = "  - {name: whole, account: prod, region: us-east-1, eks: {cluster: c}}\n"
KEYS = "access_keys: [{name: long-term, id: AKIAIOSFODNN7EXAMPLX, account: prod}]\n"
# Without routes: a suppression of all that would be sent is an error.
WATCHED = TEAM.replace(", watch: [discovery, attack-sequence]", "")
ALL = WATCHED.replace(" route: soc,", "").replace("workloads:\n", f"workloads:\n{WHOLE}") + KEYS
ASSETS = ["whole", "long-term", *(entry.name for entry in ENTRIES)]
UNNAMED = {entry.name for entry in ENTRIES if entry.naming is not Naming.NAMED and entry.name != "ecs"}
VALUES = {"resource.instanceDetails.imageId": "ami-0123456789abcdef0"}


def entry(asset: str, pack: str | None, *, suppresses: bool) -> dict[str, Any]:
    """An entry for an asset, with what it needs besides where the asset cannot have it."""
    needs = (field for field in (PACKS[pack].needs if pack else ()) if "instanceDetails" in field or "remote" in field)
    where = {field: {"equals": [VALUES.get(field, THEIRS)]} for field in needs}
    used = {"pack": pack} if pack else {}
    more = {"reason": "Needed", "expires": "2027-01-31"} if suppresses else {}
    return {"name": f"for-{asset}", "for": asset, **used, **more, **({"where": where} if where else {})}


def usable(
    pack: str | None, specs: Callable[..., Path], *, suppresses: bool, assets: str = ALL
) -> tuple[list[str], Program]:
    """The assets for which an entry has no errors, and a company with an entry for each of them."""
    entries = {asset: json.dumps(entry(asset, pack, suppresses=suppresses)) for asset in ASSETS}
    problems = problems_of(written(specs, assets, entries.values(), suppresses=suppresses))
    wrong = {problem.span.line for problem in problems if problem.is_error}
    first = assets.count("\n") + 2
    good = [asset for line, asset in enumerate(entries, start=first) if line not in wrong]
    return good, program_of(written(specs, assets, [entries[asset] for asset in good], suppresses=suppresses))


def written(specs: Callable[..., Path], assets: str, entries: Iterable[str], *, suppresses: bool) -> Path:
    """The specs with one entry in a line."""
    section = "suppressions" if suppresses else "filters"
    listed = "".join(f"  - {each}\n" for each in entries)
    return specs(ORGANIZATION, team=f"{assets}{section}:{'' if listed else ' []'}\n{listed}", others=OTHERS)


@pytest.mark.parametrize("suppresses", [False, True])
def test_every_asset_that_filters_can_name_can_limit_an_entry_and_no_other(
    suppresses: bool, specs: Callable[..., Path]
) -> None:
    good, program = usable(None, specs, suppresses=suppresses)
    assert set(good) == set(ASSETS) - UNNAMED
    by_name = {declared.full_name: declared for declared in program.filters}
    for asset in good:
        assert_within(by_name, asset, program)


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_for_an_asset_reaches_no_further_than_both(pack: str, specs: Callable[..., Path]) -> None:
    good, program = usable(pack, specs, suppresses=PACKS[pack].suppresses)
    assert good, "no kind of asset can limit this pack"
    by_name = {declared.full_name: declared for declared in program.filters}
    for asset in good:
        assert_within(by_name, asset, program)
        fields = {criterion.field for criterion in by_name[f"ml.for-{asset}"].criteria}
        assert {*PACKS[pack].where, *PACKS[pack].needs} <= fields


def assert_within(by_name: Mapping[str, Filter], name: str, program: Program) -> None:
    """It matches only what some filter of the asset matches, and in its Regions."""
    (asset,) = (asset for asset in program.assets if asset.name == name)
    limited = by_name[f"ml.for-{name}"]
    own = [by_name[full_name] for full_name in asset.filters]
    account = next(criterion for criterion in limited.criteria if criterion.field == "accountId")
    assert account.equals == (OWN,)
    assert set(limited.regions) <= set(asset.regions)
    assert any(implies(limited.criteria, watch.criteria) for watch in own)


@pytest.mark.parametrize("account", ["administrator", f'"{THEIRS}"'])
@pytest.mark.parametrize("pack", [None, *(name for name in PACKS if PACKS[name].suppresses)])
def test_a_suppression_for_an_asset_never_reaches_the_account_of_another_team(
    pack: str | None, account: str, specs: Callable[..., Path]
) -> None:
    moved = ALL.replace("account: prod", f"account: {account}")
    good, program = usable(pack, specs, suppresses=True, assets=moved)
    assert good == []
    assert not any(declared.justification for declared in program.filters)


FIELDS = ("accountId", "resource.eksClusterDetails.name", "resource.kubernetesDetails.kubernetesWorkloadDetails.name")
VALUE = st.sampled_from("ab")
LIMITS = st.builds(
    lambda values, regions: Limits(
        {field: FieldConditions(equals=(value,)) for field, value in zip(FIELDS, values, strict=True)}, regions
    ),
    st.tuples(VALUE, VALUE, VALUE),
    st.sampled_from([None, ("us-east-1",), ("eu-west-1",)]),
)


@given(st.lists(LIMITS, min_size=1, max_size=4))
def test_several_assets_together_match_what_each_of_them_matches(limits: list[Limits]) -> None:
    whole = joined(limits)
    if whole is None:
        assert len(limits) > 1
        return
    for values in itertools.product("ab", repeat=len(FIELDS)):
        for region in ("us-east-1", "eu-west-1", "ap-south-1"):
            assert matches(whole, values, region) == any(matches(each, values, region) for each in limits)


def matches(limits: Limits, values: tuple[str, ...], region: str) -> bool:
    fits = (value in (limits.where[field].equals or ()) for field, value in zip(FIELDS, values, strict=True))
    return all(fits) and (limits.regions is None or region in limits.regions)


def test_an_entry_for_an_asset_is_the_same_as_its_conditions_in_where(specs: Callable[..., Path]) -> None:
    limited = "{name: jit, pack: jit-compilers, for: ns, reason: Kernels, expires: 2027-01-31}"
    conditions = {
        "accountId": {"equals": ["prod"]},
        "resource.eksClusterDetails.name": {"equals": ["c"]},
        "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace": {"equals": ["vllm"]},
        "type": {"equals": ["DefenseEvasion:Runtime/FilelessExecution", "Execution:Runtime/NewLibraryLoaded"]},
    }
    spelled = {"name": "jit", "reason": "Kernels", "regions": ["us-east-1"], "where": conditions}
    more_regions = ORGANIZATION.replace("[us-east-1]", "[us-east-1, eu-west-1]")
    before, after = (
        program_of(specs(more_regions, team=f"{ALL}suppressions:\n  - {entry}\n", others=OTHERS))
        for entry in (limited, json.dumps({**spelled, "expires": "2027-01-31"}))
    )
    assert changes_between(before, after) == []
    (jit,) = (declared for declared in before.filters if declared.name == "jit")
    assert jit.regions == ("us-east-1",)
