"""``completion``: a script that completes the commands and arguments of ``watchspec`` in a shell."""

import argparse
from typing import Any

import shtab

from ..installation import PACKAGE
from .arguments import file, folder, path_or_stdin
from .exit_codes import CLEAN
from .options.printing import Completion
from .parser import parser

_PATHS: dict[Any, Any] = {folder: shtab.DIRECTORY, file: shtab.FILE, path_or_stdin: shtab.FILE}


def print_completion(options: Completion) -> int:
    print(shtab.complete(parser(PACKAGE, _complete_paths), options.shell))
    return CLEAN


def _complete_paths(action: argparse.Action) -> None:
    if action.type in _PATHS:
        action.complete = _PATHS[action.type]  # type: ignore[attr-defined] # where shtab looks for it
