"""Who may import whom. A room imports only rooms further down; a module in no room fails."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = [
    {"main", "__main__"},
    {"entry"},  # from the start of the process to its end, for both of them
    {"commands"},
    {"problem_pages", "change_pages"},
    {"pipeline"},
    {"terraform", "review", "evidence", "inventory", "summary", "reference", "scaffold"},  # they do not know each other
    {"findings"},
    {"output"},
    {"checks"},
    {"plan"},
    {"link"},
    {"validate", "schema", "pin"},
    {"language", "load"},
    {"meaning"},
    {"catalog"},
    {"model", "diagnostics", "git"},
    {"source", "secrets", "terminal", "docstrings", "environment", "version", "changelog"},
    {"installation"},
]
# Rooms with floors of their own. A team's document comes above the organization's: an account overrides
# its protections, and a filter with a route has only conditions that EventBridge can express.
INNER_FLOORS = {
    "language": [{"team"}, {"organization"}, {"where"}, {"base"}],
}

# The rooms that may use a package; everybody may use the standard library.
GUESTS = {
    "yaml": {"load"},
    "pydantic": {"language", "schema"},
    "pydantic_core": {"language", "findings"},
    "cdktf": {"terraform"},
    "cdktf_cdktf_provider_aws": {"terraform"},
    "jinja2": {"evidence"},
    "packaging": {"version"},
    "rich": {"terminal"},
    "shtab": {"commands"},
}
MODULES = [ROOT / "main.py", *sorted((ROOT / "compiler").rglob("*.py"))]


def part_of(module: str, depth: int) -> str:
    """At depth 1, ``compiler.language.base.types`` is part of ``language``; at depth 2, of ``base``."""
    parts = module.split(".")
    if parts[0] != "compiler":
        return parts[0]
    return parts[depth] if len(parts) > depth else ""


def room_of(module: str) -> str:
    """The room of a module: ``compiler.load.tree`` is in ``load``, and the map in none."""
    return part_of(module, 1)


def floors(levels: list[set[str]]) -> dict[str, int]:
    return {room: number for number, rooms in enumerate(levels) for room in rooms}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = absolute(path, node)
            names = (f"{module}.{alias.name}" for alias in node.names)
            is_package = (ROOT / module.replace(".", "/") / "__init__.py").exists()
            yield from names if is_package else [module]


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """The module that ``node`` names. Inside the compiler all imports are relative: its folder is installed
    under another name."""
    if not node.level:
        assert path.name == "main.py" or (node.module or "").split(".")[0] != "compiler", f"{path}: {node.module}"
        return node.module or ""
    package = path.relative_to(ROOT).parts[: -node.level]
    return ".".join([*package, *filter(None, [node.module])])


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_room_imports_only_rooms_further_down(path: Path) -> None:
    room, floor = room_of(module_name(path)), floors(FLOORS)
    if not room:
        assert not list(imports(path)), "the map has no code"
        return
    assert room in floor, f"{room} has no floor"
    for module in imports(path):
        other = room_of(module)
        if module.split(".")[0] == "compiler":
            assert other == room or floor[other] > floor[room], f"{room} imports {module}"
        elif module.split(".")[0] not in sys.stdlib_module_names:
            assert room in GUESTS[module.split(".")[0]], f"{room} imports {module}"


@pytest.mark.parametrize(
    ("room", "path"),
    [(room, path) for room in INNER_FLOORS for path in MODULES if room_of(module_name(path)) == room],
    ids=lambda value: value if isinstance(value, str) else module_name(value),
)
def test_inside_a_room_a_package_imports_only_packages_further_down(room: str, path: Path) -> None:
    package, floor = part_of(module_name(path), 2), floors(INNER_FLOORS[room])
    inside = [module for module in imports(path) if room_of(module) == room]
    if not package:
        assert not inside, f"{room} itself has no code"
        return
    for module in inside:
        other = part_of(module, 2)
        assert other == package or floor[other] > floor[package], f"{package} imports {module}"


def test_every_floor_is_used() -> None:
    names = [module_name(path) for path in MODULES]
    assert {room_of(name) for name in names} - {""} == set(floors(FLOORS))
    for room, levels in INNER_FLOORS.items():
        assert {part_of(name, 2) for name in names if room_of(name) == room} - {""} == set(floors(levels))
