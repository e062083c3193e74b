"""Path -> Loaded: the specs folder becomes documents that know the position of every value."""

from dataclasses import dataclass
from pathlib import Path

from compiler import secrets
from compiler.diagnostics import Diagnostic
from compiler.load import characters
from compiler.load.compose import compose
from compiler.load.syntax_help import encoding_of
from compiler.load.tree import Mapping, Node
from compiler.source import Source, Span

MAX_BYTES = 5_000_000
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Document:
    """One YAML document: a mapping."""

    source: Source
    root: Mapping


@dataclass(frozen=True)
class Loaded:
    """What could be read, and what is wrong with the rest.

    ``root`` is the folder as a whole. ``complete`` is False where a document could not be read.
    """

    root: Source
    documents: tuple[Document, ...]
    problems: tuple[Diagnostic, ...]
    complete: bool


def load(folder: Path) -> Loaded:
    """Reads every ``*.yaml`` and ``*.yml`` below ``folder``, in the order of their names.

    Nothing is raised for what an author did: a file that cannot be read is a problem.
    """
    files = [_file(folder, path) for path in _spec_files(folder)]
    return Loaded(
        root=Source(folder.as_posix(), "", ""),
        documents=tuple(document for file in files for document in file.documents),
        problems=tuple(problem for file in files for problem in file.problems),
        complete=all(file.complete for file in files),
    )


def _file(folder: Path, path: Path) -> Loaded:
    """One file as if it were all there is."""
    source, reason = _read(folder, path)
    if reason:
        return Loaded(source, (), (Diagnostic("unreadable-file", f"cannot be read: {reason}", _top(source)),), False)
    nodes, problems = compose(source)
    documents = tuple(Document(source, node) for node in nodes or () if isinstance(node, Mapping))
    strange = tuple(_not_a_mapping(node) for node in nodes or () if not _is_document(node))
    return Loaded(source, documents, (*_secrets(source), *problems, *strange), nodes is not None and not strange)


def _spec_files(folder: Path) -> list[Path]:
    """Links too, also broken ones: a spec that is not read must be reported. Not the locks of Emacs."""
    named = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and not path.name.startswith(".#"))
    files = [path for path in named if path.is_file() or path.is_symlink()]
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def _read(folder: Path, path: Path) -> tuple[Source, str | None]:
    """The source of a file, and why it cannot be read if it cannot."""
    name = path.relative_to(folder).as_posix()
    text, reason = "", None
    if not path.resolve().is_relative_to(folder.resolve()):
        reason = "this link leads out of the specs folder"
    elif any(characters.problems(name)):
        reason = "its name has a character that reviewers cannot see, or a marker that CDKTF reserves"
    elif not path.is_file():
        reason = "this link is broken"
    elif path.stat().st_size > MAX_BYTES:
        reason = f"it is larger than {MAX_BYTES:,} bytes; split it"
    else:
        text, reason = _decode(path)
    is_link = path.resolve() != folder.resolve() / name
    return Source((folder / name).as_posix(), name, text, is_link), reason


def _decode(path: Path) -> tuple[str, str | None]:
    try:
        return path.read_bytes().decode("utf-8-sig"), None
    except OSError as error:
        return "", error.strerror
    except UnicodeDecodeError as error:
        return "", f"it is not UTF-8 at byte {error.start}, but probably {encoding_of(error.object)}; save it as UTF-8"


def _secrets(source: Source) -> list[Diagnostic]:
    """Secrets anywhere in the text, comments included: the file is about to be committed."""
    diagnostics = []
    for number, line in enumerate(source.lines, start=1):
        for kind, start, end in secrets.find(line):
            span = Span(source, number, start + 1, number, end + 1)
            message = f"this looks like {kind}"
            help_ = "remove it, and revoke it if it was ever pushed; specs need only the public id of a key"
            diagnostics.append(Diagnostic("secret", message, span, help_))
    return diagnostics


def _is_document(node: Node) -> bool:
    """Whether it is a mapping, or nothing at all (an empty file, only comments), which is skipped."""
    return isinstance(node, Mapping) or getattr(node, "written", None) == ""


def _not_a_mapping(node: Node) -> Diagnostic:
    help_ = "start it with 'organization: NAME' or 'team: NAME'"
    return Diagnostic("not-a-document", "a spec must be a mapping of keys to values", node.span, help_)


def _top(source: Source) -> Span:
    return Span(source, 1, 1, 1, 1)
