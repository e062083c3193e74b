"""Why something is an exception, and who says so: of suppressions and overrides."""

from collections.abc import Mapping

from ..model.accounts import Override
from ..model.filters import Justification


def answers(exception: Justification | Override) -> dict[str, str | None]:
    """By the keys of the spec."""
    return {"reason": exception.reason, "ticket": exception.ticket, "approved_by": exception.approved_by}


def other_answers(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> str:
    """What is different: ``ticket is SEC-2, before SEC-1``."""
    changed = [key for key in before if before[key] != after[key]]
    return "; ".join(f"{key} is {after[key] or 'gone'}, before {before[key] or 'none'}" for key in changed)
