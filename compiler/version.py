"""The version that is running, from the one place that sets it, and ranges of versions.

That place is ``pyproject.toml``, or what an installation has made of it. The only module that knows
``packaging``, which is loaded only for a range.
"""

import tomllib
from functools import cache
from importlib.metadata import version as version_of_package
from pathlib import Path

from .installation import PACKAGE, is_package

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"


@cache
def version() -> str:
    """The version of the installed package, or of this clone."""
    if is_package():
        return version_of_package(PACKAGE)
    project: str = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
    return project


def is_range(text: str) -> bool:
    """Whether a text is a range of versions as pip writes them: ``>=0.2,<0.3``. No clause at all is none."""
    try:
        is_in_range(text)
    except ValueError:
        return False
    return bool(text.strip(" ,"))


def is_in_range(text: str) -> bool:
    """Whether the running version is in a range, also where it is a release candidate.

    Raises:
        ValueError: the text is not a range.
    """
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(text).contains(version(), prereleases=True)
