"""What the command line says about a new company, checked by the types of the language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..catalog.regions import REGIONS
from ..diagnostics import Diagnostic, Path, Problem, by_place
from ..diagnostics.shown import printable
from ..language.base.shape import check
from ..language.organization.document import OrganizationSpec
from ..language.team.head import TeamSpec
from ..model.organization import MembershipMode
from ..source import Source, Span

_COMMAND_LINE = "command line"
_S3 = ("terraform", "backend", "s3")
# The answer behind a path in the organization document, where that is not the first key.
_ANSWERS: Mapping[Path, str] = {(*_S3, "bucket"): "state_bucket", (*_S3, "region"): "regions"}
_Places = Mapping[tuple[str, int], Span]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The fields are the options of ``init``. The state is kept in a file if there is no ``state_bucket``."""

    organization: str
    administrator: str
    regions: tuple[str, ...]
    membership: str = MembershipMode.ORGANIZATION.value
    team: str = "security"
    owner: str | None = None
    state_bucket: str | None = None

    @property
    def partition(self) -> str:
        """The AWS partition of the Regions; only for answers without problems."""
        return REGIONS[self.regions[0]]


def problems_of(answers: Answers) -> tuple[Diagnostic, ...]:
    """What the language does not allow, placed in the command line."""
    places = _places(answers)
    problems = (
        *check(OrganizationSpec, _organization(answers))[1],
        *check(TeamSpec, {"team": answers.team})[1],
        *_file_problems(answers.team),
    )
    return by_place(_placed(problem, places) for problem in problems)


def _file_problems(team: str) -> Iterator[Problem]:
    """The team's file beside that of the organization, also where a file system ignores case."""
    if team.lower() == "organization":
        message = f"{team}.yaml is the file of the organization document"
        yield Problem(("team",), "duplicate-name", message, "choose another name for the first team")


def _organization(answers: Answers) -> Mapping[str, Any]:
    """The organization document that the answers become, as data."""
    auto_enable = {"auto_enable": "new"} if answers.membership == MembershipMode.ORGANIZATION else {}
    document = {
        "organization": answers.organization,
        "administrator": {"account": answers.administrator},
        "membership": {"mode": answers.membership, **auto_enable},
        "regions": list(answers.regions),
    }
    if answers.owner is not None:
        document["owner"] = answers.owner
    if answers.state_bucket is not None:
        s3 = {"bucket": answers.state_bucket, "region": answers.regions[0]}
        document["terraform"] = {"backend": {"s3": s3}}
    return document


def _placed(problem: Problem, places: _Places) -> Diagnostic:
    related = tuple((what, _place(path, places)) for what, path in problem.related)
    span = _place(problem.path, places)
    return Diagnostic(problem.code, problem.message, span, problem.help, related=related, choice=problem.choice)


def _place(path: Path, places: _Places) -> Span:
    """An answer, or one element of a list: the last step of a path that is a number."""
    answer = _ANSWERS.get(path, str(path[0]))
    return places[answer, path[-1] if isinstance(path[-1], int) else 0]


def _places(answers: Answers) -> _Places:
    """Where each answer is in a command line with an option on each line: by its name and, in a list, its number."""
    options = [(field.name, _texts(getattr(answers, field.name))) for field in fields(answers)]
    lines = (f"{_flag(name)}{','.join(map(printable, texts))}" for name, texts in options)
    source = Source(_COMMAND_LINE, _COMMAND_LINE, "\n".join(lines))
    places = {}
    for row, (name, texts) in enumerate(options, 1):
        column = len(_flag(name)) + 1
        for number, text in enumerate(texts):
            places[name, number] = Span(source, row, column, row, column + len(text))
            column += len(text) + 1
    return places


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')} "


def _texts(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value or "",)
