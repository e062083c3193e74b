"""Characters that no text of a spec may contain, and text that no value may contain.

- Characters that a reviewer cannot see, or that change the direction of reading: the pull request would not show
  what Terraform gets (CVE-2021-42574). They are refused in comments too.
- Line ends that YAML knows and git does not: to a reviewer, what is behind one is a part of a comment.
- The markers by which CDKTF finds its own placeholders in any string it writes: it would read them as a reference
  to another resource. They cannot be escaped, and no honest text has them.

Sources: Unicode Character Database, General_Category Cc, Cf, Zl, Zp and Cs, noncharacters, and what else is in
Default_Ignorable_Code_Point or blank without being a space.
"""

import re
from collections.abc import Iterator

VISIBLE = "\ufffd"  # what takes the place of such a character

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_FORMATS = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_PLANES = range(0, 0x110000, 0x10000)
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(chr(p + 0xFFFE) + chr(p + 0xFFFF) for p in _PLANES)
_ALWAYS = _CONTROLS + _FORMATS + _BLANK_LETTERS + _NO_CHARACTERS
_VARIATIONS = "\ufe00-\ufe0f"  # of the emoji before them; in a comment they are harmless

_IN_TEXT = re.compile(rf"[{_ALWAYS}]|\r(?!\n)")
_IN_VALUE = re.compile(f"[{_ALWAYS}{_VARIATIONS}]")
_IN_NAME = re.compile(f"[{_ALWAYS}{_VARIATIONS}\t\r\n]")
_PLACEHOLDER = "{TfToken["
_LINE_ENDS = "\r\x85\u2028\u2029"

Fault = tuple[str, str, str]  # code, message, help


def hidden(text: str) -> Iterator[tuple[int, Fault]]:
    """The hidden characters of a whole file: where each is, and what is wrong with it."""
    return ((match.start(), _hidden(match.group())) for match in _IN_TEXT.finditer(text))


def visible(text: str) -> str:
    """The text of a file with a visible character in place of each hidden one."""
    return _IN_TEXT.sub(VISIBLE, text)


def visible_name(name: str) -> str:
    """The same for the name of a file, which may have no tab and no line end either."""
    return _IN_NAME.sub(VISIBLE, name)


def problems(value: str) -> Iterator[Fault]:
    """What is wrong with a scalar's text, escapes read."""
    return _problems(value, _IN_VALUE)


def name_problems(name: str) -> Iterator[Fault]:
    """What is wrong with the name of a file or folder."""
    return _problems(name, _IN_NAME)


def _problems(text: str, forbidden: re.Pattern[str]) -> Iterator[Fault]:
    match = forbidden.search(text)
    if match:
        yield _hidden(match.group())
    if _PLACEHOLDER in text:
        message = f"'{_PLACEHOLDER}' is reserved: CDKTF marks its own placeholders with it"
        yield "reserved-text", message, "remove it or change it"


def _hidden(character: str) -> Fault:
    what = "a line end to YAML, but not to git" if character in _LINE_ENDS else "a character that reviewers cannot see"
    message = f"contains U+{ord(character):04X}, {what}"
    return "hidden-character", message, "remove it"
