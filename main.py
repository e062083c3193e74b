"""What cdktf.json and people run: hands its arguments to the command line."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code; says what to do where a package is not installed."""
    try:
        from compiler.commands import main as command_line  # only here: this import may fail too

        return command_line(arguments)
    except ModuleNotFoundError as error:
        print(f"The package {error.name} is missing. Run make, then .venv/bin/python main.py", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
