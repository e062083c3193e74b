"""The version, from the one place that sets it: ``pyproject.toml``, or what an installation has made of it."""

import tomllib
from importlib.metadata import version as version_of_package
from pathlib import Path

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """The version of this checkout, or of the installed package."""
    if not _PROJECT.is_file():
        return version_of_package("watchspec")
    project: str = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
    return project
