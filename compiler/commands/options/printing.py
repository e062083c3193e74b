"""Commands that print what watchspec knows."""

from collections.abc import Sequence
from typing import Literal, get_args

from ..arguments import argument, options
from .base import Command, SpecsCommand
from .values import OUTPUT, SPECS, TextOrJson

TextOrMarkdown = Literal["text", "markdown"]
Shell = Literal["bash", "zsh", "fish"]


@options
class Problems(Command):
    codes: Sequence[str] = argument(
        nargs="*",
        default=(),
        metavar="CODE",
        help="a code from a message, such as unknown-key (default: list all codes)",
    )
    format: TextOrMarkdown = argument(
        "--format", choices=get_args(TextOrMarkdown), default="text", help="output format (default: text)"
    )

    def run(self) -> int:
        from ..problems import explain_codes

        return explain_codes(self)


@options
class Changes(Command):
    codes: Sequence[str] = argument(
        nargs="*",
        default=(),
        metavar="RULE",
        help="a rule from the output of diff, such as filter-removed (default: list all rules)",
    )
    format: TextOrMarkdown = argument(
        "--format", choices=get_args(TextOrMarkdown), default="text", help="output format (default: text)"
    )

    def run(self) -> int:
        from ..changes import explain_rules

        return explain_rules(self)


@options
class Packs(SpecsCommand):
    name: str | None = argument(nargs="?", default=None, metavar="NAME", help="a pack (default: list all packs)")
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=OUTPUT)

    @property
    def goes_without_specs(self) -> bool:
        return self.specs == SPECS

    def run(self) -> int:
        from ..packs import list_packs

        return list_packs(self)


@options
class Schema(Command):
    def run(self) -> int:
        from ..schema import print_schema

        return print_schema()


@options
class Reference(Command):
    def run(self) -> int:
        from ..reference import print_reference

        return print_reference()


@options
class Completion(Command):
    shell: Shell = argument(choices=get_args(Shell), help="the shell to print a script for")

    def run(self) -> int:
        from ..completion import print_completion

        return print_completion(self)
