"""A file that a spec names -> its text, read by the rules of specs: inside the folder, no links, a bounded size."""

from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic
from ..source import Source
from .files import MAX_BYTES, words
from .screening import screened


@dataclass(frozen=True)
class Beside:
    """What could be read: the text in ``source``, and ``problems`` of what it may not contain.

    ``reason`` is why nothing could be read, None if it could.
    """

    source: Source
    problems: tuple[Diagnostic, ...] = ()
    reason: str | None = None


def read_beside(root: Source, name: str) -> Beside:
    """The file of this ``name``, which is its path from the specs folder ``root`` down. Nothing is raised."""
    folder, source = Path(root.path), Source((Path(root.path) / name).as_posix(), name, "")
    try:
        reason = _refused(folder, name)
        text = "" if reason else _text(folder / name)
    except (OSError, ValueError) as error:  # a name can be too long, or have a zero byte
        return Beside(source, reason=words(error) if isinstance(error, OSError) else _why_not_text(error))
    if reason:
        return Beside(source, reason=reason)
    return Beside(*screened(Source(source.path, name, text)))


def _refused(folder: Path, name: str) -> str | None:
    """Why a file is not opened."""
    path = folder / name
    status = path.stat()
    if path.resolve() != folder.resolve() / name:
        return "it is a link, or below one; links are not followed"
    if not path.is_file():
        return "it is not a regular file"
    if status.st_size > MAX_BYTES:
        return f"it is larger than {MAX_BYTES:,} bytes"
    return None


def _text(path: Path) -> str:
    """Never more of it than is allowed, even if it has grown meanwhile."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES).decode("utf-8-sig")


def _why_not_text(error: ValueError) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else "its name is not usable"
