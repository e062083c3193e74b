"""What an unquoted scalar means: a table, first match wins.

YAML 1.1 and 1.2 readers disagree on half of these spellings, and an account id that loses its
leading zero or a tag ``on`` that becomes ``true`` is wrong without a sound. So what is the same for
every reader is accepted, and what is not has to be quoted.
"""

import re
from typing import NamedTuple


class Ambiguous(NamedTuple):
    """An unquoted scalar that YAML readers understand differently; ``reason`` completes "is …"."""

    reason: str
    help: str


_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")

_AMBIGUOUS = (
    (re.compile(r"(?i)y|n|yes|no|on|off"), "true or false to some YAML readers and text to others"),
    (re.compile(r"[-+]?0[0-9_]+"), "an octal number to some YAML readers, which drops its leading zero"),
    (re.compile(r"[-+]?0[xob][0-9A-Fa-f_]+"), "a number to base 16, 8 or 2 to YAML"),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*[eE][-+]?[0-9]+"), "a number in scientific notation to YAML"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "a number without a value to YAML"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number to base 60 to some YAML readers"),
    (re.compile(r"[-+]?[0-9][0-9_]*"), "a number to YAML, too long or grouped by underscores"),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*"), "a number in an unusual form to YAML"),
)


def resolve(text: str) -> str | int | float | bool | Ambiguous | None:
    """The value of an unquoted scalar. Dates and times stay text."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    reasons = (reason for pattern, reason in _AMBIGUOUS if text != "." and pattern.fullmatch(text))
    return next((Ambiguous(reason, _help(text, reason)) for reason in reasons), text)


def _help(text: str, reason: str) -> str:
    quoted = f'write "{text}" in quotes'
    return f"write true or false, or {quoted}" if reason.startswith("true or false") else quoted
