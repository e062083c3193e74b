"""Patterns with ``*`` -> EventBridge's operators on text: ``prefix``, ``suffix`` and ``wildcard``.

Few rules on a bus can have wildcards (``catalog/quotas.py``), so ``a*`` becomes a prefix and ``*a`` a suffix.

Sources: EventBridge user guide, eb-create-pattern-operators; JsonRuleCompiler of aws/event-ruler for lists below
``anything-but``, and for the empty prefix and suffix that it refuses there.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

_WILDCARD = "wildcard"


def like(pattern: str) -> str | dict[str, str]:
    """The alternative that a text matches if the pattern does. The pattern has no ``?``; without ``*`` it is a text."""
    if "*" not in pattern:
        return pattern
    pattern = _single_stars(pattern)
    operator = _operator(pattern)
    return {operator: _operand(pattern, operator)}


def unlike(patterns: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The alternative that a text matches if none of the patterns does. ``anything-but`` has one operator for all."""
    patterns = [_single_stars(pattern) for pattern in patterns]
    operators = {_operator(pattern) for pattern in patterns}
    operator = operators.pop() if len(operators) == 1 else _WILDCARD
    return {"anything-but": {operator: [_operand(pattern, operator) for pattern in patterns]}}


def has_wildcards(event_pattern: str) -> bool:
    """Whether an event pattern, as JSON text, has the operator ``wildcard``."""
    return _has_wildcards(json.loads(event_pattern))


def _has_wildcards(part: Any) -> bool:
    if isinstance(part, dict):
        return _WILDCARD in part or any(map(_has_wildcards, part.values()))
    return isinstance(part, list) and any(map(_has_wildcards, part))


def _single_stars(pattern: str) -> str:
    """``*`` is any text, and EventBridge refuses two in a row."""
    return re.sub(r"\*+", "*", pattern)


def _operator(pattern: str) -> str:
    if pattern.count("*") == 1 and len(pattern) > 1:
        if pattern.endswith("*"):
            return "prefix"
        if pattern.startswith("*"):
            return "suffix"
    return _WILDCARD


def _operand(pattern: str, operator: str) -> str:
    """In a wildcard, a backslash escapes; a prefix or suffix is plain text."""
    return pattern.replace("\\", "\\\\") if operator == _WILDCARD else pattern.strip("*")
