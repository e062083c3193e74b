"""What is wrong with a spec: Problem (by path), Diagnostic (by position), SpecError (all of them).

A check in ``language/`` knows an entry but not its file, so it speaks of a :class:`Problem` at a
path. ``validate`` turns it into a :class:`Diagnostic` at a :class:`~compiler.source.Span`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from compiler.diagnostics.codes import CODES
from compiler.source import Span

_LONGEST_LIST = 12  # of allowed values, in a help text


class Key(str):
    """A last step of a path that means the key itself, not the value behind it."""

    __slots__ = ()


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong at a path inside one entry. ``code`` is a key of :data:`CODES`."""

    path: Path
    code: str
    message: str
    help: str | None = None

    @property
    def is_error(self) -> bool:
        return CODES[self.code].is_error


@dataclass(frozen=True)
class Diagnostic:
    """Something wrong at a place in a file.

    ``related`` are other places that belong to it (the first of two duplicates), each with what it is.
    """

    code: str
    message: str
    span: Span
    help: str | None = None
    related: tuple[tuple[str, Span], ...] = ()

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"diagnostic code {self.code!r} is not in the table of codes")

    @property
    def is_error(self) -> bool:
        return CODES[self.code].is_error


class SpecError(Exception):
    """The author's mistakes, sorted by place. Never raised for a fault of the compiler."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__(f"{len(self.diagnostics)} problems in the specs")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file, line, column, then code and message; exact repetitions once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (*d.span.order, d.code, d.message)))


def suggest(written: str, allowed: Iterable[str], noun: str = "allowed") -> str:
    """A help text: the nearest of ``allowed`` if one is near, and the list of them if it is short, in their order."""
    options = list(allowed)
    near = nearest(written, options)
    listed = f"{noun}: {', '.join(options)}" if 0 < len(options) <= _LONGEST_LIST else ""
    return " ".join(part for part in (f"did you mean {near!r}?" if near else "", listed) if part)


def nearest(written: str, allowed: Iterable[str]) -> str | None:
    """The most similar of ``allowed``, or None where nothing comes close. Case is ignored.

    Of two that are equally similar, the one with the same letters in another order: a slip of the keys.
    """
    options = {option.lower(): option for option in sorted(allowed, reverse=True)}
    word = written.lower()
    close = get_close_matches(word, options, n=5, cutoff=0.6)
    best = max(close, key=lambda option: (_similarity(word, option), sorted(word) == sorted(option)), default=None)
    return options[best] if best is not None else None


def _similarity(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
