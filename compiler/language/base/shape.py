"""Data -> model: what pydantic finds wrong, in the author's words."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compiler.diagnostics import Change, Edit, Key, Path, Problem, suggest
from compiler.language.base.spec import Spec

S = TypeVar("S", bound=Spec)

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


def check(model: type[S], data: Any, more_keys: tuple[str, ...] = ()) -> tuple[S | None, list[Problem]]:
    """The entry as ``model``, and what is wrong with it; None where its shape is.

    ``more_keys`` are keys that are read elsewhere; they are only suggested. Values are read the way
    JSON is: strict, but a list for a tuple and text for a date.
    """
    try:
        spec = model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        details = error.errors(include_url=False)
        shape = [_problem(detail, model, data, more_keys) for detail in details]
        return None, [*_without_echoes(shape), *_behind(model, data, [_path(detail["loc"]) for detail in details])]
    return spec, list(spec.problems())


def _behind(model: type[S], data: Any, broken: list[Path]) -> list[Problem]:
    """What the entry's own checks find in the keys that are valid, if it is complete without the broken ones.

    First without the innermost keys that are broken, and if it is not complete then, without the outermost.
    """
    for paths in (broken, [path[:1] for path in broken]):
        try:
            valid = model.model_validate_json(json.dumps(_pruned(data, paths)))
        except ValidationError:
            continue
        around = {path[:length] for path in broken for length in range(len(path) + 1)}
        return [problem for problem in valid.problems() if not _touches(problem.path, around, set(broken))]
    return []


def _pruned(data: Any, broken: Iterable[Path]) -> Any:
    """The data without the innermost keys that lead to something broken."""
    if not isinstance(data, dict):
        return data
    inside: dict[str | int, list[Path]] = defaultdict(list)
    for path in broken:
        inside[path[0]].append(path[1:])
    return {
        key: _pruned(value, inside[key]) if key in inside else value
        for key, value in data.items()
        if key not in inside or (isinstance(value, dict) and all(inside[key]))
    }


def _touches(path: Path, around: set[Path], broken: set[Path]) -> bool:
    """Whether something broken is at the path, below it (it is ``around`` that) or above it."""
    return path in around or any(path[:length] in broken for length in range(len(path)))


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Without the keys that are missing because they are misspelled: one mistake is one problem."""
    meant = {
        (problem.path[:-1], problem.choice.nearest)
        for problem in problems
        if problem.code == "unknown-key" and problem.choice
    }
    return [p for p in problems if p.code != "missing-key" or (p.path, p.subject) not in meant]


def _problem(details: ErrorDetails, model: type[Spec], data: Any, more_keys: tuple[str, ...]) -> Problem:
    kind, path = details["type"], _path(details["loc"])
    reported = details.get("ctx", {}).get("problem")
    if isinstance(reported, Problem):
        return reported.below(path)
    if kind == "extra_forbidden":
        keys = _keys(model, path[:-1]) + (more_keys if len(path) == 1 else ())
        return _unknown_key(path, keys, _at(data, path[:-1]))
    return _MEANINGS.get(kind, _wrong_type)(path, details)


def _missing(path: Path, _: ErrorDetails) -> Problem:
    key = str(path[-1])
    message = f"{key!r} is missing{_inside(path[:-1])}"
    return Problem(path[:-1], "missing-key", message, f"add {key}: …", subject=key)


def _empty(path: Path, _: ErrorDetails) -> Problem:
    return Problem(path, "invalid-value", f"{_last(path)} is empty", "add at least one entry")


def _no_date(path: Path, details: ErrorDetails) -> Problem:
    return Problem(path, "invalid-time", f"{details['input']!r} is not a date", "write a date such as 2027-01-31")


def _no_text(path: Path, details: ErrorDetails) -> Problem:
    if not isinstance(details["input"], int | float):
        return _wrong_type(path, details)
    noun = "true or false" if isinstance(details["input"], bool) else "a number"
    message = f"{_last(path)} must be text; without quotes, this is {noun}"
    return Problem(path, "needs-quotes", message, "put it in quotes", fix=Edit(Change.QUOTE))


def _wrong_type(path: Path, details: ErrorDetails) -> Problem:
    kind, value = details["type"], details["input"]
    message = f"{_last(path)} must be {_NOUNS.get(kind, details['msg'])}, not {_describe(value)}"
    return Problem(path, "wrong-type", message, fix=_conversion(kind, value))


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
    "too_short": _empty,
    "string_type": _no_text,
    "date_type": _no_date,
    "date_parsing": _no_date,
    "date_from_datetime_parsing": _no_date,
    "date_from_datetime_inexact": _no_date,
}


def _path(location: tuple[int | str, ...]) -> Path:
    """Pydantic's location; its ``[key]`` at the end means the key before it."""
    if location and location[-1] == "[key]":
        return (*location[:-2], Key(location[-2]))
    return location


def _unknown_key(path: Path, allowed: tuple[str, ...], mapping: Any) -> Problem:
    """A key that the mapping has already is not the one that was meant."""
    key, left = str(path[-1]), [name for name in allowed if name not in mapping]
    choice = replace(suggest(key, left), allowed=allowed)
    message = f"unknown key {key!r}{_inside(path[:-1])}"
    return Problem((*path[:-1], Key(key)), "unknown-key", message, choice=choice)


def _inside(path: Path) -> str:
    names = [str(step) for step in path if isinstance(step, str)]
    return f" in {names[-1]}" if names else ""


def _last(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "an entry")


def _describe(value: Any) -> str:
    if value is None:
        return "empty"
    words = {bool: "true/false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    return words.get(type(value), "this")


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _keys(annotation: Any, path: Path) -> tuple[str, ...]:
    """The keys that the model at ``path`` below ``annotation`` has."""
    for step in path:
        annotation = _below(annotation, step)
    model = _model(annotation)
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


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
