"""Commands that compile the specs or check them."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from ..arguments import argument, file, options
from .base import ProblemsCommand
from .values import day, out_argument


@options
class Synth(ProblemsCommand):
    needs_node: ClassVar[bool] = True
    out: Path = out_argument("folder to write to")
    check: bool = argument(
        "--check",
        action="store_true",
        default=False,
        help="write nothing; exit with 1 and print a diff if out of date",
    )

    def run(self) -> int:
        from ..synth import synth

        return synth(self)


@options
class Validate(ProblemsCommand):
    as_of: date | None = argument(
        "--as-of", type=day, default=None, metavar="DATE", help="check expiry dates against this day (default: today)"
    )

    def run(self) -> int:
        from ..validate import validate_specs

        return validate_specs(self)


@options
class Test(ProblemsCommand):
    junit: Path | None = argument(
        "--junit", type=file, default=None, metavar="FILE", help="also write the results to FILE as JUnit XML"
    )

    def run(self) -> int:
        from ..test import test_specs

        return test_specs(self)
