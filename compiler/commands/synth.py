"""``synth``: compiles the specs and writes ``cdktf.out``, or checks that it is up to date."""

import sys

from compiler import output
from compiler.commands.exit_codes import CLEAN, PROBLEMS
from compiler.commands.options import Synth
from compiler.commands.printing import report, usage
from compiler.model.plan import Plan
from compiler.pipeline import compile_specs
from compiler.summary import summarize
from compiler.terminal import screen_of


def synth(options: Synth) -> int:
    compiled = compile_specs(options.specs)
    from compiler.terraform.parallel import synthesize_any  # only after compiling: this import waits for Node

    files = synthesize_any(compiled.plan)
    report(compiled.warnings, options.format)
    try:
        return _check(files, options) if options.check else _write(compiled.plan, files, options)
    except OSError as error:
        return usage(f"cannot use {options.out.as_posix()} for the output: {error.strerror}")


def _write(plan: Plan, files: dict[str, str], options: Synth) -> int:
    written = tuple(path for path in output.outdated(files, options.out) if path in files)
    removed = output.stale(files, options.out)
    output.write(files, options.out)
    if options.format == "text":
        print(summarize(plan, options.out, written, removed, screen_of(sys.stdout)), end="")
    return CLEAN


def _check(files: dict[str, str], options: Synth) -> int:
    """The diff goes to stderr where stdout is for a machine."""
    difference = output.diff(files, options.out)
    print(difference, end="", file=sys.stdout if options.format == "text" else sys.stderr)
    if difference:
        message = f"{options.out.as_posix()} is out of date: run main.py synth and commit the result"
        print(message, file=sys.stderr)
    return PROBLEMS if difference else CLEAN
