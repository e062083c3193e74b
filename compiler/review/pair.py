"""Two versions of a company, and which entry of one is which of the other."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from ..model.organization import Route
from ..model.program import Account, Filter, MalwareScan, Program, RoutedFindings, RoutedScanResults
from .criteria import meaning_of

T = TypeVar("T")


@dataclass(frozen=True)
class Matched(Generic[T]):
    """Entries that only the version before has, that only the one after has, and that both have."""

    gone: tuple[T, ...]
    new: tuple[T, ...]
    kept: tuple[tuple[T, T], ...]


@dataclass(frozen=True)
class Pair:
    """The company before and after a change. ``mirror`` is the change back."""

    before: Program
    after: Program

    @cached_property
    def mirror(self) -> "Pair":
        return Pair(self.after, self.before)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The Regions that both versions have."""
        return tuple(region for region in self.before.organization.regions if region in self.after.organization.regions)

    @cached_property
    def views(self) -> Matched[Filter]:
        return matched(_views(self.before), _views(self.after), self._name, _content)

    @cached_property
    def suppressions(self) -> Matched[Filter]:
        return matched(_suppressions(self.before), _suppressions(self.after), self._name, _content)

    @cached_property
    def routed(self) -> Matched[RoutedFindings]:
        before, after = self.before.routed, self.after.routed
        return matched(before, after, self._name, lambda each: (self.route_name(each.route), _content(each)))

    @cached_property
    def routes(self) -> Matched[Route]:
        before, after = self.before.organization.routes, self.after.organization.routes
        return matched(before, after, lambda route: self.route_name(route.name))

    def route_name(self, name: str) -> str:
        """The present name of a route that says in one of the versions what it ``was``."""
        return self._route_names.get(name, name)

    @cached_property
    def _route_names(self) -> dict[str, str]:
        routes = (*self.before.organization.routes, *self.after.organization.routes)
        return {was: route.name for route in routes for was in route.was}

    def _name(self, each: Filter | RoutedFindings) -> str:
        return self._full_names.get(each.full_name, each.full_name)

    @cached_property
    def _full_names(self) -> dict[str, str]:
        """The present names of entries that were renamed, by their former ones."""
        entries: list[Filter | RoutedFindings] = [*self.before.filters, *self.after.filters]
        entries += [*self.before.routed, *self.after.routed]
        return {was: each.full_name for each in entries for was in each.former_full_names}

    @cached_property
    def accounts(self) -> Matched[Account]:
        return matched(self.before.accounts, self.after.accounts, lambda account: account.account_id)

    @cached_property
    def scans(self) -> Matched[MalwareScan]:
        """By the bucket: bucket names are unique in the world."""
        return matched(self.before.scans, self.after.scans, lambda scan: scan.bucket)

    @cached_property
    def scan_results(self) -> Matched[RoutedScanResults]:
        return matched(self.before.scan_results, self.after.scan_results, lambda results: results.bucket)


def matched(
    before: Iterable[T],
    after: Iterable[T],
    key: Callable[[T], Hashable],
    content: Callable[[T], Hashable] | None = None,
) -> Matched[T]:
    """Entries are the same if they have the same key; or else the same ``content``, which is then a new name."""
    olds, news = {key(each): each for each in before}, {key(each): each for each in after}
    kept = [(each, news[name]) for name, each in olds.items() if name in news]
    gone = [each for name, each in olds.items() if name not in news]
    new = [each for name, each in news.items() if name not in olds]
    if content and gone and new:
        renamed = _renamed(gone, new, key, content)
        kept += renamed
        paired = {id(each) for pair in renamed for each in pair}
        gone, new = ([each for each in some if id(each) not in paired] for some in (gone, new))
    return Matched(tuple(gone), tuple(new), tuple(kept))


def _renamed(
    gone: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable], content: Callable[[T], Hashable]
) -> list[tuple[T, T]]:
    """Pairs with the same content, in the order of their keys."""
    by_content: dict[Hashable, list[T]] = defaultdict(list)
    for each in sorted(new, key=lambda each: repr(key(each))):
        by_content[content(each)].append(each)
    pairs = []
    for each in sorted(gone, key=lambda each: repr(key(each))):
        candidates = by_content[content(each)]
        if candidates:
            pairs.append((each, candidates.pop(0)))
    return pairs


def _views(program: Program) -> Iterable[Filter]:
    return (each for each in program.filters if not each.justification)


def _suppressions(program: Program) -> Iterable[Filter]:
    return (each for each in program.filters if each.justification)


def _content(each: Filter | RoutedFindings) -> str:
    return meaning_of(each.criteria)
