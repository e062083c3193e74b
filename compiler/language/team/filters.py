"""`filters`: any criteria GuardDuty accepts, kept as a saved view.

Example::

    filters:
      - name: critical-sequences
        description: Attack sequences on AI data
        where:
          type: {equals: ["AttackSequence:S3/CompromisedData"]}
          severity: {at_least: critical}
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from compiler.diagnostics import Problem
from compiler.language.base.section import (
    Context,
    NamedSection,
    Reference,
    adopted_references,
    region_references,
    route_reference,
)
from compiler.language.base.spec import fault
from compiler.language.base.types import Description, FilterName, Name, Region, Regions
from compiler.language.organization import routes
from compiler.language.where import checks
from compiler.language.where.model import Where, criteria, references
from compiler.model.program import Action, Asked


def _view_action(value: str) -> str:
    if value == Action.ARCHIVE:
        help_ = "move it to suppressions, where a reason and an end date go with it"
        raise fault("archive-outside-suppressions", "a filter does not archive findings", help_)
    if value != Action.NOOP:
        help_ = "allowed: NOOP; what should be archived is a suppression"
        raise fault("unknown-action", f"{value!r} is not an action of GuardDuty filters", help_)
    return value


ViewAction = Annotated[str, AfterValidator(_view_action), Field(json_schema_extra={"enum": ["NOOP"]})]


class FilterSpec(NamedSection):
    """A filter with the action NOOP: a view that changes nothing. What archives is a suppression."""

    description: Description | None = None
    """What the filter says about itself in the GuardDuty console."""
    action: ViewAction = "NOOP"
    """NOOP. Archiving is only for suppressions, which somebody answers for."""
    where: Where
    """The conditions; all of them have to hold."""
    regions: Regions | None = None
    """Where the filter stands; left out, every Region of the organization."""
    existing: dict[Region, FilterName] = {}
    """The name of a filter that is there already, by Region: adopted with that name, not made."""
    route: Name | None = None
    """Where its findings are sent: the name of a route of the organization."""

    def problems(self) -> Iterator[Problem]:
        found = list(checks.problems(self.where, Action.NOOP, is_routed=self.route is not None))
        yield from found
        if self.route and not any(problem.is_error for problem in found):
            yield from routes.inexpressible(self.where)

    def references(self) -> Iterator[Reference]:
        yield from region_references(self.regions)
        yield from adopted_references(self.existing)
        yield from route_reference(self.route)
        yield from references(self.where)

    def lower(self, context: Context) -> Iterator[Asked]:
        about = self.description or f"Filter {self.name}"
        found = criteria(self.where, context.accounts)
        yield from context.view(self.name, about, found, self.regions, route=self.route, existing=self.existing)
