"""The commands as values: which arguments each has, and the function that it runs."""

import argparse
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from .arguments import argument, file, folder, one_flag_of, options, path_or_stdin

ProblemFormat = Literal["text", "json", "github", "sarif"]
TextOrJson = Literal["text", "json"]
TextJsonOrMatrix = Literal["text", "json", "matrix"]
InventoryFormat = Literal["text", "csv", "json", "cyclonedx"]
TextOrMarkdown = Literal["text", "markdown"]
FailOn = Literal["blind", "replace", "review", "never"]
ReviewFormat = Literal["text", "markdown", "json", "github", "gitlab", "sarif"]
Suggested = Literal["filter", "suppression"]
Shell = Literal["bash", "zsh", "fish"]
Membership = Literal["organization", "invitation"]
PipelineChoice = Literal["github", "gitlab", "both"]
_SPECS = Path("specs")
_OUTPUT = "output format (default: text)"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2027-01-31") from None


def _list(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(","))


def _wave(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _stack_and_file(text: str) -> tuple[str, Path]:
    stack, _, path = text.partition("=")
    if not stack or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not a stack and a file, such as acme-us-east-1=plan.json")
    return stack, Path(path)


def _output_folder() -> Path:
    return Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")


def _out(what: str) -> Any:
    help_ = f"{what} (default: $CDKTF_OUTDIR or cdktf.out)"
    return argument("--out", type=folder, default_factory=_output_folder, metavar="DIR", help=help_)


@options
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


@options
class SpecsCommand(Command):
    """A command that reads the specs."""

    specs: Path = argument(
        "--specs", type=folder, default=_SPECS, metavar="DIR", help="folder of the specs (default: specs)"
    )

    @property
    def goes_without_specs(self) -> bool:
        """Whether it has a result where there is no such folder."""
        return False


@options
class ProblemsCommand(SpecsCommand):
    """A command of which the problems matter most, so that it prints them in every format."""

    format: ProblemFormat = argument(
        "--format", choices=get_args(ProblemFormat), default="text", help="output format of problems (default: text)"
    )


@options
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


@options
class Validate(ProblemsCommand):
    as_of: date | None = argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="check expiry dates against this day (default: today)"
    )

    def run(self) -> int:
        from .validate import validate_specs

        return validate_specs(self)


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
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .explain import explain

        return explain(self)


@options
class Test(ProblemsCommand):
    junit: Path | None = argument(
        "--junit", type=file, default=None, metavar="FILE", help="also write the results to FILE as JUnit XML"
    )

    def run(self) -> int:
        from .test import test_specs

        return test_specs(self)


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
    format: ReviewFormat = argument("--format", choices=get_args(ReviewFormat), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .diff import diff

        return diff(self)


@options
class Filters(SpecsCommand):
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .filters import list_filters

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
    format: InventoryFormat = argument("--format", choices=get_args(InventoryFormat), default="text", help=_OUTPUT)

    @property
    def format_of_problems(self) -> str:
        """As text, which goes to stderr, where a program reads something else from stdout."""
        return self.format if self.format in ("text", "json") else "text"

    def run(self) -> int:
        from .inventory import list_assets

        return list_assets(self)


@options
class Stacks(SpecsCommand):
    out: Path = _out("folder of the stacks")
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
        from .stacks import list_stacks

        return list_stacks(self)


@options
class UpgradeNotes(SpecsCommand):
    needs_node: ClassVar[bool] = True
    old: str = argument(metavar="OLD", help="the version that wrote the stacks, such as 0.1.0")
    out: Path = _out("folder of the stacks")
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    def run(self) -> int:
        from .upgrade_notes import upgrade_notes

        return upgrade_notes(self)


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
        "--as-of", type=_day, default=None, metavar="DATE", help="date of the report (default: the date of the commit)"
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
        from .evidence import evidence

        return evidence(self)


@options
class Codeowners(SpecsCommand):
    def run(self) -> int:
        from .codeowners import print_codeowners

        return print_codeowners(self)


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
        from .problems import explain_codes

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
        from .changes import explain_rules

        return explain_rules(self)


@options
class Packs(SpecsCommand):
    name: str | None = argument(nargs="?", default=None, metavar="NAME", help="a pack (default: list all packs)")
    format: TextOrJson = argument("--format", choices=get_args(TextOrJson), default="text", help=_OUTPUT)

    @property
    def goes_without_specs(self) -> bool:
        return self.specs == _SPECS

    def run(self) -> int:
        from .packs import list_packs

        return list_packs(self)


@options
class Schema(Command):
    def run(self) -> int:
        from .schema import print_schema

        return print_schema()


@options
class Reference(Command):
    def run(self) -> int:
        from .reference import print_reference

        return print_reference()


@options
class Init(Command):
    folder: Path = argument(type=folder, metavar="DIR", help="folder of the repository; it may exist")
    organization: str = argument("--organization", required=True, metavar="NAME", help="name of the organization")
    administrator: str = argument(
        "--administrator", required=True, metavar="ID", help="id of the GuardDuty administrator account: 12 digits"
    )
    regions: tuple[str, ...] = argument(
        "--regions",
        required=True,
        type=_list,
        metavar="LIST",
        help="Regions in which GuardDuty runs, separated by commas",
    )
    membership: Membership = argument(
        "--membership",
        choices=get_args(Membership),
        default="organization",
        help="how accounts become members: through AWS Organizations (default) or by invitation",
    )
    team: str = argument(
        "--team", default="security", metavar="NAME", help="name of the first team (default: security)"
    )
    owner: str | None = argument(
        "--owner",
        default=None,
        metavar="OWNER",
        help="code owner of the repository, such as @acme/security (default: none, and no CODEOWNERS file)",
    )
    state_bucket: str | None = argument(
        "--state-bucket",
        default=None,
        metavar="BUCKET",
        help="S3 bucket of Terraform's state, in the first Region (default: a local file)",
    )
    pipeline: PipelineChoice = argument(
        "--pipeline",
        choices=get_args(PipelineChoice),
        default="both",
        help="the CI system to write a pipeline for (default: both)",
    )

    def run(self) -> int:
        from .init import initialize

        return initialize(self)


@options
class New(SpecsCommand):
    kind: Literal["organization", "team"] = argument(choices=("organization", "team"), help="what to write a spec for")
    name: str = argument(metavar="NAME", help="the name of the organization or team")
    administrator: str | None = argument(
        "--administrator", default=None, metavar="ID", help="id of an organization's GuardDuty administrator account"
    )
    regions: tuple[str, ...] | None = argument(
        "--regions", type=_list, default=None, metavar="LIST", help="an organization's Regions, separated by commas"
    )

    def run(self) -> int:
        from .new import new_spec

        return new_spec(self)


@options
class Completion(Command):
    shell: Shell = argument(choices=get_args(Shell), help="the shell to print a script for")

    def run(self) -> int:
        from .completion import print_completion

        return print_completion(self)
