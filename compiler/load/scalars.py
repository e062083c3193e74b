"""What an unquoted scalar means: a table, first match wins.

YAML 1.1 and 1.2 readers disagree on half of these spellings, and an account id that loses its
leading zero or a tag ``on`` that becomes ``true`` is wrong without anybody noticing. So what is the
same for every reader is accepted, and what is not must be quoted.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Ambiguous:
    """An unquoted scalar that YAML readers understand differently, and how to write what was meant.

    ``is_text`` where only text can be meant, so that quotes are right.
    """

    reason: str
    help: str = "put it in quotes"
    is_text: bool = True


_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_DIGITS = 15  # that a number in double precision keeps

_WORD = Ambiguous(
    "some YAML readers read it as true or false, others as text",
    "write true or false, or put it in quotes if it is text",
    is_text=False,
)
_OCTAL = Ambiguous("some YAML readers read it as an octal number and drop its leading zero")
_OTHER_BASE = Ambiguous("YAML reads it as a number in base 16, 8 or 2")
_SCIENTIFIC = Ambiguous("YAML reads it as a number in scientific notation")
_NO_NUMBER = Ambiguous("YAML reads it as infinity or as not a number")
_BASE_60 = Ambiguous("some YAML readers read it as a number in base 60")
_LONG = Ambiguous("YAML reads it as a number, and it is too long or has underscores")
_PRECISE = Ambiguous("a number cannot keep this many digits", "write at most 15 digits", is_text=False)
_UNUSUAL = Ambiguous("YAML reads it as a number in an unusual form")

_AMBIGUOUS = (
    (r"(?i)y|n|yes|no|on|off", _WORD),
    (r"[-+]?0[0-9_]+", _OCTAL),
    (r"[-+]?0[xob][0-9A-Fa-f_]+", _OTHER_BASE),
    (r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9_]*[eE][-+]?[0-9]+", _SCIENTIFIC),
    (r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", _NO_NUMBER),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", _BASE_60),
    (r"[-+]?[0-9][0-9_]*", _LONG),
    (r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*", _UNUSUAL),
)


@lru_cache(maxsize=10_000)  # keys and many values are written again and again
def resolve(text: str) -> str | int | float | bool | Ambiguous | None:
    """The value of an unquoted scalar. Dates and times stay text."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text) if sum(map(str.isdigit, text)) <= _DIGITS else _PRECISE
    matching = (ambiguous for pattern, ambiguous in _AMBIGUOUS if text != "." and re.fullmatch(pattern, text))
    return next(matching, text)
