"""What rules find about entries with criteria and Regions: filters, suppressions, and what is sent to routes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from ..model.criteria import Criteria
from ..model.filters import Filter, RoutedFindings
from .change import Subject
from .criteria import data_of, described, is_narrower, is_not_kept, is_unclear, lost
from .pair import Matched, Pair
from .rule import Difference
from .substitutes import Substitutes

E = TypeVar("E", bound=Filter | RoutedFindings)


@dataclass(frozen=True)
class Entries(Generic[E]):
    """The entries of one kind. Each method is what a rule finds; ``of`` matches those of two versions.

    What an entry no longer matches may be matched by ``substitutes``. Of these ``is_as_good`` says whether one does as
    much with it as the entry before: it sends it on the same route, it archives it as long.
    """

    section: str
    noun: str
    verb: str
    of: Callable[[Pair], Matched[E]]
    substitutes: Callable[[Pair], Substitutes[E]]
    is_as_good: Callable[[Pair, E, E], bool] = lambda *_: True

    def gone(self, pair: Pair) -> Iterator[Difference]:
        """Entries that only the version before has."""
        return (found for found, others in self._gone(pair) if not others)

    def narrowed(self, pair: Pair) -> Iterator[Difference]:
        """Entries of which the criteria leave something out that they did not before."""
        return (found for found, others in self._different(pair, is_narrower) if not others)

    def unclear(self, pair: Pair) -> Iterator[Difference]:
        """Entries of which the criteria may leave something out, and nobody can tell."""
        return (found for found, others in self._different(pair, is_unclear) if not others)

    def fewer_regions(self, pair: Pair) -> Iterator[Difference]:
        """Entries that are gone from a Region; not from one that the whole organization leaves."""
        return (found for found, others in self._fewer(pair) if not others)

    def covered(self, pair: Pair) -> Iterator[Difference]:
        """Entries of which others match everything that they no longer match."""
        for losses in (self._gone(pair), self._different(pair, is_not_kept), self._fewer(pair)):
            yield from (self.by_others(found, others) for found, others in losses if others)

    def by_others(self, found: Difference, others: list[E]) -> Difference:
        """What an entry no longer matches, and which others do."""
        names = " and ".join(sorted(f"{self.noun} {each.full_name}" for each in others))
        regions = f" in {', '.join(found.subject.regions)}" if found.subject.regions else ""
        verb = self.verb if len(others) > 1 else f"{self.verb}{'es' if self.verb.endswith('ch') else 's'}"
        return replace(found, detail=f"{found.detail}{regions}, which {names} {verb}")

    def others(self, pair: Pair, old: E, regions: Iterable[str], new: E | None = None) -> list[E]:
        """The entries beside ``new`` that match all that one did, where both versions are; none if some is lost."""
        kept = tuple(region for region in regions if region in pair.regions)
        found = self.substitutes(pair).of(old, kept, lambda other: self.is_as_good(pair, old, other))
        return [each for each in found if each is not new]

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

    def _gone(self, pair: Pair) -> Iterator[tuple[Difference, list[E]]]:
        for old in self.of(pair).gone:
            data, detail = {**_in_regions(old), **_of_kind(old)}, described(old.criteria)
            found = Difference(self._subject(old), old.origin, None, data, None, self._what(old), detail)
            yield found, self.others(pair, old, old.regions)

    def _different(
        self, pair: Pair, is_so: Callable[[Criteria, Criteria], bool]
    ) -> Iterator[tuple[Difference, list[E]]]:
        """Entries of which it is so that the criteria before and after differ."""
        for old, new in self.of(pair).kept:
            before, after = old.criteria, new.criteria
            if before != after and is_so(before, after):
                found = self.between(old, new, data_of(before), data_of(after), lost(before, after))
                yield found, self.others(pair, old, (region for region in old.regions if region in new.regions), new)

    def _fewer(self, pair: Pair) -> Iterator[tuple[Difference, list[E]]]:
        for old, new in self.of(pair).kept:
            left = tuple(region for region in old.regions if region not in new.regions and region in pair.regions)
            if left:
                before, after = _in_regions(old), _in_regions(new)
                found = self.between(old, new, before, after, described(old.criteria), left)
                yield found, self.others(pair, old, left, new)

    def _subject(self, each: E, regions: tuple[str, ...] = ()) -> Subject:
        return Subject(self.section, each.name, each.team, regions=regions)

    def _what(self, each: E) -> str:
        return f"{self.noun} {each.full_name}"


def _in_regions(each: Filter | RoutedFindings) -> dict[str, Any]:
    return {"criteria": data_of(each.criteria), "regions": list(each.regions)}


def _of_kind(each: Filter | RoutedFindings) -> dict[str, str]:
    """What else an entry of its kind means."""
    if isinstance(each, RoutedFindings):
        return {"route": each.route}
    return {"expires": each.justification.expires.isoformat()} if each.justification else {}
