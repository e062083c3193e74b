"""What is wrong with a spec: Problem (by path), Diagnostic (by position), SpecError (all of them).

A check in ``language/`` knows an entry but not its file, so it speaks of a :class:`Problem` at a
path. ``validate`` turns it into a :class:`Diagnostic` at a :class:`~compiler.source.Span`.

Texts are for people only. What a program decides by is data: the code, the subject, the choice, the fix.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..source import Span
from .choice import Choice, nearest, suggest
from .codes import CODES
from .fix import Change, Edit, Fix

__all__ = [
    "Change",
    "Choice",
    "Diagnostic",
    "Edit",
    "Fix",
    "Key",
    "Path",
    "Problem",
    "SpecError",
    "by_place",
    "nearest",
    "suggest",
]


class Key(str):
    """A last step of a path that means the key itself, not the value behind it."""

    __slots__ = ()


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong at a path inside one entry. ``code`` is a key of :data:`CODES`.

    ``subject`` names what it is about where that is not what is written at the path (a missing key).
    ``related`` are other paths of the entry that belong to it, each with what it is. ``needs`` are paths of
    what would resolve it: if one of them has a problem of its own, this one is not reported.
    """

    path: Path
    code: str
    message: str
    help: str | None = None
    choice: Choice | None = None
    fix: Edit | None = None
    subject: str | None = None
    related: tuple[tuple[str, Path], ...] = ()
    needs: tuple[Path, ...] = ()

    @property
    def is_error(self) -> bool:
        return CODES[self.code].is_error

    @property
    def edit(self) -> Edit | None:
        """The one right edit: ``fix``, or the only word that can have been meant."""
        if self.fix or self.choice is None or not self.choice.is_certain:
            return self.fix
        return Edit(Change.REPLACE, self.choice.nearest or "")

    def without_edit(self) -> "Problem":
        """The same problem where no edit is right."""
        choice = replace(self.choice, is_certain=False) if self.choice else None
        return replace(self, fix=None, choice=choice)

    def below(self, path: Path) -> "Problem":
        """The same problem, its path continued from ``path``."""
        related = tuple((what, (*path, *other)) for what, other in self.related)
        needs = tuple((*path, *other) for other in self.needs)
        return replace(self, path=(*path, *self.path), related=related, needs=needs)


@dataclass(frozen=True)
class Diagnostic:
    """Something wrong at a place in a file.

    ``related`` are other places that belong to it (the first of two duplicates), each with what it is.
    ``subject`` is what was written there, or the key that is missing.
    """

    code: str
    message: str
    span: Span
    help: str | None = None
    related: tuple[tuple[str, Span], ...] = ()
    choice: Choice | None = None
    subject: str | None = None
    fix: Fix | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"diagnostic code {self.code!r} is not in the table of codes")

    @property
    def is_error(self) -> bool:
        return CODES[self.code].is_error

    @property
    def advice(self) -> str | None:
        """For people: what to do about it. None where the message says all there is to say."""
        if self.choice:
            return self.choice.text(self.help) or None
        return f"write {self.fix.replacement}" if self.fix and self.fix.replacement else self.help


class SpecError(Exception):
    """The author's mistakes, sorted by place. Never raised for a fault of the compiler."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = by_place(diagnostics)
        super().__init__(f"{len(self.diagnostics)} problems in the specs")


def by_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by file, line, column, then code and message; exact repetitions once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (*d.span.order, d.code, d.message)))
