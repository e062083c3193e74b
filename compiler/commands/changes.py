"""``changes``: what the rules of ``diff`` mean, an example of each, and the rule of the change back."""

import sys

from ..diagnostics import suggest
from ..terminal import Column, screen_of
from .exit_codes import CLEAN
from .options.printing import Changes
from .printing import usage

_COLUMNS = (Column("rule"), Column("level"), Column("what it finds", folds=True))


def explain_rules(options: Changes) -> int:
    """Describes each of the rules, or lists all of them in a table."""
    from ..change_pages import CODES, markdown, plain

    unknown = [code for code in options.codes if code not in CODES]
    if unknown:
        hint = suggest(unknown[0], CODES).text() or "run watchspec changes for a list"
        return usage(f"there is no rule {unknown[0]!r}; {hint}")
    if options.format == "markdown":
        print(markdown(CODES[code] for code in options.codes or CODES), end="")
    elif options.codes:
        print("\n".join(plain(CODES[code]) for code in options.codes), end="")
    else:
        rows = [(page.code, page.level.value, page.meaning) for page in CODES.values()]
        print(screen_of(sys.stdout).table(_COLUMNS, rows))
    return CLEAN
