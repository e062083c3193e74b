"""What helps against a syntax error, by what is written around its place: the parser's own text rarely does.

Also the encoding that a file may have instead of UTF-8.
"""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

_BLANK = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # white space that is no space to YAML
_CURLY_QUOTE = "[\u2018-\u201f\u00ab\u00bb]"
_KEY_WITHOUT_SPACE = r"\s*(?:- +)*[A-Za-z_]+:[^\s:/]\S*\s*"
_COLON_IN_TEXT = r"\s*(?:- +)*[\w.]+: +[^\s\"'\[{].*?:(?: |$)"
_QUOTES, _BRACKETS = ("'", '"'), ("[", "{")


class Around(NamedTuple):
    """The text around the place of an error.

    ``at`` and ``before`` are the characters at the place and in front of it, ``line`` is the whole line,
    ``previous`` the last line above that has text, and ``opened`` the character where the parser says that
    what it reads has begun; each may be empty.
    """

    line: str
    column: int
    previous: str
    opened: str

    @property
    def at(self) -> str:
        return self.line[self.column - 1 : self.column]

    @property
    def before(self) -> str:
        return self.line[: self.column - 1]

    @property
    def is_first(self) -> bool:
        """Whether nothing is in front of the place."""
        return not self.before.strip() and bool(self.at.strip())

    @property
    def is_deeper(self) -> bool:
        """Whether the line starts further to the right than the complete key and value above it."""
        starts = [len(line) - len(line.lstrip(" -")) for line in (self.previous, self.line)]
        return bool(re.search(r":\s+\S", self.previous)) and starts[0] < starts[1]


_IN_THE_NOTE = "the note shows where it starts"

_HELPS: tuple[tuple[Callable[[Around], object], str], ...] = (
    (lambda a: re.match(r" *\t", a.line), "indent with spaces; YAML does not allow tabs there"),
    (lambda a: re.search(_BLANK, a.line), "replace the no-break spaces of this line by ordinary spaces"),
    (lambda a: re.search(_CURLY_QUOTE, a.line), "use straight quotes, ' or \""),
    (
        lambda a: a.at in ("@", "`", "%") or a.before.endswith(("*", ": >")),
        "put the text in quotes: it starts with a sign of YAML",
    ),
    (lambda a: a.at == "\\", r"in double quotes, \ starts an escape: use single quotes"),
    (
        lambda a: a.at not in ("", ":") and a.before.rstrip().endswith((*_QUOTES, "]", "}")),
        "put all of the text in one pair of quotes; a ' within '…' is written ''",
    ),
    (lambda a: re.match(r":\S", a.line[a.column - 1 :]), "write a space after the colon"),
    (lambda a: re.fullmatch(_KEY_WITHOUT_SPACE, a.previous), "write a space after the colon in the line above"),
    (
        lambda a: a.at == ":" and re.match(_COLON_IN_TEXT, a.line),
        "put the text in quotes: it contains a colon and a space",
    ),
    (lambda a: a.opened in _QUOTES, f"close the quote; {_IN_THE_NOTE}"),
    (lambda a: a.opened in _BRACKETS, f"close the bracket, or add the comma that is missing; {_IN_THE_NOTE}"),
    (lambda a: a.at == ":" and a.is_deeper, "start the line in the same column as the key above"),
    (lambda a: a.is_first, "start the line in the same column as the other keys of its entry"),
)


def syntax_help(around: Around) -> str | None:
    """The first help that fits; None if nothing known is around."""
    return next((help_ for fits, help_ in _HELPS if fits(around)), None)


_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def encoding_of(data: bytes) -> str:
    """The encoding that bytes which are no UTF-8 have: by the mark at their start, else that of most old editors."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    return marked or ("UTF-16" if b"\0" in data[:100] else "Latin-1 or Windows-1252")
