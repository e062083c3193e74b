"""A file's text -> the same text without what must not get any further: hidden characters and secrets.

Each is reported and overwritten, character for character, before YAML is read: then lines are what a reviewer takes
for lines, nothing behind this module can print a secret, and every place stays what it is.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from .. import secrets
from ..diagnostics import Diagnostic
from ..source import Source, Span
from . import characters

MAX_HIDDEN = 100  # hidden characters of one file that are reported; more of them are one mistake
_ABOUT_SECRETS = "remove it, and revoke it if it was ever pushed; specs need only the public id of a key"


def screened(source: Source) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The source with its hidden characters and secrets overwritten, and a problem for each, in any order."""
    text = characters.visible(source.text)
    found = secrets.find(text)
    clean = replace(source, text=secrets.overwritten(text, found)) if found else replace(source, text=text)
    hidden = islice(characters.hidden(source.text), MAX_HIDDEN) if text != source.text else ()
    places = _Places(clean)
    return clean, (
        *(Diagnostic(code, message, places.span(at, at + 1), help_) for at, (code, message, help_) in hidden),
        *(_secret(kind, places.span(start, end)) for kind, start, end in found),
    )


def redacted_name(name: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The name of a file as it can be shown, and what is wrong with it: code, message, help."""
    shown = secrets.redact(characters.visible_name(name))
    kinds = (f"the name of this file looks like {kind}" for kind, _, _ in secrets.find(name))
    return shown, (*characters.name_problems(name), *(("secret", message, _ABOUT_SECRETS) for message in kinds))


def _secret(kind: str, span: Span) -> Diagnostic:
    return Diagnostic("secret", f"this looks like {kind}", span, _ABOUT_SECRETS)


@dataclass(frozen=True)
class _Places:
    """Offsets in a text as lines and columns."""

    source: Source

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self.source.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.text.find("\n", at + 1)
        return starts

    def span(self, start: int, end: int) -> Span:
        (line, column), (end_line, end_column) = self._place(start), self._place(end)
        return Span(self.source, line, column, end_line, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
