"""``init``: a repository for a company, complete and ready to work with. Existing files are kept."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from ..diagnostics import SpecError
from ..diagnostics.shown import shown
from ..load import load
from ..output.folder import is_folder
from ..pipeline import compile_specs
from ..scaffold.answers import Answers, problems_of
from ..scaffold.codeowners import codeowners_of_repository
from ..scaffold.creating import Files
from ..scaffold.repository import CODEOWNERS, SPECS, settings_of, specs_of
from ..terminal import count_of
from ..validate import Checked, validate
from .exit_codes import CLEAN, PROBLEMS
from .options.starting import Init
from .printing import refuse, usage

_NO_OWNER = "the organization document has no owner; add owner: to it, and run init again"
_PROBLEMS = "the specs have problems, which watchspec validate shows; fix them, and run init again"
_NEXT = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt",
    ".venv/bin/watchspec validate",
)


def initialize(options: Init) -> int:
    answers = _answers(options)
    problems = problems_of(answers)
    if problems:
        return refuse(problems)
    if options.folder.exists() and not options.folder.is_dir():
        return usage(f"{options.folder.as_posix()} is not a folder")
    options.folder.mkdir(parents=True, exist_ok=True)
    files = Files(options.folder)
    files.create(settings_of(answers, options.pipeline))
    _create_specs(answers, files)
    _create_codeowners(files)
    print("\n".join(_lines(files)))
    return PROBLEMS if files.refused else CLEAN


def _answers(options: Init) -> Answers:
    return Answers(
        organization=options.organization,
        administrator=options.administrator,
        regions=options.regions,
        membership=options.membership,
        team=options.team,
        owner=options.owner,
        state_bucket=options.state_bucket,
    )


def _create_specs(answers: Answers, files: Files) -> None:
    """Not a second organization document, which would break the company, nor a team that was removed again."""
    (organization, text), (team, starter) = specs_of(answers).items()
    present = _present(files.root / SPECS)
    if present and not present.complete:
        files.skip(organization, _PROBLEMS)
        files.skip(team, _PROBLEMS)
        return
    if present and present.organizations:
        files.kept.extend(f"{SPECS}/{entry.span().source.name}" for entry in present.organizations)
    else:
        files.create({organization: text})
    if not (present and present.teams):
        files.create({team: starter})


def _present(specs: Path) -> Checked | None:
    """The specs that are there. A link is not followed: writing below it is refused, too."""
    return validate(load(specs)) if is_folder(specs) else None


def _create_codeowners(files: Files) -> None:
    """From what is in the specs now, whoever wrote it."""
    if not is_folder(files.root / SPECS):
        return
    try:
        organization = compile_specs(files.root / SPECS).program.organization
    except SpecError:
        files.skip(CODEOWNERS, _PROBLEMS)
        return
    if organization.owner is None:
        files.skip(CODEOWNERS, _NO_OWNER, is_needed=False)
    else:
        files.create({CODEOWNERS: codeowners_of_repository(organization, organization.owner, PurePath(SPECS))})


def _lines(files: Files) -> Iterator[str]:
    yield f"{count_of(len(files.written), 'file')} written"
    yield from _listed(sorted(files.written))
    if files.kept:
        yield f"{count_of(len(files.kept), 'existing file')} kept"
        yield from _listed(sorted(files.kept))
    for path, reason in sorted({**files.left_out, **files.refused}.items()):
        yield f"{path} not written: {shown(reason)}"
    if files.written:
        change = () if files.root == Path() else (f"cd {shlex.quote(files.root.as_posix())}",)
        yield "Next:"
        yield from _listed((*change, *_NEXT))


def _listed(paths: Sequence[str]) -> Iterator[str]:
    return (f"  {shown(path)}" for path in paths)
