"""The commands as values: which arguments each has, and the function that it runs."""

import argparse
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal, get_args

from ..diagnostics.formats import Format
from .arguments import argument, file, folder, one_flag_of, path_or_stdin

TextOrJson = Literal["text", "json"]
TextOrMarkdown = Literal["text", "markdown"]
Suggested = Literal["filter", "suppression"]
Shell = Literal["bash", "zsh", "fish"]
_OUTPUT = "output format (default: text)"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2027-01-31") from None


def _output_folder() -> Path:
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


@dataclass(frozen=True, kw_only=True)
class Command(ABC):
    """``format`` is how problems in the specs are printed."""

    format: str = "text"
    needs_node: ClassVar[bool] = False

    @abstractmethod
    def run(self) -> int:
        """Runs the command and returns its exit code.

        Raises:
            SpecError: the specs have errors, and the command has printed nothing.
        """


@dataclass(frozen=True, kw_only=True)
class SpecsCommand(Command):
    """A command that reads the specs."""

    specs: Path = argument(
        "--specs", type=folder, default=Path("specs"), metavar="DIR", help="folder of the specs (default: specs)"
    )


@dataclass(frozen=True, kw_only=True)
class ProblemsCommand(SpecsCommand):
    """A command of which the problems matter most, so that it prints them in every format."""

    format: str = argument(
        "--format", choices=tuple(map(str, Format)), default="text", help="output format of problems (default: text)"
    )


@dataclass(frozen=True, kw_only=True)
class Synth(ProblemsCommand):
    needs_node: ClassVar[bool] = True
    out: Path = argument(
        "--out",
        type=folder,
        default_factory=_output_folder,
        metavar="DIR",
        help="folder to write to (default: $CDKTF_OUTDIR or cdktf.out)",
    )
    check: bool = argument(
        "--check",
        action="store_true",
        default=False,
        help="write nothing; exit with 1 and print a diff if out of date",
    )

    def run(self) -> int:
        from .synth import synth

        return synth(self)


@dataclass(frozen=True, kw_only=True)
class Validate(ProblemsCommand):
    as_of: date | None = argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="check expiry dates against this day (default: today)"
    )

    def run(self) -> int:
        from .validate import validate_specs

        return validate_specs(self)


@dataclass(frozen=True, kw_only=True)
class Explain(SpecsCommand):
    findings: Sequence[str] = argument(
        nargs="*",
        type=path_or_stdin,
        default=(),
        metavar="FINDING",
        help="a file, a folder of exports, or - for standard input",
    )
    mode: Literal["count", "each", "sql"] | None = one_flag_of(
        count="count the findings of each filter, suppression and route (default for a folder)",
        each="explain each finding (default for files)",
        sql="print an SQL statement that counts the same, and exit",
    )
    suggest: Suggested | None = argument(
        "--suggest",
        nargs="?",
        const="filter",
        choices=get_args(Suggested),
        default=None,
        help="print the entry of a spec that would show each finding, or archive it",
    )
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .explain import explain

        return explain(self)


@dataclass(frozen=True, kw_only=True)
class Test(ProblemsCommand):
    junit: Path | None = argument(
        "--junit", type=file, default=None, metavar="FILE", help="also write the results to FILE as JUnit XML"
    )

    def run(self) -> int:
        from .test import test_specs

        return test_specs(self)


@dataclass(frozen=True, kw_only=True)
class Filters(SpecsCommand):
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .filters import list_filters

        return list_filters(self)


@dataclass(frozen=True, kw_only=True)
class Codeowners(SpecsCommand):
    def run(self) -> int:
        from .codeowners import print_codeowners

        return print_codeowners(self)


@dataclass(frozen=True, kw_only=True)
class Problems(Command):
    codes: Sequence[str] = argument(
        nargs="*", default=(), metavar="CODE", help="a code, as in [unknown-key]; without any, all codes are listed"
    )
    format: TextOrMarkdown = argument(
        "--format", choices=get_args(TextOrMarkdown), default="text", help="output format (default: text)"
    )

    def run(self) -> int:
        from .problems import explain_codes

        return explain_codes(self)


@dataclass(frozen=True, kw_only=True)
class Schema(Command):
    def run(self) -> int:
        from .schema import print_schema

        return print_schema()


@dataclass(frozen=True, kw_only=True)
class Reference(Command):
    def run(self) -> int:
        from .reference import print_reference

        return print_reference()


@dataclass(frozen=True, kw_only=True)
class New(SpecsCommand):
    kind: Literal["team"] = argument(choices=("team",), help="what to write a spec for")
    name: str = argument(metavar="NAME", help="the name of the team")

    def run(self) -> int:
        from .new import new_team

        return new_team(self)


@dataclass(frozen=True, kw_only=True)
class Completion(Command):
    shell: Shell = argument(choices=get_args(Shell), help="the shell to print a script for")

    def run(self) -> int:
        from .completion import print_completion

        return print_completion(self)
