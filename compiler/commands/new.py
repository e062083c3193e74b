"""``new organization`` and ``new team``: a starter spec."""

import re
from pathlib import Path

from ..language.base.types import NAME_PATTERN
from ..load import load
from ..scaffold.answers import Answers, problems_of
from ..scaffold.creating import create
from ..scaffold.specs import organization_document, starter_spec
from ..validate import Checked, validate
from .exit_codes import CLEAN
from .options.starting import New
from .printing import refuse, usage


def new_spec(options: New) -> int:
    """Writes the starter spec of what does not exist yet; never overwrites a file."""
    checked = validate(load(options.specs))
    return _new_organization(options, checked) if options.kind == "organization" else _new_team(options, checked)


def _new_organization(options: New, checked: Checked) -> int:
    if not options.administrator or not options.regions:
        return usage("new organization needs --administrator and --regions")
    if checked.organizations:
        path = checked.organizations[0].span().source.path
        return usage(f"{path} is the organization document already, and there can be only one")
    answers = Answers(organization=options.name, administrator=options.administrator, regions=options.regions)
    problems = problems_of(answers)
    return refuse(problems) if problems else _write(options.specs, "organization", organization_document(answers))


def _new_team(options: New, checked: Checked) -> int:
    if options.administrator or options.regions:
        return usage("--administrator and --regions are only for new organization")
    if not re.fullmatch(NAME_PATTERN, options.name):
        return usage(
            f"{options.name!r} is not a valid name: use 1 to 40 letters, digits, - and _, but not - or _ first"
        )
    if any(team.head.name == options.name for team in checked.teams):
        return usage(f"team {options.name} already exists")
    regions = next((entry.spec.regions for entry in checked.organizations if entry.spec), ("us-east-1",))
    return _write(options.specs, options.name, starter_spec(options.name, regions[0]))


def _write(specs: Path, name: str, text: str) -> int:
    path = specs / f"{name}.yaml"
    if not create(specs, path.name, text):
        return usage(f"{path.as_posix()} already exists")
    print(f"Wrote {path.as_posix()}. Edit it, then run: watchspec validate")
    return CLEAN
