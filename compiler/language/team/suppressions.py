"""`suppressions`: findings that are archived on arrival, with a reason, an end, and somebody who answers for it.

Example::

    accounts:
      - {name: fraud-prod, id: "123456789012", email: aws-fraud-prod@example.com}
    suppressions:
      - name: red-team
        reason: Yearly exercise
        ticket: SEC-1204
        approved_by: ciso@example.com
        expires: 2027-01-31
        where:
          type: {equals: ["PenTest:S3/KaliLinux"]}
          accountId: {equals: [fraud-prod]}

Where no account is named, it holds for the accounts of its team, and a warning says so: only teams
under `rules.suppressions.organization_wide` mute the findings of others.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from compiler.diagnostics import Problem
from compiler.language.base.section import Context, NamedSection, Reference, adopted_references, region_references
from compiler.language.base.types import Description, FilterName, Region, Regions, SaidTagValue
from compiler.language.where import checks
from compiler.language.where.model import Where, criteria, references
from compiler.model.criteria import Criteria, Criterion, in_order
from compiler.model.program import Action, Filter, Justification


def _narrowed(asked: Criteria, context: Context) -> Criteria:
    """The criteria with the accounts of the team, where they name none that has to be met."""
    account = next((criterion for criterion in asked if criterion.field == "accountId"), Criterion("accountId"))
    if account.equals:
        return asked
    own = replace(account, equals=tuple(id_ for id_ in context.own_accounts if id_ not in account.not_equals))
    return in_order(own, *(criterion for criterion in asked if criterion is not account))


class SuppressionSpec(NamedSection):
    """A filter with the action ARCHIVE: what it matches is never sent to EventBridge, Security Hub or an export."""

    reason: Description
    """Why; the description of the filter."""
    expires: date
    """The day on which somebody has to look again, such as 2027-01-31; a tag of the filter."""
    ticket: SaidTagValue | None = None
    """Where it was decided; a tag of the filter."""
    approved_by: SaidTagValue | None = None
    """Who answers for it; a tag of the filter."""
    where: Where
    """The conditions; all of them have to hold."""
    regions: Regions | None = None
    """Where it holds; left out, every Region of the organization."""
    existing: dict[Region, FilterName] = {}
    """The name of a filter that is there already, by Region: adopted with that name, not made."""

    def problems(self) -> Iterator[Problem]:
        yield from checks.problems(self.where, Action.ARCHIVE)

    def references(self) -> Iterator[Reference]:
        yield from region_references(self.regions)
        yield from adopted_references(self.existing)
        yield from references(self.where)

    def lower(self, context: Context) -> Iterator[Filter]:
        answers = {"ticket": self.ticket, "approved_by": self.approved_by, "expires": self.expires.isoformat()}
        asked = criteria(self.where, context.accounts)
        reached = asked if context.team in context.organization.far_reaching_teams else _narrowed(asked, context)
        yield context.filter(
            self.name,
            self.reason,
            reached,
            self.regions,
            justification=Justification(
                self.reason, self.expires, self.ticket, self.approved_by, is_narrowed=reached != asked
            ),
            existing=self.existing,
            tags={key: value for key, value in answers.items() if value is not None},
        )
