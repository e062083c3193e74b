"""The examples in docstrings: indented blocks of YAML under ``Example::`` or ``Shape::``."""

import ast
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import compiler.language
from compiler.diagnostics.codes import CODES
from compiler.language.base.spec import Spec
from tests.conftest import ROOT


def examples(documented: object) -> list[str]:
    """The examples in the docstring of a module or a function."""
    blocks = re.findall(r"^(?:Example|Shape)::\n\n((?:    .*\n?|\n)+)", inspect.getdoc(documented) or "", re.MULTILINE)
    return [_repeated(textwrap.dedent(block)) for block in blocks]


def spec_modules() -> set[str]:
    """The modules of the language that describe a part of a spec: each has an example."""
    for module in pkgutil.walk_packages(compiler.language.__path__, "compiler.language."):
        import_module(module.name)
    modules = {model.__module__ for model in _models(Spec) if not inspect.isabstract(model)}
    return {module for module in modules if module.startswith("compiler.")}


def codes_of_checks() -> dict[str, set[str]]:
    """The codes in each module of ``compiler/checks``; ``test_checks.py`` runs an example for each."""
    modules = (ROOT / "compiler" / "checks").glob("*.py")
    return {module.stem: set(_codes(module)) for module in modules}


def _codes(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.value in CODES:
            yield node.value


def _repeated(example: str) -> str:
    """With a line such as ``- {name: a<N>} # N from 1 to 26`` written as often as it says."""
    return "".join(part for line in example.splitlines(keepends=True) for part in _lines(line))


def _lines(line: str) -> Iterator[str]:
    numbers = re.search(r" # N from (\d+) to (\d+)$", line)
    if not numbers:
        yield line
        return
    first, last = map(int, numbers.groups())
    template = line[: numbers.start()] + "\n"
    yield from (template.replace("<N>", str(number)) for number in range(first, last + 1))


def _models(base: type[Spec]) -> Iterator[type[Spec]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)
