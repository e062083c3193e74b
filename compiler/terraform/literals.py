"""Text as Terraform has to read it: as text, never as an expression.

In Terraform's JSON every string is a template. ``${`` and ``%{`` start an expression; Terraform reads
a run of two or more ``$`` (or ``%``) before ``{`` as that run less one, so one more is exact for any text.
"""

import re
from collections.abc import Iterable, Mapping

from .unexpected import Unexpected

_EXPRESSION = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")


class NotLiteral(Unexpected):
    """A string of the output would be evaluated by Terraform. Always a fault of the compiler."""


def literal(text: str) -> str:
    """``text`` so that Terraform reads exactly it."""
    return text.replace("${", "$${").replace("%{", "%%{")


def literals(texts: Iterable[str]) -> list[str]:
    return [literal(text) for text in texts]


def literal_map(texts: Mapping[str, str]) -> dict[str, str]:
    return {literal(key): literal(value) for key, value in sorted(texts.items())}


def status(enabled: bool) -> str:
    """GuardDuty's word for a switch."""
    return "ENABLED" if enabled else "DISABLED"


def text_of(written: str) -> str:
    """What Terraform reads from a string that :func:`literal` wrote.

    Raises:
        NotLiteral: there is an expression in it.
    """
    if _EXPRESSION.search(written):
        raise NotLiteral(written)
    return written.replace("$${", "${").replace("%%{", "%{")
