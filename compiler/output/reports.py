"""Writes reports into a folder: each file whole or not at all, and no link followed."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .folder import STAGED, Unusable, folder_fault, is_folder


def write_reports(files: Mapping[str, str], out: Path, stale: Iterable[str] = ()) -> None:
    """Writes the files in their order, by names without folders, and removes the ``stale`` ones of an earlier run.

    Raises:
        Unusable: a link or something else is where a folder or file has to be; nothing was changed.
        OSError: the disk is full, or the like.
    """
    fault = folder_fault(out, ".") or next((f"{name} is a folder" for name in files if is_folder(out / name)), None)
    if fault:
        raise Unusable(fault)
    out.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (out / name).unlink(missing_ok=True)
    for name, text in files.items():
        _write(out / name, text)


def _write(path: Path, text: str) -> None:
    """Beside its place first; a link there is replaced itself, whatever it leads to."""
    staged = path.with_name(f"{STAGED}-{path.name}")
    staged.unlink(missing_ok=True)
    with staged.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
