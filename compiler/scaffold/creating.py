"""Writes files that are not there yet: nothing is overwritten, no link followed, nothing left half-written.

A file is written and synced under a name of its own, and then gets its name, which fails if something has it.
"""

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class NoFolder(Exception):
    """A link or a file is where a folder has to be. The message is its path."""


@dataclass(frozen=True)
class Files:
    """What became of each file of a repository, by its path: written, kept because it existed, or why neither.

    ``left_out`` are files that the repository can do without for now.
    """

    root: Path
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def skip(self, path: str, reason: str, *, is_needed: bool = True) -> None:
        """Does not write a file, for a reason that counts only if it does not exist."""
        if os.path.lexists(self.root / path):
            self.kept.append(path)
        else:
            (self.refused if is_needed else self.left_out)[path] = reason

    def create(self, texts: Mapping[str, str]) -> None:
        """Writes the files that do not exist yet."""
        for path, text in texts.items():
            try:
                (self.written if create(self.root, path, text) else self.kept).append(path)
            except NoFolder as error:
                self.refused[path] = f"{error} is a link or a file, where a folder is needed"


def create(root: Path, path: str, text: str) -> bool:
    """Writes ``text`` at ``path`` below ``root``, unless something is there; returns whether it wrote.

    Folders are made. ``root`` exists; it may be a link.

    Raises:
        NoFolder: and nothing was written.
        OSError: the disk is full, or the like; at ``path`` there is nothing.
    """
    *folders, name = PurePosixPath(path).parts
    handle = _open_folder(root, folders)
    try:
        return _create(name, text, handle)
    finally:
        os.close(handle)


def _open_folder(root: Path, folders: Iterable[str]) -> int:
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    path = PurePosixPath()
    for name in folders:
        path /= name
        try:
            below = _open_below(name, handle)
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise NoFolder(str(path)) from None
            raise
        finally:
            os.close(handle)
        handle = below
    return handle


def _open_below(name: str, folder: int) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    return os.open(name, _FOLDER, dir_fd=folder)


def _create(name: str, text: str, folder: int) -> bool:
    unfinished = f".{name}.unfinished"
    _remove(unfinished, folder)  # of a run that was killed
    if _exists(name, folder):
        return False
    try:
        with open(os.open(unfinished, _NEW, 0o666, dir_fd=folder), "wb") as file:  # noqa: PTH123 a handle, not a path
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _finish(unfinished, name, folder)
    except FileExistsError:
        return False
    finally:
        _remove(unfinished, folder)
    return True


def _finish(unfinished: str, name: str, folder: int) -> None:
    """Gives a file its name. On a file system without links, nothing can hold off who takes the name just then."""
    try:
        os.link(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.rename(unfinished, name, src_dir_fd=folder, dst_dir_fd=folder)


def _exists(name: str, folder: int) -> bool:
    """Also a link that leads nowhere."""
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _remove(name: str, folder: int) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
