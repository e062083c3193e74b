"""``problems``: what the codes of problems mean, and what to do about them."""

import sys
from collections.abc import Iterator

from compiler.commands.exit_codes import CLEAN
from compiler.commands.options import Problems
from compiler.commands.printing import usage
from compiler.diagnostics import suggest
from compiler.diagnostics.codes import CODES, Code
from compiler.terminal import Column, screen_of

_COLUMNS = (Column("code"), Column("level"), Column("accept"), Column("meaning", folds=True))


def explain_codes(options: Problems) -> int:
    """Describes each of the codes, or lists all of them in a table."""
    unknown = [code for code in options.codes if code not in CODES]
    if unknown:
        hint = suggest(unknown[0], CODES).text() or "run main.py problems for a list"
        return usage(f"there is no code {unknown[0]!r}; {hint}")
    screen = screen_of(sys.stdout)
    if options.codes:
        print("\n\n".join("\n".join(_lines(code, CODES[code])) for code in options.codes))
    else:
        rows = [(code, _level(entry), _accept(entry), entry.meaning) for code, entry in CODES.items()]
        print(screen.table(_COLUMNS, rows))
    return CLEAN


def _lines(code: str, entry: Code) -> Iterator[str]:
    yield f"{code} ({_level(entry)})"
    yield f"  {entry.meaning}"
    if entry.is_acceptable:
        yield f"  To accept it for one entry, add to the entry: accept: [{{problem: {code}, reason: WHY}}]"
    else:
        yield "  It cannot be accepted."


def _level(entry: Code) -> str:
    return "error" if entry.is_error else "warning"


def _accept(entry: Code) -> str:
    return "yes" if entry.is_acceptable else "no"
