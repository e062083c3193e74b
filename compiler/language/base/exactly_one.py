"""Keys of which an entry has exactly one."""

from collections.abc import Iterator

from ...diagnostics import Key, Problem
from .spec import Spec


def given(spec: Spec, keys: tuple[str, ...]) -> list[str]:
    """Those of the keys that the entry has, in the order of ``keys``."""
    fields = {field.alias or name: name for name, field in type(spec).model_fields.items()}
    return [key for key in keys if getattr(spec, fields[key]) is not None]


def exactly_one(spec: Spec, keys: tuple[str, ...], what: str) -> Iterator[Problem]:
    """A problem where the entry, which ``what`` calls by its name, has none of the keys or several."""
    present, listed = given(spec, keys), f"{', '.join(keys[:-1])} or {keys[-1]}"
    if not present:
        yield Problem((), "missing-key", f"{what} has none of {', '.join(keys)}", f"add {listed}")
    for key in present[1:]:
        message = f"{what} has {present[0]} and {key}, but only one of {', '.join(keys)} is allowed"
        yield Problem((Key(key),), "invalid-value", message, "remove one, or write a separate entry for each")
