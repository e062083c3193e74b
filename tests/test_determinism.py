"""Same specs, same plan: whatever the order of keys, entries and files."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.load import load
from compiler.load.tree import plain
from compiler.model.plan import Plan, Planned
from compiler.model.resources import Body
from tests.conftest import EXAMPLE, TESTS, compile_folder
from tests.samples import origin

CASES = [EXAMPLE, *(TESTS / "golden" / name / "specs" for name in ("datasets", "services", "suppressions"))]


def shuffled(data: Any, chance: random.Random) -> Any:
    """Keys in any order, and entries of sections; the order inside of conditions is the author's."""
    if isinstance(data, dict):
        return {key: shuffled(data[key], chance) for key in chance.sample(list(data), len(data))}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [shuffled(item, chance) for item in chance.sample(data, len(data))]
    return data


class Quoted(yaml.SafeDumper):
    """Every text in quotes, so that it stays text."""


Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers())
def test_the_order_of_what_is_written_does_not_matter(case: Path, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    for document in load(case).documents:
        text = yaml.dump(shuffled(plain(document.root), chance), Dumper=Quoted, sort_keys=False)
        (tmp_path / document.source.name).write_text(text, encoding="utf-8")
    assert compile_folder(tmp_path) == compile_folder(case)


def test_files_may_be_renamed(specs: Callable[..., Path], tmp_path: Path) -> None:
    """Only the names of files change, in the origins."""
    before = compile_folder(specs(team="team: fraud\nfilters: [{name: x, where: {severity: {at_least: high}}}]"))
    (tmp_path / "specs" / "team.yaml").rename(tmp_path / "specs" / "a-new-name.yml")
    after = compile_folder(tmp_path / "specs")
    assert before != after
    assert _without_origins(before) == _without_origins(after)


def _without_origins(plan: Plan) -> list[Planned[Body]]:
    return [replace(planned, origin=origin()) for stack in plan.stacks for planned in stack.resources]
