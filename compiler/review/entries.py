"""What rules find about entries with criteria and Regions: filters, suppressions, and what is sent to routes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..model.criteria import Criteria
from ..model.program import Filter, RoutedFindings
from .change import Subject
from .criteria import data_of, described, is_narrower, is_unclear, lost
from .pair import Matched, Pair
from .rule import Difference

E = TypeVar("E", Filter, RoutedFindings)


@dataclass(frozen=True)
class Entries(Generic[E]):
    """The entries of one kind. Each method is what a rule finds; ``of`` matches those of two versions."""

    section: str
    noun: str
    of: Callable[[Pair], Matched[E]]

    def gone(self, pair: Pair) -> Iterator[Difference]:
        """Entries that only the version before has."""
        for each in self.of(pair).gone:
            old = {"criteria": data_of(each.criteria), "regions": list(each.regions), **_of_kind(each)}
            detail = described(each.criteria)
            yield Difference(self._subject(each), each.origin, None, old, None, self._what(each), detail)

    def narrowed(self, pair: Pair) -> Iterator[Difference]:
        """Entries of which the criteria leave something out that they did not before."""
        return self._different(pair, is_narrower)

    def unclear(self, pair: Pair) -> Iterator[Difference]:
        """Entries of which the criteria may leave something out, and nobody can tell."""
        return self._different(pair, is_unclear)

    def fewer_regions(self, pair: Pair) -> Iterator[Difference]:
        """Entries that are gone from a Region; not from one that the whole organization leaves."""
        for old, new in self.of(pair).kept:
            regions = tuple(region for region in old.regions if region not in new.regions and region in pair.regions)
            if regions:
                yield self.between(old, new, list(old.regions), list(new.regions), regions=regions)

    def renamed(self, pair: Pair) -> Iterator[Difference]:
        """Entries that have the same criteria under another name."""
        for old, new in self.of(pair).kept:
            if old.full_name != new.full_name:
                yield self.between(old, new, old.full_name, new.full_name, old.full_name)

    def between(
        self, old: E, new: E, before: Any, after: Any, detail: str = "", regions: tuple[str, ...] = ()
    ) -> Difference:
        """A difference of an entry that both versions have."""
        subject = self._subject(new, regions)
        return Difference(subject, old.origin, new.origin, before, after, self._what(new), detail)

    def _different(self, pair: Pair, is_so: Callable[[Criteria, Criteria], bool]) -> Iterator[Difference]:
        """Entries of which it is so that the criteria before and after differ."""
        for old, new in self.of(pair).kept:
            before, after = old.criteria, new.criteria
            if before != after and is_so(before, after):
                yield self.between(old, new, data_of(before), data_of(after), lost(before, after))

    def _subject(self, each: E, regions: tuple[str, ...] = ()) -> Subject:
        return Subject(self.section, each.name, each.team, regions=regions)

    def _what(self, each: E) -> str:
        return f"{self.noun} {each.full_name}"


def _of_kind(each: Filter | RoutedFindings) -> dict[str, str]:
    """What else an entry of its kind means."""
    if isinstance(each, RoutedFindings):
        return {"route": each.route}
    return {"expires": each.justification.expires.isoformat()} if each.justification else {}
