"""``completion``: a script that defines ``watchspec`` in a shell, and completes its commands and arguments."""

import argparse
from typing import Any

import shtab

from .arguments import file, folder, path_or_stdin
from .exit_codes import CLEAN
from .options import Completion, Shell
from .parser import parser

_PROGRAM = "watchspec"
_FUNCTIONS: dict[Shell, str] = {
    "bash": f'{_PROGRAM}() {{ .venv/bin/python main.py "$@"; }}',
    "zsh": f'{_PROGRAM}() {{ .venv/bin/python main.py "$@"; }}',
    "fish": f"function {_PROGRAM}; .venv/bin/python main.py $argv; end",
}
_PATHS: dict[Any, Any] = {folder: shtab.DIRECTORY, file: shtab.FILE, path_or_stdin: shtab.FILE}


def print_completion(options: Completion) -> int:
    print(shtab.complete(parser(_PROGRAM, _complete_paths), options.shell, preamble=_FUNCTIONS[options.shell]))
    return CLEAN


def _complete_paths(action: argparse.Action) -> None:
    if action.type in _PATHS:
        action.complete = _PATHS[action.type]  # type: ignore[attr-defined] # where shtab looks for it
