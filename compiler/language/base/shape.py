"""Data -> model: what pydantic finds wrong, in the author's words."""

import json
from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compiler.diagnostics import Key, Path, Problem, suggest
from compiler.diagnostics.codes import CODES
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


def check(model: type[S], data: Any, more_keys: tuple[str, ...] = ()) -> tuple[S | None, list[Problem]]:
    """The entry as ``model``, and what is wrong with it; None where its shape is.

    ``more_keys`` are keys that somebody else reads; they are only mentioned in suggestions. Values
    are read the way JSON is: strict, but a list for a tuple and a text for a date.
    """
    try:
        spec = model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_problem(detail, model, more_keys) for detail in details]
        return None, [*_without_echoes(found), *_behind(model, data, [_path(detail["loc"]) for detail in details])]
    return spec, list(spec.problems())


def _behind(model: type[S], data: Any, broken: list[Path]) -> list[Problem]:
    """What the entry's own checks find in the keys that are whole, where it can do without the broken ones.

    First without the innermost keys that are broken, and where that cannot stand, without the outermost.
    """
    for paths in (broken, [path[:1] for path in broken]):
        try:
            whole = model.model_validate_json(json.dumps(_pruned(data, paths)))
        except ValidationError:
            continue
        return [found for found in whole.problems() if not any(_related(found.path, path) for path in broken)]
    return []


def _pruned(data: Any, broken: list[Path]) -> Any:
    """The data without the innermost keys that lead to something broken."""
    if not isinstance(data, dict):
        return data
    inside = {key: [path[1:] for path in broken if path[0] == key] for key in data}
    return {
        key: _pruned(value, inside[key])
        for key, value in data.items()
        if not inside[key] or (isinstance(value, dict) and all(inside[key]))
    }


def _related(one: Path, other: Path) -> bool:
    """Whether one path lies on the way to the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Without the keys that are missing because they are misspelled: the misspelling tells."""
    guesses = [(problem.path[:-1], problem.help or "") for problem in problems if problem.code == "unknown-key"]

    def is_echo(problem: Problem) -> bool:
        key = problem.message.split()[0]
        return any(path == problem.path and f"did you mean {key}?" in help_ for path, help_ in guesses)

    return [problem for problem in problems if problem.code != "missing-key" or not is_echo(problem)]


def _problem(details: ErrorDetails, model: type[Spec], more_keys: tuple[str, ...]) -> Problem:
    kind, path = details["type"], _path(details["loc"])
    if kind in CODES:
        return Problem(path, kind, details["ctx"]["message"], details["ctx"]["help"])
    if kind == "extra_forbidden":
        return _unknown_key(path, _keys(model, path[:-1]) + (more_keys if len(path) == 1 else ()))
    return _MEANINGS.get(kind, _wrong_type)(path, details)


def _missing(path: Path, _: ErrorDetails) -> Problem:
    return Problem(path[:-1], "missing-key", f"{path[-1]!r} is missing{_inside(path[:-1])}", f"add {path[-1]}: …")


def _empty(path: Path, _: ErrorDetails) -> Problem:
    return Problem(path, "invalid-value", f"{path[-1]} is empty", "it needs at least one entry")


def _no_date(path: Path, details: ErrorDetails) -> Problem:
    return Problem(path, "invalid-time", f"{details['input']!r} is not a date", "a date such as 2027-01-31")


def _no_text(path: Path, details: ErrorDetails) -> Problem:
    if isinstance(details["input"], int | float):
        return Problem(path, "needs-quotes", f"{_last(path)} is text, and unquoted this is a number or true/false")
    return _wrong_type(path, details)


def _wrong_type(path: Path, details: ErrorDetails) -> Problem:
    noun = _NOUNS.get(details["type"], details["msg"])
    return Problem(path, "wrong-type", f"{_last(path)} has to be {noun}, not {_describe(details['input'])}")


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


def _unknown_key(path: Path, allowed: tuple[str, ...]) -> Problem:
    where = _inside(path[:-1])
    return Problem(
        (*path[:-1], Key(path[-1])), "unknown-key", f"unknown key {path[-1]!r}{where}", suggest(str(path[-1]), allowed)
    )


def _inside(path: Path) -> str:
    names = [str(step) for step in path if isinstance(step, str)]
    return f" in {names[-1]}" if names else ""


def _last(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "an entry")


def _describe(value: Any) -> str:
    if value is None:
        return "nothing"
    words = {bool: "true/false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a mapping"}
    return words.get(type(value), "this")


def _keys(annotation: Any, path: Path) -> tuple[str, ...]:
    """The keys that the model at ``path`` below ``annotation`` has."""
    for step in path:
        annotation = _below(annotation, step)
    model = _model(annotation)
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def _below(annotation: Any, step: str | int) -> Any:
    """The type of what stands at one step: a field of a model, or a value of a mapping or list."""
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
    return next((found for part in get_args(annotation) if (found := _model(part))), None)
