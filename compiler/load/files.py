"""The folder of the specs -> its files: what is a spec, what cannot be read, and how large it all is.

Nothing is passed over in silence, except what is no spec: hidden files and folders (their names start with a dot),
and files with another suffix.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml")
MAX_BYTES = 5_000_000  # of one file
MAX_FILES = 20_000
MAX_TOTAL_BYTES = 100_000_000


class File(NamedTuple):
    """A spec file, or a folder or link that is not read; ``name`` is its path from the specs folder down.

    ``reason`` is why it cannot be read, None if it can. Where it ``is_link``, another file is read through it.
    """

    name: str
    size: int = 0
    reason: str | None = None
    is_link: bool = False


def spec_files(folder: Path, suffixes: tuple[str, ...] = SUFFIXES) -> list[File]:
    """Every spec file, by its suffix, below ``folder``, and whatever is not read, in the order of their names.

    At most :data:`MAX_FILES` and one more. No link to a folder is followed, and no file is opened.
    """
    files: list[File] = []
    waiting = [""]
    while waiting and len(files) <= MAX_FILES:
        parent = waiting.pop()
        try:
            with os.scandir(folder / parent) as entries:
                for entry in entries:
                    if _is_open_folder(entry):
                        waiting.append(f"{parent}{entry.name}/")
                    else:
                        files += _sort_in(entry, f"{parent}{entry.name}", folder, suffixes)
        except FileNotFoundError:
            continue
        except OSError as error:
            files.append(File(parent.rstrip("/") or ".", reason=words(error)))
    return sorted(files)


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _sort_in(entry: os.DirEntry[str], name: str, folder: Path, suffixes: tuple[str, ...]) -> Iterator[File]:
    """What is no folder: a spec, a link that may lead to one, or nothing of interest."""
    is_spec = entry.name.lower().endswith(suffixes)
    if entry.name.startswith("."):
        return
    if entry.is_symlink():
        yield from _link(entry, name, folder, is_spec=is_spec)
    elif is_spec:
        yield _file(entry.path, name)


def _link(entry: os.DirEntry[str], name: str, folder: Path, *, is_spec: bool) -> Iterator[File]:
    """A link to a spec, or to a folder, which may have specs in it; or one that may have been either."""
    try:
        target = os.path.realpath(entry.path, strict=True)
        is_folder = Path(target).is_dir()
    except OSError as error:
        if is_spec or not Path(name).suffix:
            yield File(name, reason=f"this link is broken: {words(error)}")
        return
    if is_folder:
        yield File(name, reason="this is a link to a folder, which is not followed")
    elif is_spec and not Path(target).is_relative_to(os.path.realpath(folder)):
        yield File(name, reason="this link leads out of the specs folder")
    elif is_spec:
        yield _file(target, name)._replace(is_link=True)


def _file(path: str, name: str) -> File:
    try:
        status = Path(path).stat()
    except OSError as error:
        return File(name, reason=words(error))
    if not stat.S_ISREG(status.st_mode):
        return File(name, reason="it is not a regular file")
    if status.st_size > MAX_BYTES:
        return File(name, status.st_size, f"it is larger than {MAX_BYTES:,} bytes; split it")
    return File(name, status.st_size)


def words(error: OSError) -> str:
    return error.strerror or type(error).__name__
