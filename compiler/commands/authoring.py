"""``schema`` and ``new team``: help for those who write specs."""

import argparse
import json
import re

from compiler.commands.printing import CLEAN, usage
from compiler.language.base.types import NAME_PATTERN
from compiler.load import load
from compiler.scaffold import starter_spec
from compiler.validate import validate


def print_schema(_: argparse.Namespace) -> int:
    from compiler.schema import spec_schema  # pydantic's schema machinery: only here

    print(json.dumps(spec_schema(), indent=2))
    return CLEAN


def new_team(options: argparse.Namespace) -> int:
    """Writes the starter spec of a team; never over a file, never for a team that is there."""
    if not re.fullmatch(NAME_PATTERN, options.name):
        return usage(f"{options.name!r} is not a name: letters, digits, - and _, at most 40, not starting with - or _")
    checked = validate(load(options.specs))
    path = options.specs / f"{options.name}.yaml"
    if path.exists() or any(team.head.name == options.name for team in checked.teams):
        return usage(f"team {options.name} is there already")
    regions = next((entry.spec.regions for entry in checked.organizations if entry.spec), ("us-east-1",))
    path.write_text(starter_spec(options.name, regions[0]), encoding="utf-8")
    print(f"Wrote {path.as_posix()}. Edit it, then run: .venv/bin/python main.py validate")
    return CLEAN
