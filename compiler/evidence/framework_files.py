"""Files of JSON -> Frameworks: ours, and those of the company in ``frameworks/`` of its specs, with the same checks.

A file is a mapping of ``framework`` (its name), ``title``, ``note`` and ``requirements``; each of those of ``id``,
``wants``, ``level``, ``facts`` and ``note``. Problems have their place in the file, like those of specs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics import Diagnostic, SpecError, suggest
from ..load import Document, load
from ..load.tree import Mapping, Node, Scalar, Sequence, locate
from .kinds import KINDS, Strength
from .requirements import Framework, Requirement

FOLDER = "frameworks"
_OURS = Path(__file__).parent / FOLDER
_SUFFIXES = (".json",)
_TEXT, _LIST = "text", "a list"
_KEYS = {"framework": True, "title": True, "note": False, "requirements": True}  # whether each is required
_REQUIREMENT_KEYS = {"id": True, "wants": True, "level": True, "facts": False, "note": False}


def frameworks(specs: Path) -> tuple[Framework, ...]:
    """Ours, then those of the company, each by the names of the files.

    Raises:
        SpecError: with every problem of the files.
    """
    ours, own = _read(_OURS), _read(specs / FOLDER)
    problems = [*ours.problems, *own.problems, *_same_names([*ours.frameworks, *own.frameworks])]
    if problems:
        raise SpecError(problems)
    return tuple(framework for framework, _ in (*ours.frameworks, *own.frameworks))


@dataclass
class _Read:
    """``frameworks`` have the document that each comes from beside them."""

    frameworks: list[tuple[Framework, Document]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def _read(folder: Path) -> _Read:
    loaded = load(folder, _SUFFIXES)
    read = _Read(problems=[*loaded.problems])
    for document in loaded.documents:
        faults = [*_faults(document.root)]
        read.problems += faults
        if not faults:
            read.frameworks.append((_framework(document), document))
    return read


def _faults(root: Mapping) -> Iterator[Diagnostic]:
    yield from _key_faults(root, _KEYS)
    seen: dict[str, Node] = {}
    for entry in _items(root, "requirements"):
        if not isinstance(entry, Mapping):
            yield Diagnostic("wrong-type", "a requirement must be a mapping of keys to values", entry.span)
            continue
        yield from _key_faults(entry, _REQUIREMENT_KEYS)
        yield from _strength_faults(entry)
        id_ = _text(entry, "id")
        if id_ in seen:
            related = (("the first one", seen[id_].span),)
            yield Diagnostic("duplicate-name", f"a second requirement {id_}", entry.span, "rename one", related)
        seen.setdefault(id_, entry)


def _key_faults(node: Mapping, keys: dict[str, bool]) -> Iterator[Diagnostic]:
    """Keys that are unknown or missing, and values of the wrong kind."""
    for key, value in node.entries:
        name = str(key.value)
        if name not in keys:
            choice = suggest(name, keys)
            yield Diagnostic("unknown-key", f"{name!r} is not a key of a framework", key.span, choice=choice)
        elif not _fits(name, value):
            expected = _LIST if name in ("requirements", "facts") else _TEXT
            yield Diagnostic("wrong-type", f"{name} must be {expected}", value.span)
    for name in (name for name, is_required in keys.items() if is_required and node.get(name) is None):
        yield Diagnostic("missing-key", f"{name} is missing", node.span, f"add {name}", subject=name)


def _fits(name: str, value: Node) -> bool:
    if name in ("requirements", "facts"):
        return isinstance(value, Sequence)
    return isinstance(value, Scalar) and isinstance(value.value, str) and bool(value.value.strip())


def _strength_faults(entry: Mapping) -> Iterator[Diagnostic]:
    """A level or facts that do not exist, and a level that is more than the facts can show."""
    level, facts = _text(entry, "level"), [_written(item) for item in _items(entry, "facts")]
    if not level:
        return  # reported as missing
    if level not in list(Strength):
        choice = suggest(level, map(str, Strength))
        yield Diagnostic("invalid-value", f"{level!r} is not a level", locate(entry, ("level",)), choice=choice)
        return
    for index, kind in enumerate(facts):
        if kind not in KINDS:
            span = locate(entry, ("facts", index))
            yield Diagnostic("invalid-value", f"{kind!r} is not a kind of facts", span, choice=suggest(kind, KINDS))
    if bool(facts) is (level == Strength.NONE):
        message = "a requirement that facts serve has another level than none" if facts else f"{level} needs facts"
        yield Diagnostic("invalid-value", message, locate(entry, ("level",)), "change level, or facts")
    elif level == Strength.COMPILED and not any(_can_be_compiled(kind) for kind in facts):
        message = f"these facts are only declared: {', '.join(facts)}"
        yield Diagnostic("invalid-value", message, locate(entry, ("level",)), "write declared or supports")


def _can_be_compiled(kind: str) -> bool:
    return kind not in KINDS or KINDS[kind].best is Strength.COMPILED


def _same_names(read: Iterable[tuple[Framework, Document]]) -> Iterator[Diagnostic]:
    seen: dict[str, Framework] = {}
    for framework, document in read:
        if framework.name in seen:
            message = f"a second framework named {framework.name}; the first one is {seen[framework.name].file}"
            yield Diagnostic("duplicate-name", message, locate(document.root, ("framework",)), "choose another name")
        seen.setdefault(framework.name, framework)


def _framework(document: Document) -> Framework:
    root, entries = document.root, _items(document.root, "requirements")
    requirements = tuple(_requirement(entry) for entry in entries if isinstance(entry, Mapping))
    file = f"{FOLDER}/{document.source.name}"
    return Framework(_text(root, "framework"), _text(root, "title"), _text(root, "note"), requirements, file)


def _requirement(entry: Mapping) -> Requirement:
    facts = tuple(_written(item) for item in _items(entry, "facts"))
    return Requirement(
        _text(entry, "id"), _text(entry, "wants"), Strength(_text(entry, "level")), facts, _text(entry, "note")
    )


def _items(node: Mapping, key: str) -> tuple[Node, ...]:
    value = node.get(key)
    return value.items if isinstance(value, Sequence) else ()


def _text(node: Mapping, key: str) -> str:
    value = node.get(key)
    return _written(value) if value else ""


def _written(node: Node) -> str:
    return str(node.value) if isinstance(node, Scalar) else ""
