"""``synth``: compiles the specs and writes ``cdktf.out``, or checks that it is up to date."""

import sys
from collections.abc import Iterable, Mapping

from ..output.changes import Changes, compare
from ..output.diff import diff
from ..output.folder import Unusable
from ..output.writing import write
from ..pipeline import Compiled, compile_specs
from ..summary import notices, summarize
from ..terminal import screen_of
from .exit_codes import CLEAN, PROBLEMS
from .options.compiling import Synth
from .printing import environment, report, usage


def synth(options: Synth) -> int:
    compiled = compile_specs(options.specs)
    from ..terraform.parallel import synthesize_any  # only after compiling: this import waits for Node

    files = synthesize_any(compiled.plan)
    report(compiled.warnings, options.format)
    try:
        changes = compare(files, options.out)
        return _check(files, changes, options) if options.check else _write(compiled, files, changes, options)
    except (Unusable, NotADirectoryError, FileExistsError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return usage(f"cannot use {options.out.as_posix()} for the output: {reason}")
    except OSError as error:
        return environment(f"cannot write {options.out.as_posix()}: {error.strerror}")


def _write(compiled: Compiled, files: Mapping[str, str], changes: Changes, options: Synth) -> int:
    """What people have to know goes to stderr where stdout is for a machine."""
    write(files, changes, options.out)
    if options.format == "text":
        print(summarize(compiled.plan, options.out, changes, screen_of(sys.stdout), compiled.program.assets), end="")
    else:
        _print_lines(notices(changes, options.out), options)
    return CLEAN


def _check(files: Mapping[str, str], changes: Changes, options: Synth) -> int:
    _print_lines(diff(files, changes, options.out), options)
    if changes.are_needed:
        stale = f"{options.out.as_posix()} is out of date: run watchspec synth and commit the result"
        print(stale, file=sys.stderr)
    for line in notices(changes, options.out):
        print(line, file=sys.stderr)
    return PROBLEMS if changes.are_needed or changes.foreign else CLEAN


def _print_lines(lines: Iterable[str], options: Synth) -> None:
    for line in lines:
        print(line, file=sys.stdout if options.format == "text" else sys.stderr)
