"""What may be shown of an authored text: no secret, nothing that moves a cursor, no page of it."""

from typing import Any

from ..secrets import redact

LONGEST = 500


def shown(text: str) -> str:
    """``text`` for a terminal or a log, on one line."""
    safe = whole(text)
    return safe if len(safe) <= LONGEST else f"{safe[:LONGEST]}…"


def whole(text: str) -> str:
    """The same, however long it is: for texts of which nothing may be left out."""
    return printable(redact(text))


def redacted(data: Any) -> Any:
    """JSON data without secrets, in its keys either; JSON itself escapes what moves a cursor."""
    if isinstance(data, str):
        return redact(data)
    if isinstance(data, dict):
        return {redact(key): redacted(value) for key, value in data.items()}
    return [redacted(value) for value in data] if isinstance(data, list | tuple) else data


def is_showable(text: str) -> bool:
    """Whether ``text`` can be shown as it is, so that nothing is lost where it is to be copied."""
    return shown(text) == text


def printable(text: str) -> str:
    """Control characters as blanks, one for one, so that columns stay what they are.

    And no ``##[``, behind which GitHub's runner takes a command from anywhere in a line (its ActionCommand.cs).
    """
    return "".join(c if c.isprintable() else " " for c in text).replace("##[", "##(")
