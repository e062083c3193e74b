"""``validate``: all checks, nothing written. Needs no Node, and loads nothing that only other commands need."""

from datetime import UTC, datetime

from compiler.commands.exit_codes import CLEAN
from compiler.commands.options import Validate
from compiler.commands.printing import report
from compiler.pipeline import compile_specs
from compiler.terminal import count_of


def validate_specs(options: Validate) -> int:
    compiled = compile_specs(options.specs, options.as_of or datetime.now(UTC).date())
    code = report(compiled.warnings, options.format)
    if code == CLEAN and options.format == "text":
        print(f"{options.specs.as_posix()}: no problems; {count_of(len(compiled.plan.stacks), 'stack')}")
    return code
