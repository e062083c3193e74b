"""Conditions on details that no finding of the filter's types has, such as the connection of a DNS request."""

from collections.abc import Iterator, Mapping, Sequence

from ...catalog.filter_fields import all_fields
from ...catalog.finding_details import ACTION, can_have, details_of, values_at
from ...catalog.finding_types import FindingType, live_types
from ...diagnostics import Problem
from ...meaning.evaluation import predicate
from ...model.criteria import Criterion
from .model import FieldConditions, criterion_of


def impossible_details(where: Mapping[str, FieldConditions]) -> Iterator[Problem]:
    """The first condition that leaves none of the filter's types. Only for conditions without problems."""
    criteria = [criterion_of(all_fields()[name], conditions, {}) for name, conditions in where.items()]
    types = next((criterion for criterion in criteria if criterion.field == "type"), None)
    if types is None or not (types.equals or types.matches):
        return
    meets = predicate((types,))
    left = [kind for name, kind in live_types().items() if meets({"type": name})]
    for criterion in criteria:
        before, left = left, [kind for kind in left if _can_meet(kind, criterion)]
        if before and not left:
            yield _problem(criterion.field, before)


def _can_meet(kind: FindingType, criterion: Criterion) -> bool:
    """A condition that only excludes values is met by a finding without any."""
    if criterion == Criterion(criterion.field, not_equals=criterion.not_equals, not_matches=criterion.not_matches):
        return True
    values = values_at(kind, criterion.field)
    if values:
        top, *below = criterion.field.split(".")
        meets = predicate((criterion,))
        return any(meets({top: _nested(below, value)}) for value in values)
    return can_have(kind, criterion.field)


def _nested(path: Sequence[str], value: str) -> object:
    return {path[0]: _nested(path[1:], value)} if path else value


def _problem(field: str, kinds: Sequence[FindingType]) -> Problem:
    values = sorted({value for kind in kinds for value in values_at(kind, field)})
    actions = sorted({action for kind in kinds for action in _actions(kind)}) if field.startswith(ACTION) else []
    if values:
        help_ = f"it is always {' or '.join(values)}"
    elif actions:
        help_ = f"use a field of {' or '.join(f'{ACTION}.{action}' for action in actions)}"
    else:
        help_ = "remove it, or choose other finding types"
    what = f"this {field}" if values else field
    if len(kinds) == 1:
        return Problem(("where", field), "never-matches", f"{kinds[0].name} findings never have {what}", help_)
    message = f"no finding type that meets the other conditions has {what}"
    return Problem(("where", field), "never-matches", message, help_)


def _actions(kind: FindingType) -> tuple[str, ...]:
    details = details_of(kind)
    return details.actions if details else ()
