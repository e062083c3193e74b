"""Commands that report on findings and on what the specs declare."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from ..arguments import argument, file, folder, one_flag_of, options, path_or_stdin
from .base import SpecsCommand
from .reviewing import _stack_and_file
from .values import OUTPUT, TextOrJson, _output_folder, day

InventoryFormat = Literal["text", "csv", "json", "cyclonedx"]
Suggested = Literal["filter", "suppression"]


@options
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
        help="print the spec entry that would show each finding, or archive it",
    )
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=OUTPUT)

    def run(self) -> int:
        from ..explain import explain

        return explain(self)


@options
class Filters(SpecsCommand):
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=OUTPUT)

    def run(self) -> int:
        from ..filters import list_filters

        return list_filters(self)


@options
class Inventory(SpecsCommand):
    compare: Path | None = argument(
        "--compare",
        type=file,
        default=None,
        metavar="FILE",
        help="print only the differences from FILE: CSV or JSON of a discovery tool, with account, kind and name",
    )
    format: InventoryFormat = argument("--format", choices=get_args(InventoryFormat), default="text", help=OUTPUT)

    @property
    def format_of_problems(self) -> str:
        """As text, which goes to stderr, where a program reads something else from stdout."""
        return self.format if self.format in ("text", "json") else "text"

    def run(self) -> int:
        from ..inventory import list_assets

        return list_assets(self)


@options
class Evidence(SpecsCommand):
    out: Path | None = argument("--out", type=folder, default=None, metavar="DIR", help="folder to write the report to")
    verify: Path | None = argument(
        "--verify",
        type=folder,
        default=None,
        metavar="DIR",
        help="check the report in DIR by computing it again; write nothing",
    )
    as_of: date | None = argument(
        "--as-of", type=day, default=None, metavar="DATE", help="date of the report (default: the date of the commit)"
    )
    findings: Sequence[str] = argument(
        "--findings",
        type=path_or_stdin,
        action="append",
        default=(),
        metavar="EXPORT",
        help="a file or folder of findings, to add what was found and archived; can be repeated",
    )
    plan: Sequence[tuple[str, Path]] = argument(
        "--plan",
        type=_stack_and_file,
        action="append",
        default=(),
        metavar="STACK=FILE",
        help="a Terraform plan of a stack as JSON, to add whether AWS matches it; can be repeated",
    )
    stacks: Path = argument(
        "--stacks",
        type=folder,
        default_factory=_output_folder,
        metavar="DIR",
        help="folder that synth wrote to (default: $CDKTF_OUTDIR or cdktf.out)",
    )

    def run(self) -> int:
        from ..evidence import evidence

        return evidence(self)
