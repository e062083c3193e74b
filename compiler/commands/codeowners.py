"""``codeowners``: a CODEOWNERS file that guards the specs, from ``teams`` and ``owner`` of the organization."""

from collections.abc import Iterator
from pathlib import Path

from ..model.organization import Organization
from ..pipeline import compile_specs
from ..review.accepted import ACCEPTED
from .exit_codes import CLEAN
from .options import Codeowners
from .printing import usage

_HEAD = "# Written by `main.py codeowners` from the organization document. The last line that matches a file counts."


def print_codeowners(options: Codeowners) -> int:
    if options.specs.is_absolute() or ".." in options.specs.parts:
        return usage("run this in the folder of the repository, with --specs below it")
    organization = compile_specs(options.specs).program.organization
    if organization.owner is None:
        return usage("the organization document has no owner, so nobody would guard it; add owner: to it")
    print("\n".join(_lines(organization, organization.owner, options.specs)))
    return CLEAN


def _lines(organization: Organization, owner: str, folder: Path) -> Iterator[str]:
    """The whole folder, then the files of the teams, wide patterns first, then what only the organization's owner may.

    That is the organization document, and the file of accepted changes beside the folder.
    """
    yield _HEAD
    yield f"{_pattern(folder, '')} {owner}"
    for team in sorted(organization.teams, key=lambda team: (len(team.fixed_part), team.files, team.name)):
        yield f"{_pattern(folder, team.files)} {team.owner or owner}"
    yield f"{_pattern(folder, organization.origin.span.source.name)} {owner}"
    yield f"{_pattern(folder.parent, ACCEPTED)} {owner}"


def _pattern(folder: Path, files: str) -> str:
    """From the root of the repository, with blanks escaped."""
    root = "/" if folder == Path() else f"/{folder.as_posix()}/"
    return f"{root}{files}".replace(" ", "\\ ")
