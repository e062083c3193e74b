"""The stacks as a commit has them. A commit is as little to be trusted as the folder itself."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path, PurePosixPath
from typing import Any

from .. import git
from .folder import LARGEST, MANIFEST, STACK_FILE, STACKS

_STACK_DEPTH = 4  # OUT/stacks/NAME/cdk.tf.json


@dataclass(frozen=True)
class Committed:
    """``ids`` tells for each stack its content: the same id, the same bytes. ``after`` are the stacks before each."""

    ids: Mapping[str, str]
    after: Mapping[str, tuple[str, ...]]


def committed(out: Path, revision: str) -> Committed:
    """The stacks that ``revision`` has in the folder ``out``; none where it does not have the folder.

    Raises:
        git.NoRevision: ``out`` is not in a git repository, or that has no such revision.
        EnvironmentFailure: git is not installed, or fails.
    """
    folder = Path(os.path.abspath(out))  # noqa: PTH100 resolve() would follow links
    commit = git.commit_of(revision, folder.parent)
    files = git.files(commit, folder.parent, f"{folder.name}/{STACKS}/", f"{folder.name}/{MANIFEST}")
    paths = {PurePosixPath(path): blob for path, blob in files.items()}
    ids = {path.parent.name: blob.id for path, blob in paths.items() if _is_stack(path)}
    manifest = files.get(f"{folder.name}/{MANIFEST}")
    text = git.content(manifest, folder.parent) if manifest and manifest.size <= LARGEST else b""
    return Committed(ids, {**dict.fromkeys(ids, ()), **_dependencies(text, ids)})


def _is_stack(path: PurePosixPath) -> bool:
    return path.name == STACK_FILE and len(path.parts) == _STACK_DEPTH


def _dependencies(text: bytes, stacks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """By the manifest; none by one that cannot be read or goes in circles."""
    try:
        listed = json.loads(text)["stacks"]
        after = {name: _known(listed[name]["dependencies"], stacks) for name in stacks if name in listed}
        TopologicalSorter(after).prepare()
    except (ValueError, RecursionError, TypeError, LookupError, CycleError):
        return {}
    return after


def _known(names: Any, stacks: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in stacks)
