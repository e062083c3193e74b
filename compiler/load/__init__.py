"""Path -> Loaded: the specs folder becomes documents that know the position of every value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..diagnostics import Diagnostic
from ..diagnostics import Path as Route
from ..source import Place, Source, Span, has_place
from .compose import compose
from .files import MAX_BYTES, MAX_FILES, MAX_TOTAL_BYTES, SUFFIXES, File, spec_files
from .screening import redacted_name, screened
from .syntax_help import encoding_of
from .tree import Mapping, Node, Scalar, find, scalars

MAX_TOTAL_NODES = 10_000_000  # values of all files, aliases written out


@dataclass(frozen=True)
class Document:
    """One YAML document: a mapping.

    ``overwritten`` are the places of its texts, sorted, in which a hidden character or a secret was overwritten. Each
    is a problem, so what is wrong with the value that it left is not reported as well.
    """

    source: Source
    root: Mapping
    overwritten: tuple[Place, ...] = ()

    def has_overwritten(self, span: Span) -> bool:
        """Whether a text in this stretch of the file is not what the author wrote."""
        return has_place(span, self.overwritten)

    def is_overwritten(self, path: Route) -> bool:
        """Whether there is such a text at a path."""
        node = find(self.root, path)
        return isinstance(node, Scalar) and self.has_overwritten(node.span)


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what is wrong with the rest.

    ``root`` is the folder as a whole. ``complete`` is False where a document could not be read.
    """

    root: Source
    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]
    complete: bool


@dataclass(frozen=True)
class _Read:
    """One file: what could be read, and what is wrong with the rest. ``size`` counts its values."""

    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]
    complete: bool
    size: int = 0


def load(folder: Path, suffixes: tuple[str, ...] = SUFFIXES) -> Loaded:
    """Reads every ``*.yaml`` and ``*.yml`` below ``folder``, in the order of their names; no hidden file or folder.

    With other ``suffixes``, the files that have those: a file of JSON is one of YAML too.

    Nothing is raised for what an author did: what cannot be read is a problem. Where there is more than
    :data:`MAX_FILES`, :data:`MAX_TOTAL_BYTES` or :data:`MAX_TOTAL_NODES` allow, nothing is read, or no more.
    """
    root = Source(folder.as_posix(), "", "")
    files = spec_files(folder, suffixes)
    excess = _excess(files)
    read = [_unread(root, "unreadable-file", excess)] if excess else [*_read_all(root, folder, files)]
    return Loaded(
        root=root,
        documents=tuple(document for file in read for document in file.documents),
        problems=tuple(problem for file in read for problem in file.problems),
        complete=all(file.complete for file in read),
    )


def _excess(files: list[File]) -> str | None:
    """Why there is too much to read any of it."""
    if len(files) > MAX_FILES:
        return f"there are more than {MAX_FILES:,} files"
    total = sum(file.size for file in files)
    return f"the files have {total:,} bytes; at most {MAX_TOTAL_BYTES:,} are read" if total > MAX_TOTAL_BYTES else None


def _read_all(root: Source, folder: Path, files: Iterable[File]) -> Iterator[_Read]:
    size = 0
    for file in files:
        read = _read(folder, file)
        size += read.size
        if size > MAX_TOTAL_NODES:
            yield _unread(root, "unreadable-file", f"the files have more than {MAX_TOTAL_NODES:,} values")
            return
        yield read


def _read(folder: Path, file: File) -> _Read:
    name, faults = redacted_name(file.name)
    source = Source((folder / name).as_posix(), name, "")
    if faults:
        return _Read((), tuple(Diagnostic(code, text, _top(source), help_) for code, text, help_ in faults), False)
    text, reason = ("", file.reason) if file.reason else _decode(folder / file.name)
    if reason:
        return _unread(source, "unreadable-file", reason)
    return _parsed(*screened(Source(source.path, name, text, file.is_link)))


def _unread(source: Source, code: str, reason: str) -> _Read:
    return _Read((), (Diagnostic(code, f"cannot be read: {reason}", _top(source)),), False)


def _parsed(source: Source, screening: tuple[Diagnostic, ...]) -> _Read:
    composed = compose(source)
    nodes = composed.documents or ()
    places = sorted((problem.span.line, problem.span.column) for problem in screening)
    documents = tuple(Document(source, node, _overwritten(node, places)) for node in nodes if isinstance(node, Mapping))
    strange = tuple(_not_a_mapping(node) for node in nodes if not _is_document(node))
    problems = (*screening, *composed.problems, *strange)
    return _Read(documents, problems, composed.documents is not None and not strange, composed.size)


def _overwritten(root: Node, places: list[Place]) -> tuple[Place, ...]:
    """Where the texts start that have one of the places in them; a comment has none."""
    hit = (text.span for text in scalars(root) if has_place(text.span, places)) if places else ()
    return tuple(sorted({(span.line, span.column) for span in hit}))


def _decode(path: Path) -> tuple[str, str | None]:
    """The text of a file, and why it cannot be read if it cannot; never more of it than is allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1).decode("utf-8-sig"), None
    except OSError as error:
        return "", error.strerror
    except UnicodeDecodeError as error:
        return "", f"it is not UTF-8 at byte {error.start}, but probably {encoding_of(error.object)}; save it as UTF-8"


def _is_document(node: Node) -> bool:
    """Whether it is a mapping, or nothing at all (an empty file, only comments), which is skipped."""
    return isinstance(node, Mapping) or getattr(node, "written", None) == ""


def _not_a_mapping(node: Node) -> Diagnostic:
    help_ = "start it with 'organization: NAME' or 'team: NAME'"
    return Diagnostic("not-a-document", "a spec must be a mapping of keys to values", node.span, help_)


def _top(source: Source) -> Span:
    return Span(source, 1, 1, 1, 1)
