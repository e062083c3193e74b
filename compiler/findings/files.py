"""Paths -> files with findings: a file is itself, a folder is the exports in it at any depth."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

STDIN = "-"
_SUFFIXES = (".jsonl", ".ndjson", ".json")
READ = "*.json, *.jsonl, *.ndjson and files without a suffix, packed or not"


class Unread(NamedTuple):
    """A path that would have findings but is not read, and why."""

    path: str
    reason: str


def files_of(path: str) -> list[str | Unread]:
    """The path itself, or what is in a folder, sorted by path."""
    if not os.path.isdir(path):  # noqa: PTH112 unlike Path, it answers for any text
        return [path]
    return sorted(_in_folder(path), key=lambda file: file.path if isinstance(file, Unread) else file)


def passed_over(folder: str) -> int:
    """How many files of a folder are none that may have findings, by their names."""
    return sum(not _is_export(name) for _, _, files in os.walk(folder) for name in files)


def _in_folder(path: str) -> Iterator[str | Unread]:
    """Links to folders are not followed: they may lead in circles, or anywhere."""
    failed: list[OSError] = []
    for folder, subfolders, files in os.walk(path, onerror=failed.append):
        for subfolder in (Path(folder, name) for name in subfolders):
            if subfolder.is_symlink():
                yield Unread(subfolder.as_posix(), "a link to a folder, which is not followed")
        for file in (Path(folder, name) for name in files if _is_export(name)):
            is_readable = file.is_file() or not file.exists()
            yield file.as_posix() if is_readable else Unread(file.as_posix(), "not a regular file")
    yield from (Unread(Path(str(error.filename)).as_posix(), f"cannot be read: {error.strerror}") for error in failed)


def _is_export(name: str) -> bool:
    """Named as an export of GuardDuty, or without a suffix, as Firehose does; packed or not."""
    name = name.removesuffix(".gz")
    return name.endswith(_SUFFIXES) or "." not in name
