"""Loaded -> Checked: every entry checked on its own, by the models of ``language/``."""

from collections import abc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from .catalog.packs import PACKS
from .diagnostics import Choice, Diagnostic, Key, Path, Problem, nearest
from .language.base.packs import PACKS_IN_USE
from .language.base.section import Section
from .language.base.shape import Context, check
from .language.base.spec import Spec
from .language.base.types import REGIONS_IN_USE
from .language.organization.document import OrganizationSpec
from .language.team import SECTIONS
from .language.team.head import TeamSpec
from .load import Document, Loaded
from .load.edits import fix_at, is_taken, with_right_edits
from .load.tree import Mapping, Node, Scalar, Sequence, find, locate, plain, without
from .source import Source, Span

S_co = TypeVar("S_co", bound=Spec, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[S_co]):
    """The head of a document or one entry of a section, checked.

    ``stand_ins`` are the paths of names that stand for conditions, by the fields of those: nothing else is written.
    ``spec`` is None where a problem is an error. ``name`` is its name all the same, if it has one, so
    that a reference to an entry with errors is not reported as dangling too.
    """

    document: Document
    path: Path
    name: str | None
    spec: S_co | None
    problems: tuple[Diagnostic, ...]
    stand_ins: abc.Mapping[str, Path] = field(default_factory=dict)

    def span(self, *path: str | int) -> Span:
        """Where a part of the entry is, or the name that stands for it."""
        return locate(self.document.root, self.path + (self._stand_in(path) or path))

    def diagnostic(self, problem: Problem) -> Diagnostic:
        """A problem of the entry, at its place in the file; a name that stands for what is wrong is not edited."""
        stand_in = self._stand_in(problem.path)
        placed = replace(problem.without_edit(), path=stand_in) if stand_in else problem
        return _placed(placed, self.document, self.path)

    def _stand_in(self, path: Path) -> Path | None:
        match path:
            case ("where", str(name), *_) | ("regions" as name, *_):
                return self.stand_ins.get(name)
        return None


@dataclass(frozen=True)
class Team:
    """One team document: its head, and the entries of each section that it has."""

    head: Entry[TeamSpec]
    sections: dict[str, tuple[Entry[Section], ...]]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Checked:
    """Everything that was read. ``root`` is the folder, ``problems`` are those of all stages so far.

    ``complete`` is False where a file or a section could not be read at all: a name that is missing may
    be declared there.
    """

    root: Source
    organizations: tuple[Entry[OrganizationSpec], ...]
    teams: tuple[Team, ...]
    problems: tuple[Diagnostic, ...]
    complete: bool

    def entries(self) -> Iterator[tuple[str, str, Entry[Section]]]:
        """Every entry of every team document whose team has a name: team, section, entry."""
        for team in self.teams:
            for section, entries in team.sections.items():
                for entry in entries if team.head.name else ():
                    yield team.head.name or "", section, entry


def validate(loaded: Loaded) -> Checked:
    """Checks every document against the language. Nothing is raised: problems ride along.

    A value that is not plain data is not also reported as a wrong value.
    """
    kinds = [(document, _kind(document)) for document in loaded.documents]
    organizations = tuple(
        _entry(OrganizationSpec, document, (), document.root) for document, kind in kinds if kind == "organization"
    )
    in_use = _in_use(next((entry.spec for entry in organizations if entry.spec), None))
    teams = tuple(_team(document, in_use) for document, kind in kinds if kind == "team")
    unreadable = (
        *(_neither(document) for document, kind in kinds if kind is None),
        *(problem for team in teams for problem in team.problems),
    )
    complete = loaded.complete and not unreadable
    wrong = tuple(_entry_problems(organizations, teams))
    not_plain = {problem.span for problem in loaded.problems}
    echoes = {problem.span: problem for problem in wrong if problem.span in not_plain}
    problems = (
        *(_as_value(problem, echoes) for problem in loaded.problems),
        *unreadable,
        *(problem for problem in wrong if problem.span not in echoes),
    )
    missing = _missing_document(loaded.root, teams, problems) if complete and not organizations else ()
    return Checked(loaded.root, organizations, teams, (*problems, *missing), complete)


def _in_use(organization: OrganizationSpec | None) -> Context:
    """What the organization document says of values in other documents; nothing where it is not known."""
    if organization is None:
        return {}
    return {REGIONS_IN_USE: organization.regions, PACKS_IN_USE: {**organization.own_packs(), **PACKS}}


def _entry_problems(organizations: Iterable[Entry[OrganizationSpec]], teams: Iterable[Team]) -> Iterator[Diagnostic]:
    for organization in organizations:
        yield from organization.problems
    for team in teams:
        yield from team.head.problems
        for entries in team.sections.values():
            yield from (problem for entry in entries for problem in entry.problems)


def _missing_document(root: Source, teams: tuple[Team, ...], problems: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    """No organization document, or no document at all."""
    folder = Span(root, 1, 1, 1, 1)
    if teams:
        help_ = "create one with: watchspec new organization NAME --administrator ID --regions LIST"
        yield Diagnostic("no-organization", "there is no organization document", folder, help_)
    elif not problems:
        help_ = "create the first ones with: watchspec init; every *.yaml and *.yml file below the folder is read"
        yield Diagnostic("no-specs", "there are no specs in this folder", folder, help_)


def _as_value(problem: Diagnostic, echoes: dict[Span, Diagnostic]) -> Diagnostic:
    """What is wrong as data has no other fix than what is wrong as a value at the same place."""
    echo = echoes.get(problem.span)
    return replace(problem, fix=echo.fix) if echo else problem


def _kind(document: Document) -> str | None:
    kinds = [kind for kind in ("organization", "team") if document.root.get(kind)]
    return kinds[0] if len(kinds) == 1 else None


def _neither(document: Document) -> Diagnostic:
    keys = {str(key.value): key.span for key, _ in document.root.entries}
    if "organization" in keys and "team" in keys:
        message = "a document is either an organization or a team document, not both"
        return Diagnostic("not-a-document", message, keys["team"], "split it into two documents, with --- between them")
    near = [key for key in keys if nearest(key, ["organization", "team"])]
    span = keys[(near or list(keys))[0]] if keys else document.root.span
    help_ = "start it with 'organization: NAME' or 'team: NAME'"
    return Diagnostic("not-a-document", "this is neither an organization nor a team document", span, help_)


def _team(document: Document, context: Context) -> Team:
    sections, problems = {}, []
    for name, model in SECTIONS.items():
        node = document.root.get(name)
        sections[name] = tuple(_entries(model, document, name, node, context))
        if node is not None and not isinstance(node, Sequence):
            help_ = "remove the key, or add entries below it, each starting with '- name: '"
            message = f"{name} must be a list"
            problems.append(Diagnostic("wrong-type", message, locate(document.root, (Key(name),)), help_))
    head = _entry(TeamSpec, document, (), document.root, more_keys=tuple(SECTIONS))
    return Team(head, sections, tuple(problems))


def _entries(
    model: type[Section], document: Document, section: str, node: Node | None, context: Context
) -> Iterator[Entry[Section]]:
    for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        yield _entry(model, document, (section, index), item, context=context)


def _entry(
    model: type[S_co],
    document: Document,
    path: Path,
    node: Node,
    more_keys: tuple[str, ...] = (),
    context: Context | None = None,
) -> Entry[S_co]:
    def checked(data: Node) -> tuple[S_co | None, list[Problem]]:
        return check(model, _data(data, more_keys), more_keys, context)

    spec, faults = checked(node)
    faults = with_right_edits(node, faults, lambda edited: checked(edited)[1])
    problems = tuple(
        _placed(problem, document, path) for problem in faults if not document.is_overwritten(path + problem.path)
    )
    is_usable = not any(problem.is_error for problem in faults) and not document.has_overwritten(node.span)
    usable = spec if is_usable else None
    return Entry(document, path, _name(node), usable, problems)


def _data(node: Node, more_keys: tuple[str, ...]) -> Any:
    """An entry as plain data, without the keys that are read elsewhere."""
    return plain(without(node, more_keys) if isinstance(node, Mapping) else node)


def _placed(problem: Problem, document: Document, path: Path) -> Diagnostic:
    """The bridge from paths to places: of the problem, of what is related to it, and of its fix."""
    root, whole = document.root, path + problem.path
    node = find(root, whole)
    return Diagnostic(
        problem.code,
        problem.message,
        locate(root, whole),
        problem.help,
        related=tuple((what, locate(root, path + other)) for what, other in problem.related),
        choice=_not_taken(problem.choice, root, whole),
        subject=problem.subject or (node.written if isinstance(node, Scalar) else None),
        fix=fix_at(root, whole, problem.edit) if problem.edit else None,
    )


def _not_taken(choice: Choice | None, root: Node, path: Path) -> Choice | None:
    """The choice without a nearest that would repeat what is written beside it."""
    if choice is None or not path or not is_taken(find(root, path[:-1]), path[-1], choice.nearest or ""):
        return choice
    return replace(choice, nearest=None, is_certain=False)


def _name(node: Node) -> str | None:
    name = node.get("name") or node.get("team") if isinstance(node, Mapping) else None
    return name.value if isinstance(name, Scalar) and isinstance(name.value, str) else None
