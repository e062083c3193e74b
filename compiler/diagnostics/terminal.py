"""Diagnostics in colour, for a terminal: the same text, and the page of the documentation about each problem."""

from collections.abc import Iterable

from compiler.diagnostics import Diagnostic
from compiler.diagnostics.text import Style, lines

_COLOURS = {
    Style.PLAIN: "",
    Style.ERROR: "bold red",
    Style.WARNING: "bold yellow",
    Style.HELP: "bold cyan",
    Style.DIM: "dim",
}


def render_terminal(diagnostics: Iterable[Diagnostic]) -> str:
    """The text with the control sequences that colour it. NO_COLOR and TERM are respected; nothing is wrapped."""
    items = list(diagnostics)
    if not items:
        return ""
    # Only here, so that plain text and specs without problems never load it.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(force_terminal=True, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        for line in lines(items, with_pages=True):
            console.print(Text.assemble(*((text, _COLOURS[style]) for text, style in line)), soft_wrap=True)
    return printed.get()
