"""Commands for reviews and pipelines."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal, get_args

from ..arguments import argument, file, options, path_or_stdin
from .base import SpecsCommand
from .values import OUTPUT, TextOrJson, out_argument

TextJsonOrMatrix = Literal["text", "json", "matrix"]
FailOn = Literal["blind", "replace", "review", "never"]
ReviewFormat = Literal["text", "markdown", "json", "github", "gitlab", "sarif"]


def _wave(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _stack_and_file(text: str) -> tuple[str, Path]:
    stack, _, path = text.partition("=")
    if not stack or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not a stack and a file, such as acme-us-east-1=plan.json")
    return stack, Path(path)


@options
class Diff(SpecsCommand):
    base: str = argument(metavar="BASE", help="the specs before the change: a git revision or a folder")
    head: str | None = argument(
        nargs="?",
        default=None,
        metavar="HEAD",
        help="the specs after it: a git revision or a folder (default: the folder of --specs)",
    )
    findings: Sequence[str] = argument(
        "--findings",
        action="append",
        type=path_or_stdin,
        default=(),
        metavar="EXPORT",
        help="also count what the change does to these findings: a file or a folder of exports; can be repeated",
    )
    fail_on: FailOn = argument(
        "--fail-on",
        choices=get_args(FailOn),
        default="blind",
        help="exit with 1 if a change of this level or worse is not accepted (default: blind)",
    )
    accepted: Path | None = argument(
        "--accepted",
        type=file,
        default=None,
        metavar="FILE",
        help="the accepted changes (default: watchspec-accepted.yaml beside the specs of HEAD, if there is one)",
    )
    format: ReviewFormat = argument("--format", choices=get_args(ReviewFormat), default="text", help=OUTPUT)

    def run(self) -> int:
        from ..diff import diff

        return diff(self)


@options
class Stacks(SpecsCommand):
    out: Path = out_argument("folder of the stacks")
    destroy: bool = argument(
        "--destroy",
        action="store_true",
        default=False,
        help="list them in the order of destroying, which is the reverse",
    )
    changed: str | None = argument(
        "--changed",
        default=None,
        metavar="BASE",
        help="only stacks whose committed cdk.tf.json differs from that of BASE, a git revision; "
        "and stacks that only BASE has",
    )
    wave: int | None = argument("--wave", type=_wave, default=None, metavar="N", help="only stacks of this wave")
    format: TextJsonOrMatrix = argument(
        "--format",
        choices=get_args(TextJsonOrMatrix),
        default="text",
        help="output format; matrix is one line of JSON for a job matrix of GitHub Actions (default: text)",
    )

    @property
    def format_of_problems(self) -> str:
        """As text, which goes to stderr, where a pipeline reads a matrix from stdout."""
        return "text" if self.format == "matrix" else self.format

    def run(self) -> int:
        from ..stacks import list_stacks

        return list_stacks(self)


@options
class UpgradeNotes(SpecsCommand):
    needs_node: ClassVar[bool] = True
    old: str = argument(metavar="OLD", help="the version that wrote the stacks, such as 0.1.0")
    out: Path = out_argument("folder of the stacks")
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=OUTPUT)

    def run(self) -> int:
        from ..upgrade_notes import upgrade_notes

        return upgrade_notes(self)


@options
class Codeowners(SpecsCommand):
    def run(self) -> int:
        from ..codeowners import print_codeowners

        return print_codeowners(self)
