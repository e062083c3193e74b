"""What is in ``cdktf.out``, as far as it can be read: no link is followed, and no more is read than the limit."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
STACKS = "stacks"
STACK_FILE = "cdk.tf.json"
STAGED = ".watchspec-staged"  # new files that are not complete yet
MOVING = ".watchspec-moving"  # new files while they are moved into place: where it is left, a run was interrupted
LARGEST = 16 * 2**20  # bytes of a file that is read

# What Terraform and OpenTofu read in the folder in which they run (their documentation of files and of variables).
_LOADED = (".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json")
_KINDS = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFREG: "a file"}


class Unusable(Exception):
    """The folder cannot be used for this output. The message says why, in one line."""


@dataclass(frozen=True)
class Present:
    """What is at a path: the content of a file, or the fault that keeps it from being read, or neither."""

    content: bytes | None = None
    fault: str | None = None

    @property
    def is_missing(self) -> bool:
        return self.content is None and self.fault is None

    @property
    def text(self) -> str:
        """The content as text; empty if there is none."""
        return (self.content or b"").decode("utf-8", errors="replace")


def read(out: Path, path: str, limit: int = LARGEST) -> Present:
    """The file at a path below ``out``, if it is a regular file of at most ``limit`` bytes."""
    fault = folder_fault(out, str(PurePosixPath(path).parent)) or _fault(out, path, stat.S_IFREG)
    if fault:
        return Present(fault=fault)
    try:
        handle = os.open(out / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return Present()
    with open(handle, "rb") as file:  # noqa: PTH123 a handle, not a path
        content = file.read(limit + 1)
    return Present(content) if len(content) <= limit else Present(fault=f"{path} is larger than {limit // 2**20} MB")


def folder_fault(out: Path, folder: str) -> str | None:
    """Why ``out``, or a folder on the way down to ``folder``, is not one; None where they are, or are missing."""
    path = PurePosixPath(folder)
    faults = (_fault(out, str(step), stat.S_IFDIR) for step in (*reversed(path.parents), path))
    return next((fault for fault in faults if fault), None)


def is_folder(path: Path) -> bool:
    """Whether it is a folder, and not a link to one."""
    return not path.is_symlink() and path.is_dir()


def entries(out: Path) -> list[Path]:
    """What is in ``stacks``, sorted by name; nothing where that is not a folder."""
    folder = out / STACKS
    return sorted(folder.iterdir()) if not folder_fault(out, STACKS) and folder.is_dir() else []


def is_loaded(name: str) -> bool:
    """Whether Terraform or OpenTofu would read a file of this name beside a stack."""
    return name.endswith(_LOADED)


def loaded(folder: Path) -> list[str]:
    """The names in a folder that Terraform or OpenTofu would read, links too, sorted; none of what is no folder."""
    return sorted(filter(is_loaded, os.listdir(folder))) if is_folder(folder) else []  # noqa: PTH208 only the names


def _fault(out: Path, path: str, expected: int) -> str | None:
    try:
        kind = stat.S_IFMT((out / path).lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return None if kind == expected else f"{(out / path).as_posix()} is {_KINDS.get(kind, 'a special file')}"
