"""The version, from the one place that sets it: ``pyproject.toml``, or what an installation has made of it."""

import tomllib
from importlib.metadata import version as version_of_package
from pathlib import Path

from .installation import PACKAGE, is_package

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def version() -> str:
    """The version of the installed package, or of this clone."""
    if is_package():
        return version_of_package(PACKAGE)
    project: str = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
    return project
