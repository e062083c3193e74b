"""Arguments as fields: a frozen dataclass says which arguments a command has, and holds their values.

A default belongs to the field alone: ``argparse`` reports only what is on the command line.
"""

import argparse
from collections.abc import Iterator
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, dataclass_transform

C = TypeVar("C")


def folder(text: str) -> Path:
    """A type of arguments: a folder. Shells complete it as one."""
    return Path(text)


def file(text: str) -> Path:
    """A type of arguments: a file."""
    return Path(text)


def path_or_stdin(text: str) -> str:
    """A type of arguments: a file, a folder, or - for standard input."""
    return text


def argument(*flags: str, **how: Any) -> Any:
    """A field for an argument. Without ``flags``, it is positional, under the field's name.

    ``default`` and ``default_factory`` are the field's; the rest goes to ``add_argument``.
    """
    defaults = {key: how.pop(key) for key in ("default", "default_factory") if key in how}
    return field(**defaults, metadata={"flags": flags, "how": how})


def one_flag_of(**helps: str) -> Any:
    """A field for flags that exclude each other: the name of the one that is on the command line, or None."""
    return field(default=None, metadata={"helps": helps})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(argument, one_flag_of))
def options(command: type[C]) -> type[C]:
    """A frozen dataclass of the arguments of a command.

    Nothing compares or prints it, so it has no methods for that: every start makes the classes of all commands, and
    those methods are a third of the work.
    """
    return dataclass(frozen=True, kw_only=True, eq=False, repr=False)(command)


def add_arguments(parser: argparse.ArgumentParser, options: type[Any]) -> Iterator[argparse.Action]:
    """Adds the arguments of a dataclass to a parser, and gives each."""
    for item in fields(options):
        if "how" in item.metadata:
            yield _add(parser, item)
        elif "helps" in item.metadata:
            group = parser.add_mutually_exclusive_group()
            for name, help_ in item.metadata["helps"].items():
                yield group.add_argument(f"--{name}", dest=item.name, action="store_const", const=name, help=help_)


def _add(parser: argparse.ArgumentParser, item: Field[Any]) -> argparse.Action:
    flags, how = item.metadata["flags"], item.metadata["how"]
    return parser.add_argument(*flags, dest=item.name, **how) if flags else parser.add_argument(item.name, **how)
