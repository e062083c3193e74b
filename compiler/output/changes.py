"""What ``synth`` would change in ``cdktf.out``: compared by the bytes of each file, and by the previous manifest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .folder import (
    LARGEST,
    MANIFEST,
    MOVING,
    STACK_FILE,
    STACKS,
    Unusable,
    entries,
    folder_fault,
    is_folder,
    is_loaded,
    loaded,
    read,
)


@dataclass(frozen=True)
class Changes:
    """All sorted, so that they are the same wherever the folder is.

    ``written`` are the paths of files that are missing or different. ``removed`` are stacks that the specs no
    longer have. ``foreign`` is what is in ``stacks`` and was not written for this organization, but would be
    applied: stacks, and files beside ours that Terraform would read. It is left alone. ``is_mixed`` where a run
    was interrupted while it moved files, so that some stacks may be new.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    is_mixed: bool

    @property
    def are_needed(self) -> bool:
        """Whether the folder is out of date."""
        return bool(self.written or self.removed)


class _Manifest(NamedTuple):
    """``organization`` is None in a manifest that does not name it."""

    organization: str | None
    stacks: frozenset[str]


def compare(files: Mapping[str, str], out: Path) -> Changes:
    """What is different in ``out`` from ``files``, the whole output by path.

    Raises:
        Unusable: ``out`` belongs to another organization, or is not a folder.
    """
    fault = folder_fault(out, ".")
    if fault:
        raise Unusable(fault)
    before, after = _manifest(read(out, MANIFEST).text), _manifest(files[MANIFEST])
    _check_owner(before, after, out)
    written = tuple(sorted(path for path, text in files.items() if _is_outdated(out, path, text)))
    others = [entry for entry in entries(out) if entry.name not in after.stacks]
    removed = tuple(entry.name for entry in others if entry.name in before.stacks and is_folder(entry))
    stacks = (entry.name for entry in others if entry.name not in removed and _is_stack(entry))
    foreign = tuple(sorted([*stacks, *_files_beside(out, after)]))
    return Changes(written, removed, foreign, _was_interrupted(out) and bool(written or removed))


def stack_path(stack: str) -> str:
    return f"{STACKS}/{stack}/{STACK_FILE}"


def _check_owner(before: _Manifest, after: _Manifest, out: Path) -> None:
    """A manifest without an organization is this one's if it has a stack of it: names of stacks begin with it."""
    is_named = before.organization is not None
    is_ours = before.organization == after.organization if is_named else not before.stacks.isdisjoint(after.stacks)
    if before.stacks and not is_ours:
        owner = f"organization {before.organization}" if is_named else "another organization"
        raise Unusable(f"{out.as_posix()} has the stacks of {owner}; use --out to name another folder")


def _is_outdated(out: Path, path: str, text: str) -> bool:
    content = text.encode()
    return read(out, path, max(LARGEST, len(content))).content != content


def _is_stack(entry: Path) -> bool:
    """Whether somebody could take it for a stack, and apply it. What is left of a removed one is only its state."""
    return entry.is_symlink() or is_loaded(entry.name) or bool(loaded(entry))


def _files_beside(out: Path, manifest: _Manifest) -> Iterator[str]:
    """What Terraform would read beside our stacks: an override file could replace any of what was reviewed."""
    for stack in manifest.stacks:
        yield from (f"{stack}/{name}" for name in loaded(out / STACKS / stack) if name != STACK_FILE)


def _was_interrupted(out: Path) -> bool:
    return (out / MOVING).is_symlink() or (out / MOVING).exists()


def _manifest(text: str) -> _Manifest:
    """A manifest that cannot be read lists no stack, so that none is removed."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    fields = data if isinstance(data, dict) else {}
    organization, stacks = fields.get("organization"), fields.get("stacks")
    names = frozenset(stacks if isinstance(stacks, dict) else ())
    return _Manifest(organization if isinstance(organization, str) else None, names)
