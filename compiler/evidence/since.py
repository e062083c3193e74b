"""Since when a suppression, override or acceptance is in the specs, by the history of the specs in git.

One walk from the commit back, newest first, which ends where the last of them is explained. An entry began in the
commit that has it and of whose parents none does, in whatever file; where several parents of a merge have it, the first
is followed. It is compared as plain data, so comments and order are no change, and neither is a rename with ``was``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from .. import git
from ..environment import EnvironmentFailure
from ..model.program import Program
from ..source import Span
from .versions import Before, Found, TooMuch, Versions

MOST_COMMITS = 10_000  # that change the specs
_SHOWN = 12  # characters of the id of a commit


class History(StrEnum):
    """Whether the history was there to be read; the values are how reports say that it was not."""

    WHOLE = "whole"
    NO_GIT = "the specs are not in git"
    UNCOMMITTED = "the specs are not as they were committed"
    SHALLOW = "the clone is shallow"
    PARTIAL = "the clone lacks a part of the history"


class Since(NamedTuple):
    """Days are those of the author, in UTC: ``since`` for the entry as it is, ``named_since`` for one of its name.

    Where a day cannot be known, the text says why. ``since_commit`` is short, and empty then.
    """

    since: str
    since_commit: str
    named_since: str


@dataclass(frozen=True)
class Repository:
    """A commit, and the folder of the specs in it: ``path`` from ``folder`` down, which is in the working tree."""

    commit: str
    folder: Path
    path: str


@dataclass(frozen=True)
class Beginnings:
    """``by_place`` has the file and the place of an entry's name, and the code of a warning that is accepted."""

    history: History
    by_place: Mapping[tuple[str, int, int, str], Since]

    def of(self, span: Span, problem: str = "") -> Since:
        """When the suppression or override at this place began, or the acceptance of ``problem``."""
        unknown = self.history.value if self.history is not History.WHOLE else "its file is a link"
        text = f"not known: {unknown}"
        return self.by_place.get((span.source.name, span.line, span.column, problem), Since(text, "", text))


def nothing_known(history: History) -> Beginnings:
    """What is said without a history, and why there is none."""
    return Beginnings(history, {})


def history_of(specs: Path, commit: str | None) -> History:
    """Whether the history of the specs can be read; ``commit`` is None where they are not as they were committed."""
    try:
        git.commit_of("HEAD", specs)
    except git.NoRevision:
        return History.NO_GIT
    if commit is None:
        return History.UNCOMMITTED
    return History.SHALLOW if git.is_shallow(specs) else History.WHOLE


def beginnings(program: Program, repository: Repository) -> Beginnings:
    """When everything that mutes something began. Without any of it, no history is read.

    At most 10,000 commits that change the specs are walked, and what ``versions`` allows is read of them. What is older
    began on the day of the last of them, or before.
    """
    spans = [(declared.origin.span, "") for declared in program.filters if declared.justification]
    spans += [(account.origin.span, "") for account in program.accounts if account.protections]
    spans += [(accepted.origin.span, accepted.problem) for accepted in program.acceptances]
    wanted = {(span.source.name, span.line, span.column, problem) for span, problem in spans}
    if not wanted:
        return nothing_known(History.WHOLE)
    try:
        return Beginnings(History.WHOLE, _walked(repository, wanted))
    except EnvironmentFailure:
        return nothing_known(History.PARTIAL)


_Place = tuple[str, int, int, str]


class _Trail(NamedTuple):
    """What is followed: an entry as it is, or with ``is_exact`` False one of its name, found in a version."""

    of: _Place
    is_exact: bool
    found: Found


def _walked(repository: Repository, wanted: set[_Place]) -> dict[_Place, Since]:
    prefix = "/".join(filter(None, (git.prefix_of(repository.folder), repository.path)))
    with (
        git.Objects.of(repository.folder) as objects,
        git.revisions(repository.commit, repository.folder, repository.path or ".") as revisions,
    ):
        walk = Walk(Versions(objects, prefix), wanted)
        walk.follow(revisions)
        return {place: walk.since(place) for place in walk.places}


class Walk:
    """Trails wait at the commit that has their entry until git names it, and go on to one of its parents."""

    def __init__(self, versions: Versions, wanted: set[_Place]) -> None:
        self._versions, self._wanted = versions, wanted
        self._named: dict[str, git.Revision] = {}
        self._waiting: dict[str, list[_Trail]] = {}
        self._began: dict[tuple[_Place, bool], git.Revision] = {}
        self._oldest: dict[tuple[_Place, bool], git.Revision] = {}

    @property
    def places(self) -> set[_Place]:
        return {place for place, _ in (*self._began, *self._oldest)}

    def since(self, place: _Place) -> Since:
        began = self._began.get((place, True))
        as_it_is, named = (self._day(place, is_exact=is_exact) for is_exact in (True, False))
        return Since(as_it_is, began.id[:_SHOWN] if began else "", named)

    def follow(self, revisions: Iterable[git.Revision]) -> None:
        """Until nothing waits; or until there is too much to read, and then for the rest only what is known so far."""
        try:
            for revision in revisions:
                if len(self._named) == MOST_COMMITS:
                    return
                if not self._named:
                    self._waiting[revision.id] = [*self._first_trails(revision)]
                self._named[revision.id] = revision
                self._arrive(revision)
                if not self._waiting:
                    return
        except TooMuch:
            return
        raise EnvironmentFailure("git has ended before the history has")

    def _first_trails(self, revision: git.Revision) -> Iterator[_Trail]:
        for found in self._versions.entries(revision.id):
            place = (found.file, *found.entry.place, found.entry.problem)
            if place in self._wanted:
                yield from (_Trail(place, is_exact, found) for is_exact in (True, False))

    def _arrive(self, revision: git.Revision) -> None:
        """Parents that git has named already, where clocks were wrong, are gone on from at once."""
        ready = [revision]
        while ready:
            current = ready.pop()
            for parent, trails in self._step(current, self._waiting.pop(current.id, [])):
                self._waiting.setdefault(parent, []).extend(trails)
                if parent in self._named:
                    ready.append(self._named[parent])

    def _step(self, revision: git.Revision, trails: list[_Trail]) -> Iterator[tuple[str, list[_Trail]]]:
        """To each parent the trails that go on there; those that go on at none began here."""
        self._oldest |= dict.fromkeys(((trail.of, trail.is_exact) for trail in trails), revision)
        for parent in revision.parents if trails else ():
            before = self._versions.before(revision.id, parent)
            earlier = [_earlier(trail, before) for trail in trails]
            if onward := [trail for trail in earlier if trail]:
                yield parent, onward
            trails = [trail for trail, there in zip(trails, earlier, strict=True) if there is None]
        self._began |= dict.fromkeys(((trail.of, trail.is_exact) for trail in trails), revision)

    def _day(self, place: _Place, *, is_exact: bool) -> str:
        if began := self._began.get((place, is_exact)):
            return began.authored.date().isoformat()
        return f"{self._oldest[place, is_exact].authored.date().isoformat()} or before"


def _earlier(trail: _Trail, before: Before) -> _Trail | None:
    """The trail in the parent of a commit; None where the parent has no such entry."""
    now = trail.found
    if now.file not in before.files:
        return trail
    for then in before.find(now):
        if not trail.is_exact or then.entry.value == now.entry.value:
            return trail._replace(found=then._replace(entry=then.entry.known_as(now.entry)))
    return None
