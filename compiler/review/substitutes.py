"""Which entries of a version together match what an entry of the other one no longer does."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Generic, NamedTuple, TypeVar

from ..checks.implication import Fields, fields_of
from ..meaning.conditions import OneOf, conditions
from ..meaning.union import covering
from ..model.criteria import Criteria
from ..model.filters import Filter, RoutedFindings

E = TypeVar("E", bound=Filter | RoutedFindings)

# Entries of each kind that one is compared with, and that are looked at for these: the time must not grow with the
# square of their number.
_COMPARED, _LOOKED_AT = 50, 500


class _Value(NamedTuple):
    """A value that a field must have."""

    field: str
    value: str


class Substitutes(Generic[E]):
    """The entries of a version, looked up by a value that they need, the one that the fewest need.

    An entry matches a part of what another does only if the two need a value in common, or it needs none; and only if
    it has no condition on another field.
    """

    def __init__(self, entries: Iterable[E]) -> None:
        needed: list[tuple[E, list[tuple[_Value, ...]]]] = [(each, _needed(each.criteria)) for each in entries]
        users = Counter(value for _, fields in needed for values in fields for value in values)
        self._by_value: dict[_Value, list[E]] = defaultdict(list)
        self._needing_none: dict[Fields, dict[tuple[object, ...], E]] = defaultdict(dict)
        self._found: dict[tuple[int, tuple[str, ...]], list[E]] = {}
        for each, fields in needed:
            rarest = min(fields, key=lambda values: max(users[value] for value in values), default=None)
            for value in rarest or ():
                self._by_value[value].append(each)
            if rarest is None:
                alike = (each.criteria, each.regions, *_other(each))
                self._needing_none[fields_of(each.criteria)].setdefault(alike, each)

    def of(self, old: E, regions: tuple[str, ...], is_as_good: Callable[[E], bool]) -> list[E]:
        """Entries that together match in ``regions`` all that ``old`` did; none where that is not certain."""
        key = (id(old), regions)
        if regions and key not in self._found:
            kinds = (self._needing_no_value(), self._needing_a_value_of(old))
            fields = fields_of(old.criteria)
            usable = (islice(_usable(kind, fields, regions, is_as_good), _COMPARED) for kind in kinds)
            compared = {id(other): (other.criteria, other) for other in chain.from_iterable(usable)}
            self._found[key] = covering(old.criteria, compared.values())
        return self._found.get(key, [])

    def _needing_no_value(self) -> Iterator[E]:
        """Those with the fewest conditions first."""
        groups = sorted(self._needing_none, key=lambda fields: (len(fields), sorted(fields)))
        return chain.from_iterable(self._needing_none[group].values() for group in groups)

    def _needing_a_value_of(self, old: E) -> Iterator[E]:
        """Those with the value that the fewest need first."""
        values = [value for values in _needed(old.criteria) for value in values if value in self._by_value]
        by_value: list[list[E]] = sorted((self._by_value[value] for value in values), key=len)
        return chain.from_iterable(by_value)


def _usable(
    others: Iterable[E], fields: Fields, regions: tuple[str, ...], is_as_good: Callable[[E], bool]
) -> Iterator[E]:
    for other in islice(others, _LOOKED_AT):
        if fields_of(other.criteria) <= fields and {*regions} <= {*other.regions} and is_as_good(other):
            yield other


def _needed(criteria: Criteria) -> list[tuple[_Value, ...]]:
    """For each condition that lists values of which a finding must have one, those values."""
    return [
        tuple(_Value(condition.field.name, value) for value in condition.test.values)
        for condition in conditions(criteria)
        if isinstance(condition.test, OneOf) and not condition.accepts_absent and condition.test.values
    ]


def _other(each: Filter | RoutedFindings) -> tuple[object, ...]:
    """What else decides whether an entry can take the place of another."""
    if isinstance(each, RoutedFindings):
        return (each.route,)
    return (each.justification and each.justification.expires,)
