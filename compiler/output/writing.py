"""Brings ``cdktf.out`` up to date, so that whenever it is interrupted, the tree is complete or known not to be.

New files are written and synced in a folder of their own, which is renamed when they are all there. Then each
is moved into place, the manifest last, and the folder removed. Where a run ended in between, the next one finds
the renamed folder (``Changes.is_mixed``) and writes what is still missing.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path, PurePosixPath

from .changes import Changes
from .folder import (
    MANIFEST,
    MOVING,
    STACK_FILE,
    STACKS,
    STAGED,
    Unusable,
    folder_fault,
    is_folder,
)


def write(files: Mapping[str, str], changes: Changes, out: Path) -> None:
    """Writes and removes what ``changes`` say, and nothing else.

    Raises:
        Unusable: a link or something else is where a folder has to be; nothing was changed.
        OSError: the disk is full, or the like.
    """
    _check(changes, out)
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        _discard(out / STAGED)
        if changes.are_needed:
            _stage({path: files[path] for path in changes.written}, out)
            _move(changes, _marked(out), out)
        for leftover in (STAGED, MOVING):
            _discard(out / leftover)


def _check(changes: Changes, out: Path) -> None:
    for path in changes.written:
        fault = folder_fault(out, str(PurePosixPath(path).parent))
        if fault is None and is_folder(out / path):
            fault = f"{(out / path).as_posix()} is a folder"
        if fault:
            raise Unusable(f"{fault}; remove it")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Another run waits for its turn. Without locks, as on some network drives, it does not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)


def _stage(files: Mapping[str, str], out: Path) -> None:
    """Also makes the folders that the files are moved to, so that moving needs no space on the disk."""
    try:
        (out / STAGED).mkdir()
        for path, text in files.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / STAGED / path).parent.mkdir(parents=True, exist_ok=True)
            _write(out / STAGED / path, text)
    except BaseException:
        _discard(out / STAGED)
        raise


def _marked(out: Path) -> Path:
    """The folder of the new files, after the mark that files are being moved; an interrupted run has left its own."""
    if is_folder(out / MOVING):
        return out / STAGED
    _discard(out / MOVING)
    (out / STAGED).rename(out / MOVING)
    _sync(out)
    return out / MOVING


def _move(changes: Changes, new: Path, out: Path) -> None:
    for path in changes.written:
        if path != MANIFEST:
            (new / path).replace(out / path)
    for stack in changes.removed:
        _remove_stack(out / STACKS / stack)
    for folder in {(out / path).parent for path in changes.written}:
        _sync(folder)
    if MANIFEST in changes.written:
        (new / MANIFEST).replace(out / MANIFEST)
        _sync(out)


def _remove_stack(folder: Path) -> None:
    """Removes the JSON of a stack, and its folder if nothing worth keeping is left in it."""
    if not is_folder(folder / STACK_FILE):
        (folder / STACK_FILE).unlink(missing_ok=True)
    if all(_is_disposable(entry) for entry in folder.iterdir()):
        shutil.rmtree(folder)


def _is_disposable(entry: Path) -> bool:
    """What ``terraform init`` makes again."""
    if entry.name == ".terraform.lock.hcl":
        return not is_folder(entry)
    return entry.name == ".terraform"


def _write(path: Path, text: str) -> None:
    with path.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _discard(path: Path) -> None:
    """Removes what an earlier run left. A link is removed itself, whatever it leads to."""
    if is_folder(path):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
