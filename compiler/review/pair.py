"""Two versions of a company, and which entry of one is which of the other."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from ..model.accounts import Account
from ..model.assets import Asset
from ..model.filters import Filter, RoutedFindings
from ..model.organization import Organization
from ..model.program import AcceptedWarning, Program
from ..model.routes import Route
from ..model.scans import MalwareScan, RoutedScanResults
from .criteria import meaning_of
from .substitutes import Substitutes

T = TypeVar("T")
E = TypeVar("E", Filter, RoutedFindings)


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
    def organizations(self) -> tuple[Organization, Organization]:
        return self.before.organization, self.after.organization

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The Regions that both versions have."""
        return tuple(region for region in self.before.organization.regions if region in self.after.organization.regions)

    @cached_property
    def views(self) -> Matched[Filter]:
        return _entries(_views(self.before), _views(self.after), _content)

    @cached_property
    def suppressions(self) -> Matched[Filter]:
        return _entries(_suppressions(self.before), _suppressions(self.after), _content)

    @cached_property
    def routed(self) -> Matched[RoutedFindings]:
        return _entries(self.before.routed, self.after.routed, lambda each: (each.route, _content(each)))

    @cached_property
    def view_substitutes(self) -> Substitutes[Filter]:
        """What may match what a filter no longer does; likewise the next two."""
        return Substitutes(_views(self.after))

    @cached_property
    def suppression_substitutes(self) -> Substitutes[Filter]:
        return Substitutes(_suppressions(self.after))

    @cached_property
    def routed_substitutes(self) -> Substitutes[RoutedFindings]:
        return Substitutes(self.after.routed)

    @cached_property
    def routes(self) -> Matched[Route]:
        before, after = self.before.organization.routes, self.after.organization.routes
        return matched(before, after, same_after_renames(before, after, lambda each: each.name, lambda each: each.was))

    def is_same_route(self, old: str, new: str) -> bool:
        """Whether a route before and one after are the same, also if it says what it ``was``."""
        return (old, new) in self._kept_routes

    @cached_property
    def _kept_routes(self) -> frozenset[tuple[str, str]]:
        return frozenset((old.name, new.name) for old, new in self.routes.kept)

    @cached_property
    def accounts(self) -> Matched[Account]:
        return matched(self.before.accounts, self.after.accounts, lambda account: account.account_id)

    @cached_property
    def scans(self) -> Matched[MalwareScan]:
        """By the bucket: bucket names are unique in the world."""
        return matched(self.before.scans, self.after.scans, lambda scan: scan.bucket)

    @cached_property
    def assets(self) -> Matched[Asset]:
        """By name, or else by what AWS knows them by."""
        return matched(
            self.before.assets,
            self.after.assets,
            lambda asset: (asset.team, asset.section, asset.name),
            lambda asset: (asset.section, asset.account_id, asset.identity),
        )

    @cached_property
    def acceptances(self) -> Matched[AcceptedWarning]:
        """By the entry and the warning."""
        before, after = self.before.acceptances, self.after.acceptances
        return matched(before, after, lambda each: (each.team, each.section, each.entry, each.problem))

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


def same_after_renames(
    before: Collection[T], after: Collection[T], name: Callable[[T], str], was: Callable[[T], Iterable[str]]
) -> Callable[[T], str]:
    """A key for :func:`matched`: the name, or for what was renamed the present one.

    Unless that name is another's in the same version: then they are two, and each keeps its own.
    """
    new_names = {former: name(each) for each in (*before, *after) for former in was(each)}
    keys: dict[int, str] = {}
    for version in (before, after):
        taken = {name(each) for each in version}
        for each in version:
            key = new_names.get(name(each), name(each))
            keys[id(each)] = name(each) if key in taken else key
            taken.add(keys[id(each)])
    return lambda each: keys[id(each)]


def _entries(before: Collection[E], after: Collection[E], content: Callable[[E], Hashable]) -> Matched[E]:
    key = same_after_renames(before, after, lambda each: each.full_name, lambda each: each.former_full_names)
    return matched(before, after, key, content)


def _views(program: Program) -> tuple[Filter, ...]:
    return tuple(each for each in program.filters if not each.justification)


def _suppressions(program: Program) -> tuple[Filter, ...]:
    return tuple(each for each in program.filters if each.justification)


def _content(each: Filter | RoutedFindings) -> str:
    return meaning_of(each.criteria)
