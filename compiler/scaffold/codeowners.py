"""CODEOWNERS: who approves changes, from ``teams`` and ``owner`` of the organization."""

from collections.abc import Iterator
from pathlib import PurePath

from ..model.organization import Organization
from .filling import filled

_HEAD = "# Written by `watchspec codeowners` from the organization document. The last line that matches a file counts."


def lines_for_specs(organization: Organization, owner: str, folder: PurePath) -> Iterator[str]:
    """The whole folder, then the files of the teams, wide patterns first, then the organization document."""
    yield _HEAD
    yield f"{_pattern(folder, '')} {owner}"
    for team in sorted(organization.teams, key=lambda team: (len(team.fixed_part), team.files, team.name)):
        yield f"{_pattern(folder, team.files)} {team.owner or owner}"
    yield f"{_pattern(folder, organization.origin.span.source.name)} {owner}"


def codeowners_of_repository(organization: Organization, owner: str, folder: PurePath) -> str:
    """The file for a whole repository, in which everything but the specs is the owner's."""
    specs = "\n".join(lines_for_specs(organization, owner, folder))
    return filled("CODEOWNERS", {"owner": owner, "specs": specs})


def _pattern(folder: PurePath, files: str) -> str:
    """From the root of the repository, with blanks escaped."""
    root = "/" if folder == PurePath() else f"/{folder.as_posix()}/"
    return f"{root}{files}".replace(" ", "\\ ")
