"""The versions of the specs that ``diff`` compares: a git revision, or a folder."""

import re
import tempfile
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..model.plan import Plan
from ..pipeline import Declared, declared
from ..review.accepted import ACCEPTED, Accepted, read_accepted
from ..review.report import Version
from ..review.revision import commit_of, export, export_file, folder_of, obstacle

_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_ID_SHOWN = 12


class NoVersion(Exception):
    """There is neither a revision nor a folder of this name; the message says so."""


class Read(NamedTuple):
    """A version, and everything that its specs declare. ``links`` of a revision are not followed."""

    version: Version
    declared: Declared
    links: tuple[str, ...] = ()


def read_version(name: str | None, specs: Path) -> Read:
    """A revision of the repository that the folder ``specs`` is in; a folder where no revision has the name.

    None is the folder ``specs`` itself. A folder that has the name of a revision is written ``./NAME``: otherwise a
    change could bring a folder that takes the place of the branch it is compared with.

    Raises:
        NoVersion: there is neither.
        NoRevision: the revision cannot be read.
    """
    commit = commit_of(name, specs) if name else None
    if name is not None and commit is not None:
        return _of_revision(name, commit, specs)
    folder = Path(name) if name is not None else specs
    if name == "" or not _is_folder(folder):
        reason = obstacle(specs)
        raise NoVersion(f"{name} is neither a git revision nor a folder{f' ({reason})' if reason else ''}")
    found = declared(folder)
    return Read(_version(None, folder.as_posix(), found), found)


def accepted_in(name: str | None, specs: Path) -> tuple[Accepted, ...]:
    """What the file beside the specs of a version accepts; nothing where there is none.

    Raises:
        SpecError: with everything that is wrong with it.
    """
    commit = commit_of(name, specs) if name else None
    if commit is None:
        path = (Path(name) if name else specs).parent / ACCEPTED
        return read_accepted(path) if path.exists() else ()
    with tempfile.TemporaryDirectory() as root:
        has_file = export_file(commit, specs, ACCEPTED, Path(root))
        with chdir(root):
            return read_accepted(Path(ACCEPTED)) if has_file else ()


def _is_folder(path: Path) -> bool:
    """Whatever text the path is."""
    try:
        return path.is_dir()
    except ValueError:  # a zero byte
        return False


def _of_revision(name: str, commit: str, specs: Path) -> Read:
    """The specs of a commit are read from a folder of their own, under the name that they have in the repository."""
    inside = folder_of(specs)
    with tempfile.TemporaryDirectory() as root:
        target = Path(root, inside)
        target.mkdir(parents=True, exist_ok=True)
        links = export(commit, specs, target)
        with chdir(root):
            found = declared(Path(inside or "."))
    version = _version(_short(name), inside or ".", found)
    return Read(replace(version, errors=version.errors + len(links)), found, links)


def _short(revision: str) -> str:
    """The id of a commit as people read it: enough of it for git."""
    return revision[:_ID_SHOWN] if _ID.fullmatch(revision) else revision


def _version(revision: str | None, folder: str, found: Declared) -> Version:
    """A version without any document is an empty company, to which everything is added."""
    if found.is_empty:
        return Version(revision, folder, None, Plan("", ()))
    return Version(revision, folder, found.program, found.plan, found.errors)
