"""``new team``: a starter spec."""

import re

from ..language.base.types import NAME_PATTERN
from ..load import load
from ..scaffold import starter_spec
from ..validate import validate
from .exit_codes import CLEAN
from .options import New
from .printing import usage


def new_team(options: New) -> int:
    """Writes the starter spec of a team that does not exist yet; never overwrites a file."""
    if not re.fullmatch(NAME_PATTERN, options.name):
        return usage(
            f"{options.name!r} is not a valid name: use 1 to 40 letters, digits, - and _, but not - or _ first"
        )
    checked = validate(load(options.specs))
    if any(team.head.name == options.name for team in checked.teams):
        return usage(f"team {options.name} already exists")
    path = options.specs / f"{options.name}.yaml"
    if path.exists():
        return usage(f"{path.as_posix()} already exists")
    regions = next((entry.spec.regions for entry in checked.organizations if entry.spec), ("us-east-1",))
    path.write_text(starter_spec(options.name, regions[0]), encoding="utf-8")
    print(f"Wrote {path.as_posix()}. Edit it, then run: watchspec validate")
    return CLEAN
