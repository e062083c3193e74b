"""``validate``: all checks, nothing written. Needs no Node, and loads nothing that only other commands need."""

from datetime import UTC, datetime

from ..pipeline import compile_specs
from ..terminal import count_of
from .exit_codes import CLEAN
from .options.compiling import Validate
from .printing import report


def validate_specs(options: Validate) -> int:
    compiled = compile_specs(options.specs, options.as_of or datetime.now(UTC).date())
    code = report(compiled.warnings, options.format)
    if code == CLEAN and options.format == "text":
        print(f"{options.specs.as_posix()}: no problems; {count_of(len(compiled.plan.stacks), 'stack')}")
    return code
