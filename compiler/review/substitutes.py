"""Which entries of a version together match what an entry of the other one no longer does."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from ..meaning.conditions import OneOf, conditions
from ..meaning.union import covering
from ..model.criteria import Criteria
from ..model.program import Filter, RoutedFindings

E = TypeVar("E", bound=Filter | RoutedFindings)

_MOST = 500  # entries that one is compared with, so that many that are alike take no longer than they are many


class _Value(NamedTuple):
    """A value that a field must have."""

    field: str
    value: str


class Substitutes(Generic[E]):
    """The entries of a version, looked up by a value that they need, the one that the fewest need.

    An entry matches a part of what another does only if the two need a value in common, or it needs none.
    """

    def __init__(self, entries: Iterable[E]) -> None:
        needed: list[tuple[E, list[tuple[_Value, ...]]]] = [(each, _needed(each.criteria)) for each in entries]
        users = Counter(value for _, fields in needed for values in fields for value in values)
        self._by_value: dict[_Value, list[E]] = defaultdict(list)
        self._general: dict[tuple[object, ...], E] = {}
        self._found: dict[tuple[int, tuple[str, ...]], list[E]] = {}
        for each, fields in needed:
            rarest = min(fields, key=lambda values: max(users[value] for value in values), default=None)
            for value in rarest or ():
                self._by_value[value].append(each)
            if rarest is None:
                self._general.setdefault((each.criteria, each.regions, *_other(each)), each)

    def of(self, old: E, regions: tuple[str, ...], is_as_good: Callable[[E], bool]) -> list[E]:
        """Entries that together match in ``regions`` all that ``old`` did; none where that is not certain."""
        key = (id(old), regions)
        if regions and key not in self._found:
            usable = islice(filter(is_as_good, self._candidates(old, regions)), _MOST)
            self._found[key] = covering(old.criteria, ((other.criteria, other) for other in usable))
        return self._found.get(key, [])

    def _candidates(self, old: E, regions: tuple[str, ...]) -> Iterator[E]:
        values = (value for values in _needed(old.criteria) for value in values)
        found = (*(other for value in values for other in self._by_value.get(value, ())), *self._general.values())
        distinct = {id(other): other for other in found}
        return (other for other in distinct.values() if {*regions} <= {*other.regions})


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
