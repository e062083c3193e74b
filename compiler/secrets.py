"""Text that must never be printed: credentials that somebody pasted into a spec.

A compiler that prints the offending source line would copy a leaked key into CI logs, so everything
that is printed passes through :func:`redact`.
"""

import re
from collections.abc import Iterator

# Each pattern is anchored by what cannot be next to a credential of its kind. Sources: AWS IAM user
# guide (secret access keys: 40 base64 characters), RFC 7468 (PEM labels), GitHub and Slack token formats.
_PATTERNS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an AWS secret access key": re.compile(
        r"(?<![A-Za-z0-9/+=])(?=[^\n]{0,39}[a-z])(?=[^\n]{0,39}[A-Z])(?=[^\n]{0,39}[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
    ),
    "an AWS session token": re.compile(r"(?<![A-Za-z0-9/+])(?:IQoJ|FwoG)[A-Za-z0-9/+=]{96,}"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{36,})"),
    "a Slack token": re.compile(r"\bxox[abposr]-[A-Za-z0-9-]{10,}"),
}
_HEX = re.compile(r"[0-9a-fA-F]{40}")


def find(text: str) -> Iterator[tuple[str, int, int]]:
    """The secrets in ``text``: what each is, where it starts and where it ends (excluded)."""
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if _is_credential(match.group()):
                yield kind, match.start(), match.end()


def redact(text: str) -> str:
    """``text`` with every secret overwritten by asterisks, character for character."""
    secrets = [(start, end) for _, start, end in find(text)]
    if not secrets:
        return text
    redacted = list(text)
    for start, end in secrets:
        redacted[start:end] = "*" * (end - start)
    return "".join(redacted)


def _is_credential(text: str) -> bool:
    """A 40-digit hexadecimal number is a commit or a checksum, and words joined by slashes are a path."""
    return not _HEX.fullmatch(text)
