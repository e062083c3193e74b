"""A syntax error of PyYAML -> a problem at its place, with help."""

from collections.abc import Iterator

import yaml

from ..diagnostics import Diagnostic
from ..source import Source, Span
from .syntax_help import Around, syntax_help

_LINES_ABOVE = 20  # that are looked at for the last one with text


def syntax_problem(source: Source, error: yaml.YAMLError) -> Diagnostic:
    """The problem for an error of the parser, at the place that it names, or else at the start of the file."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        span = _at(source, mark.line + 1, mark.column + 1)
        related = tuple(_context(source, error))
        return Diagnostic("yaml-syntax", f"invalid YAML: {error.problem}", span, _help(source, error), related)
    reason = getattr(error, "reason", str(error))
    return Diagnostic("yaml-syntax", f"invalid YAML: {reason}", _at(source, 1, 1))


def _help(source: Source, error: yaml.MarkedYAMLError) -> str | None:
    mark, start = error.problem_mark, error.context_mark
    assert mark is not None
    above = (source.line(number) for number in range(mark.line, max(0, mark.line - _LINES_ABOVE), -1))
    previous = next((line for line in above if line.strip()), "")
    opened = source.line(start.line + 1)[start.column : start.column + 1] if start else ""
    return syntax_help(Around(source.line(mark.line + 1), mark.column + 1, previous, opened))


def _context(source: Source, error: yaml.MarkedYAMLError) -> Iterator[tuple[str, Span]]:
    mark, problem = error.context_mark, error.problem_mark
    if error.context and mark is not None and problem is not None and mark.line != problem.line:
        yield "the part that this belongs to starts here", _at(source, mark.line + 1, mark.column + 1)


def _at(source: Source, line: int, column: int) -> Span:
    """One place, moved back to the last line that has text where the parser stopped behind the end."""
    while line > 1 and not source.line(line).strip():
        line, column = line - 1, len(source.line(line - 1).rstrip()) + 1
    return Span(source, line, column, line, column + 1)
