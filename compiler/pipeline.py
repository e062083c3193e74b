"""The line: a folder of specs becomes what a company asks for, and the plan of it.

The one place that raises :class:`~compiler.diagnostics.SpecError`: every stage returns its problems
beside what it could make of the rest, so that all of them are reported at once.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compiler.diagnostics import Diagnostic, SpecError, by_place
from compiler.link import link
from compiler.link.expiry import expiry_problems
from compiler.load import load
from compiler.model.plan import Plan
from compiler.model.program import Program
from compiler.plan import plan
from compiler.validate import validate


@dataclass(frozen=True)
class Compiled:
    """A company without errors: what it asks for, the plan of it, and the warnings, sorted by place."""

    program: Program
    plan: Plan
    warnings: tuple[Diagnostic, ...]


def compile_specs(folder: Path, as_of: date | None = None) -> Compiled:
    """Compiles every spec below ``folder``. Only with ``as_of`` are the ends of suppressions held against a day.

    Raises:
        SpecError: with every problem, warnings included, where one of them is an error.
    """
    program, problems = link(validate(load(folder)))
    if program is None:
        raise SpecError(problems)
    planned, limits = plan(program)
    ends = expiry_problems(program, as_of) if as_of else ()
    found = by_place([*problems, *limits, *ends])
    if any(problem.is_error for problem in found):
        raise SpecError(found)
    return Compiled(program, planned, found)
