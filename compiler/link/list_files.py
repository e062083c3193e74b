"""The files that lists name -> their addresses, each checked where it is written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from posixpath import dirname, join

from ..diagnostics import Diagnostic
from ..language.base.addresses import address_fault
from ..language.organization.document import OrganizationSpec
from ..language.organization.lists import WrittenList, too_many
from ..load.beside import read_beside
from ..source import Source, Span
from ..validate import Entry

MAX_PROBLEMS = 100  # of one file; more of them are one mistake
_ENTRY = re.compile(r"\S(?:.*\S)?")  # without the blanks around it


@dataclass(frozen=True)
class ListFiles:
    """The entries of each file by its path as it is written, and what is wrong with them."""

    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def list_files(root: Source, document: Entry[OrganizationSpec]) -> ListFiles:
    """Reads the files of the organization document's lists; ``root`` is the specs folder."""
    entries: dict[str, tuple[str, ...]] = {}
    problems: list[Diagnostic] = []
    for written in document.spec.lists.written() if document.spec else ():
        if written.spec.file:
            file = read_beside(root, join(dirname(document.document.source.name), written.spec.file))
            place = document.span(*written.path, "file")
            if file.reason:
                message = f"{file.source.path} cannot be read: {file.reason}"
                problems.append(Diagnostic("unreadable-file", message, place))
                continue
            overwritten = {problem.span.line for problem in file.problems}
            texts = tuple((text, span) for text, span in _entries(file.source) if span.line not in overwritten)
            problems += (*file.problems, *islice(_problems(texts, written, place), MAX_PROBLEMS))
            entries[written.spec.file] = tuple(text for text, _ in texts)
    return ListFiles(entries, tuple(problems))


def _entries(source: Source) -> Iterator[tuple[str, Span]]:
    """Each line without blanks and comments, if anything is left, and where it is."""
    for number, line in enumerate(source.lines, 1):
        match = _ENTRY.search(line.partition("#")[0])
        if match:
            yield match.group(), Span(source, number, match.start() + 1, number, match.end() + 1)


def _problems(entries: tuple[tuple[str, Span], ...], written: WrittenList, place: Span) -> Iterator[Diagnostic]:
    if not entries:
        yield Diagnostic("invalid-value", "the list has no entries", place, "add one, or remove the list")
    if len(entries) > written.limit:
        message, help_ = too_many(len(entries), written.limit)
        yield Diagnostic("too-many-entries", message, place, help_)
    first: dict[str, Span] = {}
    for text, span in entries:
        wrong = address_fault(text)
        known = first.setdefault(text, span)
        if wrong:
            yield Diagnostic(wrong.code, wrong.message, span, wrong.help)
        elif known is not span:
            related = (("the first is here", known),)
            yield Diagnostic("duplicate-value", f"{text} is listed twice", span, "remove one of them", related)
