"""What the commands of the command line do: a parsed command in, an exit code out. One line a command."""

import argparse
from collections.abc import Callable
from importlib import import_module

from compiler.commands.printing import usage

COMMANDS = {
    "synth": "synthesis.synth",
    "validate": "synthesis.check_specs",
    "explain": "findings.explain",
    "filters": "listing.list_filters",
    "test": "findings.run_spec_tests",
    "schema": "authoring.print_schema",
    "new": "authoring.new_team",
}


def run(options: argparse.Namespace) -> int:
    """Runs the command that was parsed, and loads only what it needs.

    Exit codes: 0 clean, 1 problems in the specs, stale output, failed tests or skipped findings, 2 usage.
    """
    if not options.specs.is_dir():
        return usage(f"there is no folder {options.specs.as_posix()}; name the folder of the specs with --specs")
    module, _, name = COMMANDS[options.command].partition(".")
    command: Callable[[argparse.Namespace], int] = getattr(import_module(f"compiler.commands.{module}"), name)
    return command(options)
