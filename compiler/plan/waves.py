"""The order in which stacks are applied: in waves, of which each needs only those before it."""

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter


def waves(after: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The wave of each stack, counted from 1, by the stacks that have to come before each.

    Stacks of one wave can be applied side by side. Each is in the first wave that it can be in.
    """
    sorter, found = TopologicalSorter(after), dict[str, int]()
    sorter.prepare()
    wave = 0
    while sorter.is_active():
        ready, wave = sorter.get_ready(), wave + 1
        found |= dict.fromkeys(ready, wave)
        sorter.done(*ready)
    return found


def backwards(after: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The other way round, as stacks are destroyed: what needs a stack comes before it."""
    before: dict[str, list[str]] = {name: [] for name in after}
    for name, needed in after.items():
        for other in needed:
            before[other].append(name)
    return before
