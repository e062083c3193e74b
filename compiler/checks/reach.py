"""What criteria can match: finding types and severities, as far as the catalog knows them."""

from collections.abc import Iterable
from functools import lru_cache

from ..catalog.finding_details import can_have
from ..catalog.finding_types import AI_PROTECTION, FindingType, live_types
from ..catalog.severity import LEVELS
from ..meaning.comparison import excludes
from ..meaning.evaluation import predicate
from ..model.criteria import Criteria, Criterion

LOW = (Criterion("severity", equals=tuple(str(number) for number in LEVELS["low"])),)


def criteria_on(field: str, criteria: Criteria) -> Criteria:
    """The criteria on one field."""
    return tuple(criterion for criterion in criteria if criterion.field == field)


def admits(criteria: Criteria, field: str, value: str) -> bool:
    """Whether a finding that meets the criteria can have this value in the field."""
    return not excludes(criteria, (Criterion(field, equals=(value,)),))


def names_types(criteria: Criteria) -> bool:
    """Whether a condition on the type says which types match, and not only which do not."""
    return any(criterion.field == "type" and (criterion.equals or criterion.matches) for criterion in criteria)


def reached_types(criteria: Criteria) -> tuple[FindingType, ...]:
    """The live finding types that can meet the criteria."""
    return _types_that_meet(criteria_on("type", criteria))


@lru_cache(maxsize=1_000)
def _types_that_meet(criteria: Criteria) -> tuple[FindingType, ...]:
    """Cached: hundreds of assets have the same condition on the type."""
    meets = predicate(criteria)
    return tuple(kind for name, kind in live_types().items() if meets({"type": name}))


def archivable_types(criteria: Criteria) -> tuple[FindingType, ...]:
    """:func:`reached_types` without those of AI Protection, which are always Low, where Low is excluded."""
    has_low = not excludes(criteria, LOW)
    return tuple(kind for kind in reached_types(criteria) if has_low or kind.needs != AI_PROTECTION)


def matching_types(criteria: Criteria) -> tuple[FindingType, ...]:
    """The live finding types that can meet the criteria, and have findings with the fields that those need.

    Where no types are named, those whose findings all have a severity that is excluded are left out.
    """
    on_severity = () if names_types(criteria) else criteria_on("severity", criteria)
    fields = frozenset(criterion.field for criterion in criteria if not _only_excludes(criterion))
    return _types_with(criteria_on("type", criteria), on_severity, fields)


def _only_excludes(criterion: Criterion) -> bool:
    """Whether a finding without a value meets it."""
    excluded = Criterion(criterion.field, not_equals=criterion.not_equals, not_matches=criterion.not_matches)
    return criterion == excluded


@lru_cache(maxsize=1_000)
def _types_with(criteria: Criteria, on_severity: Criteria, fields: frozenset[str]) -> tuple[FindingType, ...]:
    excluded = {
        level.capitalize()
        for level, numbers in LEVELS.items()
        if on_severity and excludes(on_severity, _any_of(numbers))
    }
    kinds = (kind for kind in _types_that_meet(criteria) if all(can_have(kind, field) for field in fields))
    return tuple(kind for kind in kinds if kind.severity_varies or kind.severity not in excluded)


def _any_of(numbers: Iterable[int]) -> Criteria:
    return (Criterion("severity", equals=tuple(map(str, numbers))),)


def reached_above(criteria: Criteria, level: str) -> tuple[str, ...]:
    """The finding types, by name and sorted, with findings above ``level`` that can meet the criteria.

    A type whose severity varies may have them. None where a condition excludes such severities.
    """
    floor = LEVELS[level][-1] + 1
    if floor > LEVELS["critical"][-1] or excludes(criteria, (Criterion("severity", greater_than_or_equal=floor),)):
        return ()
    ranks = list(LEVELS)
    harmless = set(ranks[: ranks.index(level) + 1])
    return tuple(
        k.name for k in reached_types(criteria) if k.severity_varies or (k.severity or "").lower() not in harmless
    )


def some(names: tuple[str, ...], shown: int = 3) -> str:
    """A few of many names: ``a, b, c and 4 more``."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more" if more > 0 else "")
