"""A git revision -> a folder with its specs.

The revision may be anybody's, so nothing of it is trusted: sizes are known before anything is read, files are written
as they are in git (no attribute of the repository changes or hides them), and links are left out.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from .. import git
from ..environment import EnvironmentFailure
from ..git import Blob, Kind, NoRevision
from ..load.files import MAX_BYTES, MAX_FILES, MAX_TOTAL_BYTES, SUFFIXES

__all__ = ("NoRevision", "commit_of", "export", "export_file", "folder_of", "obstacle")


def commit_of(revision: str, folder: Path) -> str | None:
    """The id of the commit that a revision names in the repository of ``folder``; None if there is none."""
    try:
        return git.commit_of(revision, folder)
    except (NoRevision, EnvironmentFailure):
        return None


def obstacle(folder: Path) -> str | None:
    """Why git can read no revision there at all; None if it can."""
    try:
        git.check_repository(folder)
    except (NoRevision, EnvironmentFailure) as reason:
        return str(reason)
    return None


def folder_of(specs: Path) -> str:
    """Where a folder is in its repository; empty for the repository's own.

    Raises:
        NoRevision: git fails.
    """
    with _failures():
        return git.prefix_of(specs)


def export(commit: str, specs: Path, target: Path) -> tuple[str, ...]:
    """Writes the specs folder of a commit to the empty folder ``target``, without links, and returns those.

    ``specs`` is the folder in the working tree, which says where the specs are in the repository. Nothing is written
    where the commit has no such folder.

    Raises:
        NoRevision: git fails, or there is more in it than is ever read.
    """
    with _failures():
        listed = {name: blob for name, blob in git.listed(commit, specs).items() if not _is_hidden(name)}
        regular = {name: blob for name, blob in listed.items() if blob.kind is Kind.FILE}
        total = sum(blob.size for blob in regular.values())
        if len(regular) > MAX_FILES or total > MAX_TOTAL_BYTES:
            allowed = f"{MAX_FILES:,} files and {MAX_TOTAL_BYTES:,} bytes"
            raise NoRevision(
                f"{commit[:12]} is too large: it has {len(regular):,} files, {total:,} bytes; {allowed} are read"
            )
        _write(specs, regular, target)
    return tuple(name for name, blob in listed.items() if blob.kind is not Kind.FILE and _may_be_specs(name))


def export_file(commit: str, specs: Path, name: str, target: Path) -> bool:
    """Writes a file that is beside the specs folder of a commit to ``target``; False where there is none.

    A link is none, and so is a file that is larger than a spec may be.
    """
    with _failures():
        path = (PurePosixPath(git.prefix_of(specs)).parent / name).as_posix()
        blob = git.listed(commit, specs, path, is_from_root=True).get(path)
        is_usable = blob is not None and blob.kind is Kind.FILE and blob.size <= MAX_BYTES
        if blob is not None and is_usable:
            _write(specs, {name: blob}, target)
    return is_usable


@contextmanager
def _failures() -> Iterator[None]:
    """A git that fails cannot read the revision."""
    try:
        yield
    except EnvironmentFailure as reason:
        raise NoRevision(str(reason)) from None


def _is_hidden(name: str) -> bool:
    """Which no spec can be. Nor can a name that leads out of the folder, which git itself would not make."""
    return any(not part or part.startswith(".") for part in name.split("/"))


def _may_be_specs(name: str) -> bool:
    """A link to a spec, or to a folder; or a submodule, which is a folder."""
    return name.lower().endswith(SUFFIXES) or not PurePosixPath(name).suffix


def _write(folder: Path, blobs: Mapping[str, Blob], target: Path) -> None:
    for (name, _), content in zip(blobs.items(), git.contents([*blobs.values()], folder), strict=True):
        _put(target / name, content)


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise NoRevision(f"{path.name} cannot be written: {error.strerror}") from error
