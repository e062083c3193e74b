"""One error of pydantic -> a problem in the author's words."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ...diagnostics import Change, Choice, Edit, Key, Path, Problem, suggest
from .spec import Spec

_NOUNS = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
}


def problem_of(details: ErrorDetails, model: type[Spec], data: Any, more_keys: tuple[str, ...]) -> Problem:
    """The problem, at its path. ``more_keys`` are keys of the entry that are read elsewhere, only to be suggested."""
    kind, path = details["type"], path_of(details)
    if kind == "extra_forbidden":
        return _unknown_key(path, model, _at(data, path[:-1]), more_keys if len(path) == 1 else ())
    if details["input"] is None:
        return empty(path)
    reported = details.get("ctx", {}).get("problem")
    if isinstance(reported, Problem):
        return reported.below(path)
    if kind in ("model_type", "model_attributes_type"):
        return _no_mapping(path, model, details)
    return _MEANINGS.get(kind, _wrong_type)(path, details)


def path_of(details: ErrorDetails) -> Path:
    """Pydantic's location; its ``[key]`` at the end means the key before it."""
    location = details["loc"]
    if location and location[-1] == "[key]":
        return (*location[:-2], Key(location[-2]))
    return location


def empty(path: Path) -> Problem:
    """A key or an element of a list without a value. Leaving out the key can mean something, and so it is no value."""
    what = f"an entry of {_last(path)}" if path and isinstance(path[-1], int) else _last(path)
    rest = "entry" if path and isinstance(path[-1], int) else "key"
    return Problem(path, "invalid-value", f"{what} is empty", f"write a value, or remove the {rest}")


def _missing(path: Path, _: ErrorDetails) -> Problem:
    key = str(path[-1])
    message = f"{key!r} is missing{_inside(path[:-1])}"
    return Problem(path[:-1], "missing-key", message, f"add {key}: …", subject=key)


def _too_short(path: Path, _: ErrorDetails) -> Problem:
    return Problem(path, "invalid-value", f"{_last(path)} is empty", "add at least one entry")


def _no_date(path: Path, details: ErrorDetails) -> Problem:
    meant = _date(details["input"])
    help_ = f"write {meant}" if meant else "write a date such as 2027-01-31"
    return Problem(path, "invalid-time", f"{details['input']!r} is not a date", help_)


_DATES = (
    re.compile(r"(?P<year>[0-9]{4})[-/.]?(?P<month>[0-9]{2})[-/.]?(?P<day>[0-9]{2})(?:[T ].*)?"),
    re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2[0-9]|3[01])/(?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>1[3-9]|2[0-9]|3[01])/(?P<month>0?[1-9]|1[0-2])/(?P<year>[0-9]{4})"),
)
"""Ways to write a date that leave no doubt of which number is the month."""


def _date(value: Any) -> date | None:
    """The date that is written in another way."""
    matches = (pattern.fullmatch(str(value)) for pattern in _DATES)
    found = next((match for match in matches if match), None)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def _no_text(path: Path, details: ErrorDetails) -> Problem:
    if not isinstance(details["input"], int | float):
        return _wrong_type(path, details)
    noun = "true or false" if isinstance(details["input"], bool) else "a number"
    message = f"{_last(path)} must be text; without quotes, this is {noun}"
    return Problem(path, "needs-quotes", message, "put it in quotes", fix=Edit(Change.QUOTE))


def _no_mapping(path: Path, root: type[Spec], details: ErrorDetails) -> Problem:
    """A model may know what is meant by one value instead of a mapping."""
    model, value = _model(_annotation(root, path)), details["input"]
    problem = _wrong_type(path, details)
    meant = model.instead_of_mapping(value) if model and issubclass(model, Spec) else None
    if meant is None:
        return problem
    help_, edit = meant
    return replace(problem, help=help_, fix=edit)


def _wrong_type(path: Path, details: ErrorDetails) -> Problem:
    kind, value = details["type"], details["input"]
    message = f"{_last(path)} must be {_NOUNS.get(kind, details['msg'])}, not {_describe(value)}"
    help_ = _converted(kind, value)
    return Problem(path, "wrong-type", message, help_, fix=_conversion(kind, value))


_SCALARS = ("string_type", "int_type", "bool_type")


def _converted(kind: str, value: Any) -> str | None:
    """In words, how the value is written as the type that is meant."""
    if isinstance(value, list) and kind in _SCALARS:
        return "write one value, without [ ]"
    if kind != "dict_type":
        return None
    texts = [text.partition("=") for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
    if texts and all(sign for _, sign, _ in texts):
        return f"write {{{', '.join(f'{key.strip()}: {text.strip()}' for key, _, text in texts)}}}"
    return "write {KEY: VALUE}"


def _conversion(kind: str, value: Any) -> Edit | None:
    """The value as the type that is meant, where there is only one way to write it."""
    if kind in ("tuple_type", "list_type") and isinstance(value, str | int | float):
        return Edit(Change.LIST)
    if kind == "bool_type" and isinstance(value, str) and value.lower() in _BOOLEANS:
        return Edit(Change.PLAIN, _BOOLEANS[value.lower()])
    if kind == "int_type" and isinstance(value, str) and value.isdecimal():
        return Edit(Change.PLAIN, value)
    return None


_MEANINGS: dict[str, Callable[[Path, ErrorDetails], Problem]] = {
    "missing": _missing,
    "too_short": _too_short,
    "string_type": _no_text,
    "date_type": _no_date,
    "date_parsing": _no_date,
    "date_from_datetime_parsing": _no_date,
    "date_from_datetime_inexact": _no_date,
}


def _unknown_key(path: Path, root: type[Spec], mapping: Any, more_keys: tuple[str, ...]) -> Problem:
    """A key that the mapping has already is not the one that was meant."""
    key, model = str(path[-1]), _model(_annotation(root, path[:-1]))
    allowed = (*(_keys(model) if model else ()), *more_keys)
    left = [name for name in allowed if name not in mapping]
    synonym = model.synonyms.get(key) if model and issubclass(model, Spec) else None
    message, where = f"unknown key {key!r}{_inside(path[:-1])}", (*path[:-1], Key(key))
    if synonym in more_keys:  # the entries below it have other keys there, so another name alone is no fix
        return Problem(where, "unknown-key", message, f"declare it under {synonym}")
    document = model.elsewhere.get(key) if model and issubclass(model, Spec) else None
    if document:
        return Problem(where, "unknown-key", message, f"{key} belongs in {document}")
    choice = Choice(allowed, synonym) if synonym in left else replace(suggest(key, left), allowed=allowed)
    help_ = None if choice.nearest else _elsewhere(key, path, root, model)
    if not choice.text(help_):
        help_ = "`watchspec reference` lists the keys"
    return Problem(where, "unknown-key", message, help_, choice)


def _elsewhere(key: str, path: Path, root: type[Spec], model: type[BaseModel] | None) -> str | None:
    """Where an unknown key belongs: one step further in, or further out."""
    fields = model.model_fields.items() if model else ()
    inner = [field.alias or name for name, field in fields if key in _keys_below(field.annotation)]
    if inner:
        return f"{key} is a key of {' and of '.join(inner)}: write it there"
    outer = _model(_annotation(root, path[:-2])) if len(path) > 1 else None
    if outer and key in _keys(outer):
        return f"{key} is a key beside {path[-2]}: move it out"
    return None


def _keys_below(annotation: Any) -> tuple[str, ...]:
    """The keys of a value that is one mapping."""
    model = None if get_origin(annotation) in (tuple, list, dict) else _model(annotation)
    return _keys(model) if model else ()


def _inside(path: Path) -> str:
    names = [str(step) for step in path if isinstance(step, str)]
    return f" in {names[-1]}" if names else ""


def _last(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "an entry")


def _describe(value: Any) -> str:
    words = {bool: "true/false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    return words.get(type(value), "this")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _annotation(annotation: Any, path: Path) -> Any:
    """The type at ``path`` below an annotation."""
    for step in path:
        annotation = _below(annotation, step)
    return annotation


def _below(annotation: Any, step: str | int) -> Any:
    """The type one step down: of a field of a model, or of a value of a mapping or list."""
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    model = _model(annotation)
    if model is None or isinstance(step, int):
        return annotation
    by_key = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
    return by_key.get(step)


def _model(annotation: Any) -> type[BaseModel] | None:
    """The one model in an annotation, however it is wrapped (optional, list, values of a mapping)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model(part))), None)
