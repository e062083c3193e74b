"""The line: load -> validate -> link -> check -> plan.

The one place that raises :class:`~compiler.diagnostics.SpecError`: every stage returns its problems
beside its result, so that all of them are reported at once; only another version of watchspec than the specs need is
reported alone, before them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .checks import check
from .diagnostics import Diagnostic, SpecError, by_place
from .link import link
from .load import load
from .model.plan import Plan
from .model.program import Program
from .pin import version_problems
from .plan import plan
from .validate import validate


@dataclass(frozen=True)
class Compiled:
    """A company without errors: what its specs declare, the plan, and the warnings, sorted by place."""

    program: Program
    plan: Plan
    warnings: tuple[Diagnostic, ...]


def compile_specs(folder: Path, as_of: date | None = None) -> Compiled:
    """Compiles every spec below ``folder``. Only with ``as_of`` is the end of suppressions compared with a day.

    Raises:
        SpecError: with every problem, warnings included, where one of them is an error.
    """
    loaded = load(folder)
    _without_errors(version_problems(loaded))
    linked = link(validate(loaded))
    problems = _without_errors(check(linked, as_of))
    assert linked.program is not None, "without errors there is an organization document"
    planned, limits = plan(linked.program)
    return Compiled(linked.program, planned, _without_errors((*problems, *limits)))


@dataclass(frozen=True)
class Declared:
    """What can be known of specs that may have errors.

    ``program`` is what could be read of them, None where there is no organization document. ``plan`` is None where
    something is wrong. ``problems`` are all of them, sorted by place; ``is_empty`` if there is no document at all.
    ``version_problems`` say that these specs need another version of watchspec, to which they may mean something else.
    """

    program: Program | None
    plan: Plan | None
    problems: tuple[Diagnostic, ...]
    is_empty: bool
    version_problems: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        return sum(problem.is_error for problem in self.problems)


def declared(folder: Path) -> Declared:
    """What the specs below ``folder`` declare, whatever is wrong with them."""
    loaded = load(folder)
    linked = link(validate(loaded))
    problems = check(linked)
    planned = None
    if linked.program is not None and not any(problem.is_error for problem in problems):
        planned, limits = plan(linked.program)
        problems = (*problems, *limits)
    ordered = by_place(problems)
    is_broken = any(problem.is_error for problem in ordered)
    is_empty = any(problem.code == "no-specs" for problem in ordered)
    plan_ = None if is_broken else planned
    return Declared(linked.program, plan_, ordered, is_empty, by_place(version_problems(loaded)))


def _without_errors(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems, sorted by place, if all of them are warnings."""
    ordered = by_place(problems)
    if any(problem.is_error for problem in ordered):
        raise SpecError(ordered)
    return ordered
