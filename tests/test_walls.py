"""Who may import whom. A room imports only rooms further down; a module without a floor fails."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = [
    {"main"},
    {"commands"},
    {"pipeline"},
    {"terraform", "findings", "output", "summary", "reference", "scaffold"},
    {"plan"},
    {"link"},
    {"validate", "schema"},
    {"language", "load"},
    {"meaning"},
    {"catalog"},
    {"model", "diagnostics"},
    {"source", "secrets", "terminal"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# The rooms that may use a package; everybody may use the standard library.
GUESTS = {
    "yaml": {"load"},
    "pydantic": {"language", "schema"},
    "pydantic_core": {"language", "findings"},
    "cdktf": {"terraform"},
    "cdktf_cdktf_provider_aws": {"terraform"},
    "rich": {"terminal"},
    "shtab": {"commands"},
}
MODULES = [ROOT / "main.py", *sorted((ROOT / "compiler").rglob("*.py"))]


def room_of(module: str) -> str:
    """``compiler.load.tree`` -> ``load``."""
    parts = module.split(".")
    return parts[1] if parts[0] == "compiler" and len(parts) > 1 else parts[0]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from names if node.module == "compiler" else [node.module or ""]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_walls(path: Path) -> None:
    room = room_of(module_name(path))
    if room == "compiler":
        assert not list(imports(path)), "the map has no code"
        return
    assert room in FLOOR, f"{room} has no floor"
    for module in imports(path):
        other = room_of(module)
        if module.split(".")[0] == "compiler":
            assert other == room or FLOOR[other] > FLOOR[room], f"{room} imports {module}"
        elif module.split(".")[0] not in sys.stdlib_module_names:
            assert room in GUESTS[module.split(".")[0]], f"{room} imports {module}"


def test_every_floor_is_lived_in() -> None:
    assert {room_of(module_name(path)) for path in MODULES} - {"compiler"} == set(FLOOR)
