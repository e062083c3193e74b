"""The names that a misspelled name may stand for."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from ..diagnostics import Choice, suggest

_NEIGHBOURS = 14  # more than a help text lists, so that it never lists them as if they were all


class Spelling:
    """Names that can be looked up and suggested; thousands of misspelled ones are not each compared with thousands.

    A slip leaves the text before it or the text behind it as it was, so the name that was meant is a
    neighbour in alphabetical order, read forwards or read backwards.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self._suggested: dict[tuple[str, str], Choice] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def suggest(self, written: str, noun: str = "allowed") -> Choice:
        """The choice for a name that is not among these: of many names, those that are near."""
        if (written, noun) not in self._suggested:
            self._suggested[written, noun] = suggest(written, self._candidates(written.lower()), noun)
        return self._suggested[written, noun]

    @cached_property
    def _forwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower(), name) for name in self._names)

    @cached_property
    def _backwards(self) -> list[tuple[str, str]]:
        return sorted((name.lower()[::-1], name) for name in self._names)

    def _candidates(self, word: str) -> Iterable[str]:
        if len(self._names) <= 2 * _NEIGHBOURS:
            return self._names
        return dict.fromkeys([*_around(self._forwards, word), *_around(self._backwards, word[::-1])])


def _around(order: list[tuple[str, str]], word: str) -> list[str]:
    """The names on both sides of where the word would be."""
    middle = bisect_left(order, (word, ""))
    start = max(0, min(middle - _NEIGHBOURS // 2, len(order) - _NEIGHBOURS))
    return [name for _, name in order[start : start + _NEIGHBOURS]]
