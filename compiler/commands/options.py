"""The commands as values: which arguments each has, and the function that it runs."""

import argparse
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from ..diagnostics.formats import Format
from .arguments import argument, file, folder, one_flag_of, path_or_stdin

TextOrJson = Literal["text", "json"]
TextJsonOrMatrix = Literal["text", "json", "matrix"]
InventoryFormat = Literal["text", "csv", "json", "cyclonedx"]
TextOrMarkdown = Literal["text", "markdown"]
Shell = Literal["bash", "zsh", "fish"]
_OUTPUT = "output format (default: text)"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2027-01-31") from None


def _wave(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _output_folder() -> Path:
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


def _out(what: str) -> Any:
    help_ = f"{what} (default: $CDKTF_OUTDIR or cdktf.out)"
    return argument("--out", type=folder, default_factory=_output_folder, metavar="DIR", help=help_)


@dataclass(frozen=True, kw_only=True)
class Command(ABC):
    """``format`` is how the result is printed, and problems in the specs too."""

    format: str = "text"
    needs_node: ClassVar[bool] = False

    @property
    def format_of_problems(self) -> str:
        return self.format

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
    out: Path = _out("folder to write to")
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
class Inventory(SpecsCommand):
    compare: Path | None = argument(
        "--compare",
        type=file,
        default=None,
        metavar="FILE",
        help="only what differs from FILE: CSV or JSON of a discovery tool, with account, kind and name",
    )
    format: InventoryFormat = argument("--format", choices=get_args(InventoryFormat), default="text", help=_OUTPUT)

    @property
    def format_of_problems(self) -> str:
        """As text, which goes to stderr, where a program reads something else from stdout."""
        return self.format if self.format in ("text", "json") else "text"

    def run(self) -> int:
        from .inventory import list_assets

        return list_assets(self)


@dataclass(frozen=True, kw_only=True)
class Stacks(SpecsCommand):
    out: Path = _out("folder of the stacks")
    destroy: bool = argument(
        "--destroy", action="store_true", default=False, help="in the order of destroying: the other way round"
    )
    changed: str | None = argument(
        "--changed",
        default=None,
        metavar="BASE",
        help="only stacks whose committed cdk.tf.json differs from that of BASE, a git revision; "
        "and those of BASE that are gone",
    )
    wave: int | None = argument("--wave", type=_wave, default=None, metavar="N", help="only stacks of this wave")
    format: TextJsonOrMatrix = argument(
        "--format",
        choices=get_args(TextJsonOrMatrix),
        default="text",
        help="output format; matrix is a line of JSON for a job of GitHub Actions (default: text)",
    )

    @property
    def format_of_problems(self) -> str:
        """As text, which goes to stderr, where a pipeline reads a matrix from stdout."""
        return "text" if self.format == "matrix" else self.format

    def run(self) -> int:
        from .stacks import list_stacks

        return list_stacks(self)


@dataclass(frozen=True, kw_only=True)
class UpgradeNotes(SpecsCommand):
    needs_node: ClassVar[bool] = True
    old: str = argument(metavar="OLD", help="the version that wrote the stacks, as 0.1.0")
    out: Path = _out("folder of the stacks")
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .upgrade_notes import upgrade_notes

        return upgrade_notes(self)


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
class Packs(Command):
    name: str | None = argument(nargs="?", default=None, metavar="NAME", help="a pack; without one, all are listed")

    def run(self) -> int:
        from .packs import list_packs

        return list_packs(self)


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
