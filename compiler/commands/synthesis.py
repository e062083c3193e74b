"""``synth`` and ``validate``."""

import argparse
import sys
from datetime import UTC, datetime

from compiler import output
from compiler.commands.printing import CLEAN, PROBLEMS, report, usage
from compiler.diagnostics import SpecError
from compiler.model.plan import Plan
from compiler.pipeline import compile_specs
from compiler.summary import count, summarize


def synth(options: argparse.Namespace) -> int:
    try:
        compiled = compile_specs(options.specs)
    except SpecError as error:
        return report(options, error.diagnostics)
    from compiler.terraform.parallel import synthesize_any  # only here: this is the room with Node in it

    files = synthesize_any(compiled.plan)
    report(options, compiled.warnings)
    try:
        return _check(files, options) if options.check else _write(compiled.plan, files, options)
    except OSError as error:
        return usage(f"cannot use {options.out.as_posix()} for the output: {error.strerror}")


def check_specs(options: argparse.Namespace) -> int:
    try:
        compiled = compile_specs(options.specs, options.as_of or datetime.now(UTC).date())
    except SpecError as error:
        return report(options, error.diagnostics)
    code = report(options, compiled.warnings)
    if code == CLEAN and options.format == "text":
        print(f"{options.specs.as_posix()}: no problems; {count(len(compiled.plan.stacks), 'stack')}")
    return code


def _write(planned: Plan, files: dict[str, str], options: argparse.Namespace) -> int:
    written = tuple(path for path in output.outdated(files, options.out) if path in files)
    removed = output.stale(files, options.out)
    output.write(files, options.out)
    if options.format == "text":
        print(summarize(planned, options.out, written, removed), end="")
    return CLEAN


def _check(files: dict[str, str], options: argparse.Namespace) -> int:
    """The difference goes to stderr where stdout is for a machine."""
    difference = output.diff(files, options.out)
    print(difference, end="", file=sys.stdout if options.format == "text" else sys.stderr)
    if difference:
        print(f"{options.out.as_posix()} is not what the specs give: run main.py, and commit it", file=sys.stderr)
    return PROBLEMS if difference else CLEAN
