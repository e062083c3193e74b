"""The files of cdktf.out: finds those that are out of date, writes them, and removes stale stacks.

The folder also holds what Terraform makes (``.terraform``, lock files, local state). That is never
overwritten, and a state is never deleted.
"""

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_DISPOSABLE = {".terraform", ".terraform.lock.hcl"}


def outdated(files: Mapping[str, str], out: Path) -> tuple[str, ...]:
    """The paths of files in ``out`` that are different, missing or stale, sorted."""
    changed = [path for path, text in files.items() if _read(out / path) != text]
    return tuple(sorted([*changed, *stale(files, out)]))


def stale(files: Mapping[str, str], out: Path) -> tuple[str, ...]:
    """The paths of stacks in ``out`` that the specs no longer have, sorted."""
    present = (path.relative_to(out).as_posix() for path in out.glob("stacks/*/cdk.tf.json"))
    return tuple(sorted(path for path in present if path not in files))


def diff(files: Mapping[str, str], out: Path) -> str:
    """What ``write`` would change, as a unified diff; empty if everything is up to date."""
    return "".join(line for path in outdated(files, out) for line in _diff(path, _read(out / path), files.get(path)))


def write(files: Mapping[str, str], out: Path) -> None:
    """Brings ``out`` up to date. Each file is replaced as a whole, the manifest last; other files are not touched."""
    for path in sorted(outdated(files, out), key=lambda path: (path == "manifest.json", path)):
        if path in files:
            _replace(out / path, files[path])
        else:
            _remove_stack(out / path)


def _diff(path: str, before: str | None, after: str | None) -> Iterator[str]:
    names = (path if before is not None else "/dev/null", path if after is not None else "/dev/null")
    old, new = ((text or "").splitlines(keepends=True) for text in (before, after))
    yield from difflib.unified_diff(old, new, *names)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None


def _replace(path: Path, text: str) -> None:
    """A new file moved into place: a reader sees the old one or the new one, and a link is not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".watchspec-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove_stack(path: Path) -> None:
    """Removes the JSON of a stack, and its folder if nothing worth keeping is left in it."""
    path.unlink()
    rest = {entry.name for entry in path.parent.iterdir()}
    if rest <= _DISPOSABLE:
        shutil.rmtree(path.parent)
