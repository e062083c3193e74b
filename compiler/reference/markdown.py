"""Markdown: tables, code, and docstrings."""

import re
import textwrap
from collections.abc import Iterable

_LITERAL = re.compile(r"^(?P<before>.*)::\n\n(?P<block>(?:    .*\n?|\n)+)", re.MULTILINE)


def code(value: object) -> str:
    """The text as code, also inside of a table."""
    return f"`{value}`"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; a line each."""
    names = tuple(head)
    lines = [_row(names), _row("---" for _ in names), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def from_docstring(text: str) -> str:
    """A docstring with its literal blocks as YAML; a line that only announces one (``Example::``) is left out."""

    def block(match: re.Match[str]) -> str:
        before = match["before"]
        lead = f"{before}:\n\n" if " " in before else ""
        return f"{lead}```yaml\n{textwrap.dedent(match['block']).strip()}\n```\n\n"

    return _LITERAL.sub(block, text).strip() + "\n"


def _row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
