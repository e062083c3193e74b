"""What the commands of the command line do: a parsed command in, an exit code out."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from compiler import output
from compiler.diagnostics import Diagnostic, SpecError, in_order
from compiler.diagnostics.machine import render_github, render_json, render_sarif
from compiler.diagnostics.text import render as render_text
from compiler.language.types import NAME_PATTERN
from compiler.link import link
from compiler.link.expiry import expiry_problems
from compiler.load import load
from compiler.model.plan import Plan
from compiler.model.program import Program
from compiler.plan import plan
from compiler.scaffold import starter_spec
from compiler.summary import count, summarize
from compiler.validate import validate

CLEAN, PROBLEMS, USAGE = 0, 1, 2
RENDERERS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
}


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
        return _report(options, error.diagnostics)
    from compiler.terraform.parallel import synthesize_any  # only here: this is the room with Node in it

    files = synthesize_any(planned)
    _report(options, warnings)
    try:
        return _check(files, options) if options.check else _write(planned, files, options)
    except OSError as error:
        return _usage(f"cannot use {options.out.as_posix()} for the output: {error.strerror}")


def check_specs(options: argparse.Namespace) -> int:
    try:
        program, planned, warnings = compile_specs(options.specs)
    except SpecError as error:
        return _report(options, error.diagnostics)
    found = in_order([*warnings, *expiry_problems(program, options.as_of or datetime.now(UTC).date())])
    code = _report(options, found)
    if code == CLEAN and options.format == "text":
        print(f"{options.specs.as_posix()}: no problems; {count(len(planned.stacks), 'stack')}")
    return code


def print_schema(_: argparse.Namespace) -> int:
    from compiler.schema import spec_schema  # pydantic's schema machinery: only here

    print(json.dumps(spec_schema(), indent=2))
    return CLEAN


def new_team(options: argparse.Namespace) -> int:
    """Writes the starter spec of a team; never over a file, never for a team that is there."""
    if not re.fullmatch(NAME_PATTERN, options.name):
        return _usage(f"{options.name!r} is not a name: letters, digits, - and _, at most 40, not starting with - or _")
    checked = validate(load(options.specs))
    path = options.specs / f"{options.name}.yaml"
    if path.exists() or any(team.head.name == options.name for team in checked.teams):
        return _usage(f"team {options.name} is there already")
    regions = next((entry.spec.regions for entry in checked.organizations if entry.spec), ("us-east-1",))
    path.write_text(starter_spec(options.name, regions[0]), encoding="utf-8")
    print(f"Wrote {path.as_posix()}. Edit it, then run: .venv/bin/python main.py validate")
    return CLEAN


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


def _report(options: argparse.Namespace, diagnostics: Sequence[Diagnostic]) -> int:
    """Prints problems. Text goes to stderr where it is about errors: cdktf shows that stream as failure."""
    failed = any(diagnostic.is_error for diagnostic in diagnostics)
    stream = sys.stderr if failed and options.format == "text" else sys.stdout
    print(RENDERERS[options.format](diagnostics), end="", file=stream)
    return PROBLEMS if failed else CLEAN


def _usage(message: str) -> int:
    print(f"main.py: {message}", file=sys.stderr)
    return USAGE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "synth": synth,
    "validate": check_specs,
    "schema": print_schema,
    "new": new_team,
}


def run(options: argparse.Namespace) -> int:
    """Runs the command that was parsed. Exit codes: 0 clean, 1 problems in the specs or stale output, 2 usage."""
    if not options.specs.is_dir():
        return _usage(f"there is no folder {options.specs.as_posix()}; name the folder of the specs with --specs")
    return COMMANDS[options.command](options)
