"""The command line of watchspec, and what cdktf.json runs.

Exit codes: 0 clean, 1 problems in the specs (or, with --check, stale output), 2 usage, 70 a bug of ours.
"""

import argparse
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

USAGE, BUG, BROKEN_PIPE = 2, 70, 141  # the last as shells give it: 128 and the signal
FORMATS = ("text", "json", "github", "sarif")


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""
    options = _parser().parse_args(_with_command(arguments))
    if options.command == "synth":
        import_module("compiler.terraform")  # starts Node beside what follows
    code: int = import_module("compiler.commands").run(options)
    return code


def _with_command(arguments: Sequence[str]) -> list[str]:
    """Without a command, ``synth`` is meant."""
    named = arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help"))
    return list(arguments) if named else ["synth", *arguments]


def _parser() -> argparse.ArgumentParser:
    about = "Compiles AI-compliance specs into Terraform JSON that runs Amazon GuardDuty."
    parser = argparse.ArgumentParser("main.py", description=about, epilog="Without a command: synth.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")

    specs = argparse.ArgumentParser(add_help=False)
    specs.add_argument("--specs", type=Path, default=Path("specs"), metavar="DIR", help="default: specs")
    problems = argparse.ArgumentParser(add_help=False, parents=[specs])
    problems.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")

    synth = commands.add_parser("synth", parents=[problems], help="compile and write cdktf.out (the default)")
    out = Path(os.environ.get("CDKTF_OUTDIR") or "cdktf.out")
    synth.add_argument("--out", type=Path, default=out, metavar="DIR", help="default: $CDKTF_OUTDIR or cdktf.out")
    synth.add_argument("--check", action="store_true", help="write nothing; exit 1 with a diff if the output is stale")
    validate = commands.add_parser("validate", parents=[problems], help="check the specs, write nothing")
    validate.add_argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="the day for ends of suppressions; default: today"
    )
    explain = commands.add_parser("explain", parents=[specs], help="what becomes of findings: filters, routes, why")
    explain.add_argument("findings", nargs="*", metavar="FINDING", help="a file, a folder of exports, or - for stdin")
    explain.add_argument("--format", choices=("text", "json"), default="text", help="how it is told")
    many = explain.add_mutually_exclusive_group()
    many.add_argument("--count", action="store_true", help="count over all of them; the default for a folder")
    many.add_argument("--each", action="store_true", help="tell of each; the default for files")
    explain.add_argument("--sql", action="store_true", help="print one SQL statement that counts the same, and end")
    test = commands.add_parser("test", parents=[problems], help="run the tests of the specs")
    test.add_argument("--junit", type=Path, metavar="FILE", help="also write the results as JUnit XML")
    listing = commands.add_parser("filters", parents=[specs], help="list the filters of each Region, and the limit")
    listing.add_argument("--format", choices=("text", "json"), default="text", help="how they are listed")
    commands.add_parser("schema", help="print the JSON Schema of the spec files").set_defaults(specs=Path())
    new = commands.add_parser("new", parents=[specs], help="write a commented starter spec")
    new.add_argument("kind", choices=["team"])
    new.add_argument("name", metavar="NAME", help="the team's name")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2027-01-31") from None


if __name__ == "__main__":
    gc.disable()  # imports make many objects and drop few: looking through them again and again is a tenth of the time
    try:
        code = main(sys.argv[1:])
        gc.freeze()  # and so is looking through them at the end
        sys.exit(code)
    except ModuleNotFoundError as error:
        print(f"{error.name} is missing here: run make once, then .venv/bin/python main.py", file=sys.stderr)
        sys.exit(USAGE)
    except BrokenPipeError:  # who reads what we print has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN_PIPE)
    except Exception:  # the last boundary: a bug must not exit with the code of a spec problem
        traceback.print_exc()
        print("This is a bug in watchspec, not in your specs.", file=sys.stderr)
        sys.exit(BUG)
