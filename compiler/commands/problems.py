"""``problems``: what the codes of problems mean, an example of each, and how to fix it."""

import sys
import textwrap
from collections.abc import Iterator

from ..diagnostics import suggest
from ..diagnostics.codes import CODES, Code
from ..terminal import Column, screen_of
from .exit_codes import CLEAN
from .options.printing import Problems
from .printing import usage

_COLUMNS = (Column("code"), Column("level"), Column("accept"), Column("meaning", folds=True))


def explain_codes(options: Problems) -> int:
    """Describes each of the codes, or lists all of them in a table."""
    unknown = [code for code in options.codes if code not in CODES]
    if unknown:
        hint = suggest(unknown[0], CODES).text() or "run watchspec problems for a list"
        return usage(f"there is no code {unknown[0]!r}; {hint}")
    if options.format == "markdown":
        from ..problem_pages import markdown, page_of  # they compile the examples

        print(markdown(map(page_of, options.codes or CODES)), end="")
    elif options.codes:
        print("\n\n".join("\n".join(_lines(code)) for code in options.codes))
    else:
        rows = [(code, _level(entry), _accept(entry), entry.meaning) for code, entry in CODES.items()]
        print(screen_of(sys.stdout).table(_COLUMNS, rows))
    return CLEAN


def _lines(code: str) -> Iterator[str]:
    from ..problem_pages import page_of

    page, screen = page_of(code), screen_of(sys.stdout)
    yield screen.coloured(f"{code} ({_level(page.entry)})", "bold")
    yield f"  {page.entry.meaning}"
    yield f"  fix: {page.entry.fix}"
    yield f"  {page.acceptance}"
    yield ""
    if page.example is not None:
        yield textwrap.indent(page.example, "    ")
    yield textwrap.indent(page.printed.rstrip(), "    ")


def _level(entry: Code) -> str:
    return "error" if entry.is_error else "warning"


def _accept(entry: Code) -> str:
    return "yes" if entry.is_acceptable else "no"
