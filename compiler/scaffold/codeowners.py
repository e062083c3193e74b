"""CODEOWNERS: who approves changes, from ``teams`` and ``owner`` of the organization."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from ..model.organization import Organization
from .filling import filled

_HEAD = "# Written by `watchspec codeowners` from the organization document. The last line that matches a file counts."


def lines_for_specs(organization: Organization, owner: str, folder: PurePath) -> Iterator[str]:
    """The whole folder, then the files of the teams, wide patterns first, then the organization document."""
    yield _HEAD
    yield line(folder, "", owner)
    for team in sorted(organization.teams, key=lambda team: (len(team.fixed_part), team.files, team.name)):
        yield line(folder, team.files, team.owner or owner)
    yield line(folder, _literal(organization.origin.span.source.name), owner)


def codeowners_of_repository(organization: Organization, owner: str, folder: PurePath) -> str:
    """The file for a whole repository, in which everything but the specs is the owner's."""
    specs = "\n".join(lines_for_specs(organization, owner, folder))
    return filled("CODEOWNERS", {"owner": owner, "specs": specs})


def line(folder: PurePath, files: str, owner: str) -> str:
    """Who approves changes of files below a folder: from the root of the repository, with blanks escaped."""
    root = "/" if folder == PurePath() else f"/{_literal(folder.as_posix())}/"
    pattern = f"{root}{files}".replace(" ", "\\ ")
    return f"{pattern} {owner}"


def _literal(path: str) -> str:
    """A path without what is more than itself in CODEOWNERS, such as a line end, ``[`` or ``#``: ``?`` stands for it.

    GitHub has no escapes for all of them, and ignores a line that it cannot read.
    """
    return re.sub(r"[^\w ./+,=@~-]", "?", path)
