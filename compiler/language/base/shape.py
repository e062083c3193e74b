"""Data -> model: what pydantic finds wrong, in the author's words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ...diagnostics import Key, Path, Problem
from .mistakes import empty, path_of, problem_of
from .spec import Spec

S = TypeVar("S", bound=Spec)
Context = Mapping[str, Any]


def check(
    model: type[S], data: Any, more_keys: tuple[str, ...] = (), context: Context | None = None
) -> tuple[S | None, list[Problem]]:
    """The entry as ``model``, and what is wrong with it; None where its shape is.

    ``more_keys`` are keys that are read elsewhere; they are only suggested. ``context`` is for validators.
    Values are read the way JSON is: strict, but a list for a tuple and text for a date. A key without a
    value is an error, even where the key may be left out: leaving it out often means something.
    """
    nulls = list(_nulls(data))
    try:
        spec = model.model_validate_json(json.dumps(data), context=context)
    except ValidationError as error:
        details = [d for d in error.errors(include_url=False) if d["type"] != "too_short" or not d["input"]]
        in_quotes = _in_quotes(model, data, details, context)
        wrong = (in_quotes.get(path_of(d)) or problem_of(d, model, data, more_keys) for d in details)
        shape = _without_echoes([*wrong, *_empty(nulls, [path_of(d) for d in details])])
        behind = _behind(model, data, [*map(path_of, details), *nulls], context)
        return None, [*shape, *_not_needing(_meant(shape), behind)]
    return spec, [*_empty(nulls, ()), *_beside(spec, nulls)]


def _nulls(data: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all keys and elements without a value."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in items:
        if value is None:
            yield (*path, step)
        else:
            yield from _nulls(value, (*path, step))


def _empty(nulls: Iterable[Path], broken: Iterable[Path]) -> Iterator[Problem]:
    """What is empty and not in something that is wrong already."""
    reported = set(broken)
    return (empty(path) for path in nulls if not any(path[:length] in reported for length in range(len(path) + 1)))


def _in_quotes(
    model: type[Spec], data: Any, details: Iterable[ErrorDetails], context: Context | None
) -> dict[Path, Problem]:
    """By path, what would be wrong with a number, true or false that should be text if it were in quotes."""
    unquoted = [path_of(d) for d in details if d["type"] == "string_type" and isinstance(d["input"], int | float)]
    if not unquoted:
        return {}
    quoted = _as_text(data, unquoted)
    try:
        model.model_validate_json(json.dumps(quoted), context=context)
    except ValidationError as error:
        wrong = {path_of(d): d for d in error.errors(include_url=False)}
        return {path: problem_of(wrong[path], model, quoted, ()) for path in unquoted if path in wrong}
    return {}


def _as_text(value: Any, paths: Iterable[Path]) -> Any:
    """The data with the scalars at these paths as text."""
    inside: dict[str | int, list[Path]] = defaultdict(list)
    for path in paths:
        if not path:
            return json.dumps(value)
        inside[path[0]].append(path[1:])
    if isinstance(value, dict):
        return {key: _as_text(item, inside.get(key, ())) for key, item in value.items()}
    return [_as_text(item, inside.get(index, ())) for index, item in enumerate(value)] if inside else value


def _behind(model: type[Spec], data: Any, broken: list[Path], context: Context | None) -> list[Problem]:
    """What the entry's own checks find in the keys that are valid, if it is complete without the broken ones.

    First without the innermost keys that are broken, and if it is not complete then, without the outermost.
    """
    for paths in (broken, [path[:1] for path in broken]):
        try:
            valid = model.model_validate_json(json.dumps(_pruned(data, paths)), context=context)
        except ValidationError:
            continue
        return _beside(valid, broken)
    return []


def _beside(spec: Spec, broken: Iterable[Path]) -> list[Problem]:
    """What an entry's own checks find, apart from what is at, in or around something that is wrong already."""
    reported = set(broken)
    around = {path[:length] for path in reported for length in range(len(path) + 1)}
    found = [problem for problem in spec.problems() if not _touches(problem.path, around, reported)]
    return _not_needing(reported, found)


def _not_needing(paths: set[Path], problems: list[Problem]) -> list[Problem]:
    """The problems that nothing at or above one of these paths would resolve."""
    return [
        p for p in problems if not any(need[:length] in paths for need in p.needs for length in range(len(need) + 1))
    ]


def _meant(problems: Iterable[Problem]) -> set[Path]:
    """The paths of the keys that were meant where a key is misspelled."""
    at_keys = (problem for problem in problems if problem.path and isinstance(problem.path[-1], Key))
    return {(*problem.path[:-1], problem.choice.nearest or "") for problem in at_keys if problem.choice}


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
    meant = _meant(problems)
    return [p for p in problems if p.code != "missing-key" or (*p.path, p.subject) not in meant]
