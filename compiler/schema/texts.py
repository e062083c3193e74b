"""The text of each key: its description and its example, from the docstring below its field.

Read from the source, and only for the schema and the reference: pydantic would do it at every start, which
costs as much as a whole validation.
"""

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..docstrings import examples
from ..language.base.spec import Spec
from ..load.compose import compose
from ..load.tree import plain
from ..source import Source

_MARK = re.compile(r"(?:^|\s)Example: ")


@dataclass(frozen=True)
class KeyText:
    """``example`` is a value in YAML as it was written, or empty."""

    description: str
    example: str

    @property
    def value(self) -> Any:
        """The example as plain data."""
        return parsed(self.example)


def key_texts(model: type[Spec]) -> dict[str, KeyText]:
    """The text of each key of a model. A docstring with an example alone leaves the description to the field."""
    written = dict(_docstrings(model))
    return {
        field.alias or name: _key_text(written.get(name, ""), field.description or "")
        for name, field in model.model_fields.items()
    }


def summary(model: type[Spec]) -> str:
    """The first line of the model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def module_text(model: type[Spec]) -> str:
    """The docstring of the module that the model is in."""
    return inspect.cleandoc(sys.modules[model.__module__].__doc__ or "")


def module_example(model: type[Spec]) -> str:
    """The YAML of the example in the docstring of the model's module."""
    (example,) = examples(sys.modules[model.__module__])
    return example


def parsed(text: str) -> Any:
    """One YAML value as plain data, read like a spec."""
    documents, problems, _ = compose(Source("example", "example", text))
    if not documents or problems:
        raise ValueError(f"not an example: {text}")
    return plain(documents[0])


def models_below(base: type[Spec]) -> Iterator[type[Spec]]:
    """Every model that is derived from ``base``."""
    for model in base.__subclasses__():
        yield model
        yield from models_below(model)


def _key_text(docstring: str, description: str) -> KeyText:
    text, *example = _MARK.split(" ".join(docstring.split()), maxsplit=1)
    return KeyText(text or description, "".join(example))


def _docstrings(model: type[Spec]) -> Iterator[tuple[str, str]]:
    """Field and docstring; those of the model itself after those that it inherits."""
    for base in reversed([base for base in model.__mro__ if issubclass(base, Spec)]):
        body = ast.parse(textwrap.dedent(inspect.getsource(base))).body[0].body  # type: ignore[attr-defined]
        for field, text in pairwise(body):
            match field, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(docstring))):
                    yield name, docstring
