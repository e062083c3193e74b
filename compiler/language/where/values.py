"""Values in conditions: which ones a field accepts, and what GuardDuty is given for them.

What is wrong with a value is a problem at the value (its path is empty), or None.
"""

import ipaddress
import json
import re
from datetime import UTC, datetime
from typing import Any

from ...catalog import quotas
from ...catalog.filter_fields import FilterField
from ...catalog.id_forms import form_of
from ...catalog.severity import LEVELS
from ...diagnostics import Change, Choice, Edit, Problem, suggest
from ..base.spec import in_form
from ..base.types import ACCOUNT_ID_PATTERN
from .types import finding_type_problem

_ACCOUNT_ID = re.compile(ACCOUNT_ID_PATTERN)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TIME_RULE = "write it in UTC, to the second, such as 2026-01-31T00:00:00Z"
_LARGEST = 2**53  # what every JSON reader keeps exactly
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


def value_problem(field: FilterField, value: Any) -> Problem | None:
    """What is wrong with a value of ``equals`` or ``not_equals``."""
    if field.name == "severity":
        return _severity_problem(value)
    checks = {"number": _number_problem, "boolean": _boolean_problem, "ip": _ip_problem}
    check = checks.get(field.type)
    if check:
        return check(value)
    unusable = _text_problem(value)
    if unusable and unusable.code != "needs-quotes":
        return unusable
    return _form_problem(field, value if isinstance(value, str) else json.dumps(value)) or unusable


def pattern_problem(_: FilterField, value: Any) -> Problem | None:
    """What is wrong with a value of ``matches`` or ``not_matches``."""
    unusable = _text_problem(value)
    if unusable:
        return unusable
    if not 1 <= len(value) <= quotas.PATTERN_LENGTH:
        return _invalid_pattern(f"this pattern has {len(value)} characters", f"use at most {quotas.PATTERN_LENGTH}")
    if len(re.findall(r"[*?]", value)) > quotas.WILDCARDS_PER_PATTERN:
        rule = f"use at most {quotas.WILDCARDS_PER_PATTERN} wildcards (* and ?)"
        return _invalid_pattern(f"{value!r} has too many wildcards", rule)
    if not re.search(r"[*?]", value):
        return _invalid_pattern(f"{value!r} has no wildcard", "use equals for an exact value")
    return None


def order_problem(field: FilterField, operator: str, value: Any) -> Problem | None:
    """What is wrong with the value of an order comparison, of ``at_least`` or ``at_most``."""
    if operator in ("at_least", "at_most"):
        return None if value in LEVELS else _level_problem(operator, value)
    if field.type == "timestamp":
        return _time_problem(value)
    if isinstance(value, bool) or not isinstance(value, int):
        help_ = "GuardDuty compares whole numbers only"
        return Problem((), "wrong-type", f"{value!r} is not a whole number", help_, fix=_unquoted_number(value))
    if not 1 <= value <= _LARGEST:
        # The provider keeps no 0 (guardduty/filter.go, flattening keeps what is over 0) and accepts no negative.
        help_ = "use 1 or more; write >= 1 instead of > 0"
        return Problem((), "invalid-value", f"Terraform cannot keep the value {value} in a filter", help_)
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


def _severity_problem(value: Any) -> Problem | None:
    if isinstance(value, str) and value in LEVELS:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10:
        message = f"{value!r} is not a severity"
        return _not_among(message, value, tuple(LEVELS), "or a whole number from 1 to 10")
    return None


def _level_problem(operator: str, value: Any) -> Problem:
    """A number means the level that it is in, if that begins (or ends) there."""
    message, end = f"{value!r} is not a severity level", 0 if operator == "at_least" else -1
    level = next((name for name, numbers in LEVELS.items() if str(numbers[end]) == str(value)), None)
    if level:
        return Problem((), "invalid-value", message, choice=Choice(tuple(LEVELS), level))
    comparison = "greater_than_or_equal" if operator == "at_least" else "less_than_or_equal"
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return _not_among(message, value, tuple(LEVELS), f"or use {comparison}: {value}" if is_number else None)


def _text_problem(value: Any) -> Problem | None:
    if isinstance(value, str):
        return None if value else Problem((), "invalid-value", "an empty text matches nothing", "remove it")
    noun = "true or false" if isinstance(value, bool) else "a number"
    message = f"this field is text; without quotes, this is {noun}"
    return Problem((), "needs-quotes", message, "put it in quotes", fix=Edit(Change.QUOTE))


def _number_problem(value: Any) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        help_ = "write a number without quotes"
        return Problem((), "wrong-type", f"{value!r} is not a number", help_, fix=_unquoted_number(value))
    return None


def _boolean_problem(value: Any) -> Problem | None:
    if isinstance(value, bool):
        return None
    fix = Edit(Change.PLAIN, value) if value in ("true", "false") else None
    message = f"this field is true or false; {value!r} is {'text' if isinstance(value, str) else 'a number'}"
    return Problem((), "wrong-type", message, "write true or false, without quotes", fix=fix)


def _ip_problem(value: Any) -> Problem | None:
    try:
        ipaddress.ip_address(str(value))
    except ValueError:
        help_ = "write one address, such as 198.51.100.7; ranges are not documented for filters"
        return Problem((), "invalid-value", f"{value!r} is not an IP address", help_)
    return None


def _time_problem(value: Any) -> Problem | None:
    if isinstance(value, str) and _TIME.fullmatch(value):
        try:
            milliseconds = _milliseconds(value)
        except ValueError:
            return Problem((), "invalid-time", f"{value!r} is not a valid date and time", _TIME_RULE)
        if milliseconds <= 0:
            # The provider refuses negative milliseconds, and drops 0 when it reads the filter back.
            message = "Terraform cannot keep a time before 1970-01-01T00:00:01Z"
            return Problem((), "invalid-time", message, _TIME_RULE)
        return None
    return Problem((), "invalid-time", f"{value!r} is not a time", _TIME_RULE)


def _form_problem(field: FilterField, value: str) -> Problem | None:
    """What is wrong with a text, as the only values or the only form that the field can have."""
    if field.name == "type":
        return finding_type_problem(value)
    if field.name == "accountId" and _is_no_account(value):
        help_ = "write 12 digits in quotes, or the name of an account"
        problem = Problem((), "invalid-account-id", f"{value!r} is not an AWS account id", help_)
        return in_form(problem, "account id", value, ACCOUNT_ID_PATTERN)
    if field.values and value not in field.values:
        return _not_among(f"{value!r} is not a value of {field.name}", value, field.values)
    form = form_of(field.name)
    if form and not form.fits(value):
        problem = Problem((), "never-matches", f"{value!r} is not {form.noun}, so no finding has it", form.rule)
        meant = (in_form(problem, copied, value, form.pattern) for copied in form.copied)
        return next((known for known in meant if known.fix), problem)
    return None


def _is_no_account(value: str) -> bool:
    """A number or an ARN; other text can be the name of an account."""
    return (value.isdigit() or ":" in value) and not _ACCOUNT_ID.fullmatch(value)


def _not_among(message: str, value: Any, allowed: tuple[str, ...], help_: str | None = None) -> Problem:
    return Problem((), "invalid-value", message, help_, suggest(str(value), allowed))


def _invalid_pattern(message: str, help_: str) -> Problem:
    return Problem((), "invalid-pattern", message, help_)


def _unquoted_number(value: Any) -> Edit | None:
    return Edit(Change.PLAIN, value) if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value) else None


def _milliseconds(time: str) -> int:
    return int(datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()) * 1000
