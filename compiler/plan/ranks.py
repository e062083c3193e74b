"""The ranks of a Region's filters: 1 to N without a gap, each filter after the one before it.

A rank is written once, when Terraform creates the filter, and ignored afterwards. GuardDuty refuses to create
rank n where ranks 1 to n-1 are not all there; when a filter is created at a rank or deleted, it moves those behind
it by itself. So a change of the specs changes only what it is about:

- **One filter more, or several.** Those before it exist already, or are created first, because each depends on the
  one before. So its rank is free of a gap, and right: what is behind it moves up in GuardDuty, and Terraform ignores
  that.
- **One less, or several.** What is behind moves down in GuardDuty. No other filter depends on what is deleted.
- **Both in one apply.** Terraform does not order them. A filter that is created while one that goes is still before
  it ends up before its neighbour. There is no gap, and who is credited with archiving a finding can differ only
  between these two.
- **A failed apply.** What was not created comes later with the rank of its place; what is behind it in the chain was
  not created either. What exists keeps its order.
- **An adopted filter** keeps the rank that it has. Those made later find at least as many filters as their rank needs.
- **A new name** replaces the filter (GuardDuty has no renaming): deleted, then created in its place. With ``was`` that
  is one step in Terraform, which deletes first: what is behind moves down, and the new one comes into its own place
  after all before it are there. Without ``was`` it is one that comes and one that goes.
- **Merged filters** are filters like others; what changes in them is their criteria.

Of all this, only the order of suppressions can be seen from outside: the lowest rank that matches a finding is
credited with archiving it, in metrics (user guide, findings_suppression-rule-metrics).
"""

from ..model.address import Rank
from ..model.plan import Planned
from ..model.resources.guardduty import RankedFilter
from .detector import DETECTOR_ID
from .filters import Part


def ranked(parts: tuple[Part, ...]) -> tuple[Planned[RankedFilter], ...]:
    """The parts in the order of their ranks, each after the one before."""
    return tuple(_ranked(part, parts[index - 1] if index else None) for index, part in enumerate(parts))


def _ranked(part: Part, before: Part | None) -> Planned[RankedFilter]:
    body = RankedFilter(
        detector=DETECTOR_ID,
        name=part.name,
        rank=Rank(part.address.name),
        action=part.filter.action,
        description=part.filter.description,
        criteria=part.criteria,
        tags=part.filter.tags,
    )
    after = (before.address,) if before else ()
    return Planned(part.address, body, part.filter.origin, after, part.import_id, part.former)
