"""Values in conditions: what may stand in a condition on a field, and what GuardDuty is given for it.

A fault is a code, a message and a help, or None.
"""

import ipaddress
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import translate
from typing import Any

from compiler.catalog import finding_types, quotas
from compiler.catalog.filter_fields import FilterField
from compiler.catalog.severity import LEVELS
from compiler.diagnostics import Problem, suggest
from compiler.language.base.types import ACCOUNT_ID_PATTERN
from compiler.model.criteria import Criterion

Fault = tuple[str, str, str | None] | None

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TIME_RULE = "UTC to the second, such as 2026-01-31T00:00:00Z"
_LARGEST = 2**53  # what every JSON reader keeps exactly


def value_fault(field: FilterField, value: Any) -> Fault:
    """What is wrong with a value of ``equals`` or ``not_equals``."""
    if field.name == "severity":
        return _severity_fault(value)
    if field.name == "type":
        return _finding_type_fault(value)
    checks = {"number": _number_fault, "boolean": _boolean_fault, "ip": _ip_fault}
    return checks.get(field.type, _text_fault)(value) or _enum_fault(field, value)


def pattern_fault(value: Any) -> Fault:
    """What is wrong with a value of ``matches`` or ``not_matches``."""
    if _text_fault(value):
        return _text_fault(value)
    if not 1 <= len(value) <= quotas.PATTERN_LENGTH:
        return "invalid-pattern", f"a pattern of {len(value)} characters", f"1 to {quotas.PATTERN_LENGTH} characters"
    if len(re.findall(r"[*?]", value)) > quotas.WILDCARDS_PER_PATTERN:
        return "invalid-pattern", f"{value!r} has too many wildcards", f"at most {quotas.WILDCARDS_PER_PATTERN} * and ?"
    if not re.search(r"[*?]", value):
        return "invalid-pattern", f"{value!r} has no wildcard", "use equals for an exact value"
    return None


def order_fault(field: FilterField, operator: str, value: Any) -> Fault:
    """What is wrong with the value of an order comparison or of ``at_least``."""
    if operator == "at_least":
        known = isinstance(value, str) and value in LEVELS
        return None if known else ("invalid-value", f"{value!r} is not a severity", suggest(str(value), LEVELS))
    if field.type == "timestamp":
        return _time_fault(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return "wrong-type", f"{value!r} is not a whole number", "GuardDuty compares with whole numbers only"
    if not 1 <= value <= _LARGEST:
        # The provider keeps no 0 (guardduty/filter.go, flattening keeps what is over 0) and takes no negative.
        return "invalid-value", f"Terraform cannot hold {value} here", "a whole number from 1 up; > 0 is >= 1"
    return None


def texts(field: FilterField, value: Any) -> tuple[str, ...]:
    """What GuardDuty compares with: a severity level is several numbers, everything else one text."""
    if field.name == "severity" and str(value).lower() in LEVELS:
        return tuple(str(number) for number in LEVELS[value])
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),)


def number(field: FilterField, value: Any) -> int:
    """An order comparison's value as a whole number; milliseconds since 1970 for a time."""
    if field.type == "timestamp":
        return _milliseconds(value)
    return int(value)


def unmatched_types(criterion: Criterion) -> Iterator[Problem]:
    """Patterns on the finding type that no live type fits."""
    for index, pattern in enumerate(criterion.matches):
        fits = re.compile(translate(pattern.replace("[", "[[]")))
        if not any(fits.match(name) for name in finding_types.live_types()):
            path = ("where", "type", "matches", index)
            yield Problem(path, "never-matches", f"no finding type fits {pattern!r}", "for example Exfiltration:S3/*")


def _severity_fault(value: Any) -> Fault:
    levels = ", ".join(LEVELS)
    if isinstance(value, str) and value in LEVELS:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10:
        return "invalid-value", f"{value!r} is not a severity", f"{levels}, or a whole number from 1 to 10"
    return None


def _finding_type_fault(value: Any) -> Fault:
    if _text_fault(value):
        return _text_fault(value)
    known = finding_types.all_types().get(value)
    if known is None:
        help_ = (
            suggest(value, finding_types.live_types()) or "see the list of finding types in the GuardDuty user guide"
        )
        return "unknown-finding-type", f"{value!r} is not a finding type", help_
    if not known.is_live:
        now = finding_types.successors(known)
        help_ = f"its kind today: {', '.join(now)}" if now else "remove it"
        return "retired-finding-type", f"GuardDuty has retired {value!r}: a filter on it never matches", help_
    return None


def _text_fault(value: Any) -> Fault:
    if isinstance(value, str):
        return None if value else ("invalid-value", "an empty text matches nothing", "remove it")
    return (
        "needs-quotes",
        f"{_written(value)} is not text to YAML, and this field is text",
        f'write "{_written(value)}"',
    )


def _number_fault(value: Any) -> Fault:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "wrong-type", f"{value!r} is not a number", "write it without quotes"
    return None


def _boolean_fault(value: Any) -> Fault:
    return None if isinstance(value, bool) else ("wrong-type", f"{value!r} is neither true nor false", "without quotes")


def _ip_fault(value: Any) -> Fault:
    try:
        ipaddress.ip_address(str(value))
    except ValueError:
        help_ = "one address, such as 198.51.100.7; GuardDuty filters know no ranges"
        return "invalid-value", f"{value!r} is not an IP address", help_
    return None


def _time_fault(value: Any) -> Fault:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            _milliseconds(value)
        except ValueError:
            return "invalid-time", f"{value!r} is not in the calendar", _TIME_RULE
        return None
    return "invalid-time", f"{value!r} is not a time", _TIME_RULE


def _enum_fault(field: FilterField, value: Any) -> Fault:
    if field.name == "accountId" and str(value).isdigit() and not re.fullmatch(ACCOUNT_ID_PATTERN, str(value)):
        return "invalid-account-id", f"{value!r} is not an AWS account id", "12 digits, in quotes, or an account's name"
    if field.values and value not in field.values:
        return "invalid-value", f"{value!r} never stands in {field.name}", suggest(str(value), field.values)
    return None


def _milliseconds(time: str) -> int:
    return int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()) * 1000


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
