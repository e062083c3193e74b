"""`suppressions`: findings that are archived on arrival, with a reason, an expiry date and an owner.

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

A suppression archives only findings of its own team's accounts. Where `accountId` does not name them with `equals`,
it is limited to those that meet the condition, and a warning says so; where none does, it is an error. Only teams
under `rules.suppressions.organization_wide` can archive findings of other accounts. Archived findings are not sent
to EventBridge, Security Hub or an export.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ...meaning.evaluation import predicate
from ...model.criteria import Criteria, Criterion, by_field
from ...model.filters import Action, Filter, Justification
from ..base.packs import pack_of
from ..base.section import Context
from ..base.types import Description, FilterName, NonEmptyTagValue, Region
from ..where.model import Where, criteria
from ..where.section import ConditionedSection


def _on_account(conditions: Criteria) -> Criterion:
    return next((criterion for criterion in conditions if criterion.field == "accountId"), Criterion("accountId"))


class SuppressionSpec(ConditionedSection):
    """A filter with the action ARCHIVE: the findings that it matches are archived on arrival."""

    noun = "a suppression"
    action_of_filter = Action.ARCHIVE

    reason: Description
    """Why the findings are archived; the description of the filter in AWS. Example: Yearly exercise"""
    expires: date
    """The last day of the suppression: from the next day on, `watchspec validate` fails until it is removed or
    extended. Also a tag of the filter. Example: 2027-01-31"""
    ticket: NonEmptyTagValue | None = None
    """The ticket in which it was decided; a tag of the filter. Required if `rules.suppressions.require` says so.
    Example: SEC-1204"""
    approved_by: NonEmptyTagValue | None = None
    """Who approved it; a tag of the filter. Required if `rules.suppressions.require` says so.
    Example: ciso@example.com"""
    pack: pack_of(suppresses=True) | None = None  # type: ignore[valid-type]
    """Conditions by the name of a pack, beside those of `where`. Each pack says on which fields `where` or `for` has to
    add conditions. The company may have packs of its own, under `packs` in the organization document.
    Example: coredns-duplicates"""
    where: Where = {}
    """The conditions by finding field; a finding has to meet all of them. Can be left out with a `pack` or `for`.
    Example: {type: {equals: ["PenTest:S3/KaliLinux"]}, accountId: {equals: [fraud-prod]}}"""
    existing: dict[Region, FilterName] = {}
    """The name of an existing filter, by Region: adopted under that name instead of created.
    The Region's detector has to be under `detector.existing`. Example: {us-east-1: known-scanner}"""

    def own_accounts(self, accounts: Mapping[str, str], own: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the team's ``own`` accounts whose findings can meet the condition on the account.

        ``accounts`` are the ids of all accounts that the condition can name.
        """
        meets = predicate((_on_account(criteria(self.where, accounts)),))
        return tuple(account_id for account_id in own if meets({"accountId": account_id}))

    def lower(self, context: Context) -> Iterator[Filter]:
        """Nothing where no account is left: without values, a condition would hold for every account."""
        tags = {"ticket": self.ticket, "approved_by": self.approved_by, "expires": self.expires.isoformat()}
        written = criteria(self.where, context.accounts)
        effective = self._within_reach(written, context)
        if effective is None:
            return
        yield context.filter(
            self.name,
            self.reason,
            effective,
            self.regions,
            justification=Justification(
                self.reason, self.expires, self.ticket, self.approved_by, is_narrowed=effective != written
            ),
            existing=self.existing,
            tags={key: value for key, value in tags.items() if value is not None},
        )

    def _within_reach(self, written: Criteria, context: Context) -> Criteria | None:
        """The criteria limited to the team's accounts by their ids, whatever operators were written."""
        if context.team in context.organization.suppression_rules.organization_wide:
            return written
        account, own = _on_account(written), self.own_accounts(context.accounts, context.own_accounts)
        if account.equals or not own:
            return written if own else None
        others = (criterion for criterion in written if criterion is not account)
        return by_field(Criterion("accountId", equals=own), *others)
