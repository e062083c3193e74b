"""``synth`` and ``validate``."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from compiler import output
from compiler.commands.printing import CLEAN, PROBLEMS, report, usage
from compiler.diagnostics import Diagnostic, SpecError, in_order
from compiler.link import link
from compiler.link.expiry import expiry_problems
from compiler.load import load
from compiler.model.plan import Plan
from compiler.model.program import Program
from compiler.plan import plan
from compiler.summary import count, summarize
from compiler.validate import validate


def compile_specs(folder: Path) -> tuple[Program, Plan, tuple[Diagnostic, ...]]:
    """What a specs folder asks for, the plan of it, and the warnings.

    Raises:
        SpecError: with every problem of the specs.
    """
    program, warnings = link(validate(load(folder)))
    return program, plan(program), warnings


def synth(options: argparse.Namespace) -> int:
    try:
        _, planned, warnings = compile_specs(options.specs)
    except SpecError as error:
        return report(options, error.diagnostics)
    from compiler.terraform.parallel import synthesize_any  # only here: this is the room with Node in it

    files = synthesize_any(planned)
    report(options, warnings)
    try:
        return _check(files, options) if options.check else _write(planned, files, options)
    except OSError as error:
        return usage(f"cannot use {options.out.as_posix()} for the output: {error.strerror}")


def check_specs(options: argparse.Namespace) -> int:
    try:
        program, planned, warnings = compile_specs(options.specs)
    except SpecError as error:
        return report(options, error.diagnostics)
    found = in_order([*warnings, *expiry_problems(program, options.as_of or datetime.now(UTC).date())])
    code = report(options, found)
    if code == CLEAN and options.format == "text":
        print(f"{options.specs.as_posix()}: no problems; {count(len(planned.stacks), 'stack')}")
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
