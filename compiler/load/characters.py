"""Text that no value and no file name of a spec may contain, whatever the field.

- Characters a reviewer cannot see or that change the direction of reading: the pull request would
  not show what Terraform gets (CVE-2021-42574).
- The markers by which CDKTF finds its own placeholders in any string it writes: it would read them as
  a reference to another resource. They cannot be escaped, and no honest text has them.
"""

import re
from collections.abc import Iterator

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_PLACEHOLDER = re.compile(r"\{TfToken\[")


def problems(text: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a text: code, message, help."""
    hidden = _HIDDEN.search(text)
    if hidden:
        point = f"U+{ord(hidden.group()):04X}"
        yield "hidden-character", f"contains {point}, a character that reviewers cannot see", "remove it"
    if _PLACEHOLDER.search(text):
        yield (
            "reserved-text",
            "'{TfToken[' is reserved: CDKTF marks its own placeholders with it",
            "remove it or change it",
        )
