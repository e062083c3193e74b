"""`filters`: saved filters with any conditions that GuardDuty accepts.

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

from ...diagnostics import Problem
from ...model.filters import Action
from ...model.program import Declaration
from ..base.packs import pack_of
from ..base.section import Context, Reference, route_reference
from ..base.spec import fault
from ..base.types import Description, FilterName, Name, Region
from ..organization import routes
from ..where.model import Where, criteria
from ..where.section import ConditionedSection


def _view_action(value: str) -> str:
    if value == Action.ARCHIVE:
        help_ = "move it to suppressions, which need a reason and an expiry date"
        raise fault("archive-outside-suppressions", "filters cannot archive findings", help_)
    if value != Action.NOOP:
        help_ = "allowed: NOOP; to archive findings, write a suppression"
        raise fault("unknown-action", f"{value!r} is not a GuardDuty filter action", help_)
    return value


ViewAction = Annotated[str, AfterValidator(_view_action), Field(json_schema_extra={"enum": ["NOOP"]})]


class FilterSpec(ConditionedSection):
    """A filter with the action NOOP: it shows and routes findings, and changes none of them."""

    noun = "a filter"
    action_of_filter = Action.NOOP

    description: Description | None = None
    """The description of the filter in AWS. If omitted, one is made from the name.
    Example: Attack sequences on AI data"""
    action: ViewAction = "NOOP"
    """Always NOOP: to archive findings, write a suppression. Example: NOOP"""
    pack: pack_of(suppresses=False) | None = None  # type: ignore[valid-type]
    """Conditions by the name of a pack, beside those of `where`. The company may have packs of its own, under `packs`
    in the organization document. Example: ai"""
    where: Where = {}
    """The conditions by finding field; a finding has to meet all of them. Can be left out with a `pack` or `for`.
    Example: {severity: {at_least: high}}"""
    existing: dict[Region, FilterName] = {}
    """The name of an existing filter, by Region: adopted under that name instead of created.
    The Region's detector has to be under `detector.existing`. Example: {us-east-1: critical-sequences}"""
    route: Name | None = None
    """The route that the findings are sent to: a name under `routes` in the organization document.
    If omitted, they are not sent. Example: soc"""

    def problems(self) -> Iterator[Problem]:
        problems = [*super().problems()]
        yield from problems
        if self.route and not any(problem.is_error for problem in problems):
            yield from routes.inexpressible(self.where)

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        yield from route_reference(self.route)

    def lower(self, context: Context) -> Iterator[Declaration]:
        about = self.description or f"Filter {self.name}"
        conditions = criteria(self.where, context.accounts)
        yield from context.view(self.name, about, conditions, self.regions, route=self.route, existing=self.existing)
