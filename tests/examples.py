"""Which modules and codes need an example in a docstring."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import compiler.language
from compiler.diagnostics.codes import CODES
from compiler.language.base.spec import Spec
from compiler.schema.texts import models_below
from tests.conftest import ROOT


def spec_modules() -> set[str]:
    """The modules of the language that describe a part of a spec: each has an example."""
    for module in pkgutil.walk_packages(compiler.language.__path__, "compiler.language."):
        import_module(module.name)
    modules = {model.__module__ for model in models_below(Spec) if not inspect.isabstract(model)}
    return {module for module in modules if module.startswith("compiler.")}


def codes_of_checks() -> dict[str, set[str]]:
    """The codes in each module of ``compiler/checks``; ``test_checks.py`` runs an example for each."""
    modules = (ROOT / "compiler" / "checks").glob("*.py")
    return {module.stem: set(_codes(module)) for module in modules}


def _codes(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and node.value in CODES:
            yield node.value
