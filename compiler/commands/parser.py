"""The ``argparse`` parser of the table of commands."""

import argparse
import shlex
from collections.abc import Callable, Sequence
from typing import Any

from ..installation import PACKAGE
from .arguments import add_arguments
from .options.base import Command
from .table import COMMANDS, Entry

_DEFAULT = "synth"
_ABOUT = "Compiles the security specs of teams into CDKTF stacks: the Terraform JSON that configures Amazon GuardDuty."
_GLOBAL = ("-h", "--help", "--version")


def parse(arguments: Sequence[str]) -> Command:
    """The command that the arguments name, with its options. Wrong arguments exit with 2, and --help with 0."""
    whole = parser(PACKAGE)
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        whole.error(_unknown(arguments[0]))
    parsed, rest = whole.parse_known_args(_with_command(arguments))
    if rest:
        whole.error(_misplaced(arguments, rest))
    options = vars(parsed)
    return COMMANDS[options.pop("command")].command(**options)


def _unknown(word: str) -> str:
    from ..diagnostics import nearest  # only for a mistake

    close = nearest(word, COMMANDS)
    return f"there is no command {word!r}{f'; did you mean {close!r}?' if close else f'; {PACKAGE} --help lists them'}"


def _misplaced(arguments: Sequence[str], rest: Sequence[str]) -> str:
    """What to write instead where the command is not the first word, as in ``--specs DIR validate``."""
    command = next((word for word in rest if word in COMMANDS), None)
    if command is None or arguments[0] in COMMANDS:
        has_path = any(word.endswith((".yaml", ".yml", "/")) or "/" in word for word in rest)
        hint = ". All specs are read together: name their folder with --specs DIR" if has_path else ""
        return f"unrecognized arguments: {' '.join(rest)}{hint}"
    others = list(arguments)
    others.remove(command)
    return f"the command comes first: {PACKAGE} {shlex.join([command, *others])}"


def parser(program: str, each: Callable[[argparse.Action], None] = lambda _: None) -> argparse.ArgumentParser:
    """The parser of all commands. ``program`` is its name in texts; ``each`` is called with every argument."""
    whole = argparse.ArgumentParser(
        program,
        description=_ABOUT,
        epilog=f"Without a command: {_DEFAULT}. COMMAND --help shows an example.",
        argument_default=argparse.SUPPRESS,
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name, entry in COMMANDS.items():
        subparser = commands.add_parser(
            name,
            help=entry.summary,
            description=f"{entry.summary[0].upper()}{entry.summary[1:]}.",
            epilog=_epilog(entry),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            argument_default=argparse.SUPPRESS,
        )
        for action in add_arguments(subparser, entry.command):
            each(action)
    return whole


def _epilog(entry: Entry) -> str:
    line, comment = entry.example
    return f"example: {comment}\n  {PACKAGE} {line}"


def _with_command(arguments: Sequence[str]) -> list[str]:
    is_named = arguments and (not arguments[0].startswith("-") or arguments[0] in _GLOBAL)
    return list(arguments) if is_named else [_DEFAULT, *arguments]


class _Version(argparse.Action):
    """Loads what reads the version only if it is to be shown."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from ..version import version

        print(f"{PACKAGE} {version()}")
        parser.exit()
