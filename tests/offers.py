"""What a message offers, made in the text of the file: the fix, or the nearest spelling."""

import json
from collections.abc import Iterator

from compiler.diagnostics import Diagnostic, Fix


def apply(fix: Fix, text: str) -> str:
    """The text of the file with the fix in it; the other lines keep their ends."""
    lines = text.split("\n")
    first, last = lines[fix.span.line - 1], lines[fix.span.end_line - 1]
    changed = first[: fix.span.column - 1] + fix.replacement + last[fix.span.end_column - 1 :]
    return "\n".join([*lines[: fix.span.line - 1], *changed.split("\n"), *lines[fix.span.end_line :]])


def offered(problem: Diagnostic) -> Iterator[tuple[str, str]]:
    """The name of the file and its text, for everything that the problem offers."""
    source = problem.span.source
    if problem.fix:
        yield source.name, apply(problem.fix, source.text)
    if problem.choice and problem.choice.nearest:
        yield source.name, apply(Fix(problem.span, json.dumps(problem.choice.nearest)), source.text)
