"""`where`: the conditions of a filter or suppression. All must hold; the values of one `equals` are alternatives.

Shape::

    where:
      type: {equals: ["Exfiltration:S3/AnomalousBehavior"]}
      severity: {at_least: high}
      accountId: {equals: [fraud-prod]}
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from ...catalog.filter_fields import FilterField, all_fields
from ...catalog.severity import HIGHEST, LEVELS, LOWEST
from ...diagnostics import Change, Edit
from ...model.criteria import Criteria, Criterion, by_field
from ..base.section import Reference
from ..base.spec import Spec, fault
from . import values


def _scalar(value: Any) -> str | int | float | bool:
    if not isinstance(value, str | int | float | bool):
        raise fault("wrong-type", "this must be one value", "write text, a number, true or false")
    return value


Value = Annotated[str | int | float | bool, PlainValidator(_scalar, json_schema_input_type=str | int | float | bool)]
Level = Annotated[str | int | float | bool, PlainValidator(_scalar, json_schema_input_type=str)]
_SHORT = 5  # values that a help repeats

Values = Annotated[tuple[Value, ...], Field(min_length=1)]

# From other languages of conditions, and from the API's own names (Eq, Neq, Gt …).
_SYNONYMS = {
    **dict.fromkeys(("eq", "equal", "equal_to", "is", "in", "any_of", "one_of"), "equals"),
    **dict.fromkeys(("ne", "neq", "not", "not_equal", "unequal", "is_not", "not_in", "none_of"), "not_equals"),
    **dict.fromkeys(("match", "like", "pattern", "glob", "wildcard"), "matches"),
    **dict.fromkeys(("not_match", "unlike", "not_like"), "not_matches"),
    **dict.fromkeys(("gt", "above", "more_than", "after"), "greater_than"),
    **dict.fromkeys(("gte", "min", "minimum", "from", "since"), "greater_than_or_equal"),
    **dict.fromkeys(("lt", "below", "under", "before"), "less_than"),
    **dict.fromkeys(("lte", "max", "maximum", "to", "until"), "less_than_or_equal"),
}


class FieldConditions(Spec):
    """The conditions on one field."""

    synonyms = _SYNONYMS

    equals: Values | None = None
    """One of these values."""
    not_equals: Values | None = None
    """None of these values."""
    matches: Values | None = None
    """One of these patterns: * matches any text, ? one character."""
    not_matches: Values | None = None
    """None of these patterns."""
    greater_than: Value | None = None
    greater_than_or_equal: Value | None = None
    less_than: Value | None = None
    less_than_or_equal: Value | None = None
    at_least: Level | None = Field(default=None, json_schema_extra={"enum": list(LEVELS)})
    """Only for severity: low, medium, high or critical, and everything above it."""
    at_most: Level | None = Field(default=None, json_schema_extra={"enum": list(LEVELS)})
    """Only for severity: low, medium, high or critical, and everything below it."""

    def written(self) -> dict[str, Any]:
        """The operators that are set, as plain data."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name in self.model_fields_set
            if (value := getattr(self, name)) is not None
        }

    @classmethod
    def instead_of_mapping(cls, value: Any) -> tuple[str, Edit | None] | None:
        if isinstance(value, list):
            listed = ", ".join(map(str, value)) if 0 < len(value) <= _SHORT and all(map(_is_plain, value)) else " "
            return f"write {{equals: [{listed}]}}{'' if listed.strip() else ' around the values'}", None
        return f"write {{equals: [{value}]}}", Edit(Change.MAPPING, "equals")


def _is_plain(value: Any) -> bool:
    """Whether it is written in [ ] as it is printed."""
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9_./-]*", value))


EQUALITY = ("equals", "not_equals")
_NAMED: tuple[tuple[str, Literal["account", "region"]], ...] = (("accountId", "account"), ("region", "region"))

Where = Annotated[dict[str, FieldConditions], Field(min_length=1)]


def references(where: Mapping[str, FieldConditions]) -> Iterator[Reference]:
    """Accounts and Regions that conditions name."""
    for name, to in _NAMED:
        for operator in EQUALITY:
            written = getattr(where[name], operator) if name in where else None
            for index, value in enumerate(written or ()):
                yield Reference(("where", name, operator, index), to, str(value))


def criteria(where: Mapping[str, FieldConditions], accounts: Mapping[str, str]) -> Criteria:
    """The conditions as the model has them. Only for conditions without problems."""
    return by_field(*(criterion_of(all_fields()[name], conditions, accounts) for name, conditions in where.items()))


def criterion_of(field: FilterField, conditions: FieldConditions, accounts: Mapping[str, str]) -> Criterion:
    """The conditions on one field, account names resolved by ``accounts``."""

    def texts(written: tuple[Any, ...] | None) -> tuple[str, ...]:
        names = accounts if field.name == "accountId" else {}
        resolved = (names.get(str(value), value) for value in written or ())
        compared = (text for value in resolved for text in values.texts(field, value))
        return tuple(dict.fromkeys(compared))  # a name and its id, a level and its number are one value

    def number(written: Any) -> int | None:
        return None if written is None else values.number(field, written)

    return Criterion(
        field=field.name,
        equals=_within_levels(conditions, texts(conditions.equals)),
        not_equals=texts(conditions.not_equals),
        matches=texts(conditions.matches),
        not_matches=texts(conditions.not_matches),
        greater_than=number(conditions.greater_than),
        greater_than_or_equal=number(conditions.greater_than_or_equal),
        less_than=number(conditions.less_than),
        less_than_or_equal=number(conditions.less_than_or_equal),
    )


def _within_levels(conditions: FieldConditions, equals: tuple[str, ...]) -> tuple[str, ...]:
    """The values of ``equals``, or all, that ``at_least`` and ``at_most`` include.

    The console of GuardDuty works with whole levels (guardduty_filter-findings), and shows an order comparison on the
    severity as a date (provider issue 46842). 8 includes 8.5, so the whole numbers from 7 are all of High and above.
    """
    if conditions.at_least is None and conditions.at_most is None:
        return equals
    low, high = str(conditions.at_least or LOWEST), str(conditions.at_most or HIGHEST)
    included = tuple(str(number) for number in range(LEVELS[low][0], LEVELS[high][-1] + 1))
    return tuple(value for value in equals or included if value in included)
