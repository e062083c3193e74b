"""Facts -> geometry: what templates draw as SVG. Whole numbers, in pixels of a picture that is not scaled.

A matrix has a bar for each asset and threat purpose: the higher, the more is on, so that it needs no colour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .facts import Asset, Cell, Mute
from .rows import Level
from .watching import together

_CELL, _STEP = 12, 16  # the width of a bar, and from one to the next
_LABEL = 164  # room for the names of assets
_SLANT = (5.1, 4.3)  # how high and how wide a letter of a slanted name is
_LONGEST = 24  # letters of a name
_BAR, _TALLEST = 26, 80
_MONTHS = 12
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Matrix:
    """``paths`` are the bars of each level, as horizontal lines. ``levels`` are counted for the description.

    ``head`` is where the slanted names of the columns begin, and go up from.
    """

    width: int
    height: int
    head: int
    columns: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str], ...]
    paths: tuple[tuple[Level, str], ...]
    levels: tuple[tuple[Level, int], ...]


def matrix(assets: Sequence[Asset], cells: Mapping[str, Sequence[Cell]]) -> Matrix:
    """Assets by threat purposes; of several Regions, all together."""
    levels = {asset.about: _levels(cells.get(asset.about, ())) for asset in assets}
    purposes = sorted({purpose for of_asset in levels.values() for purpose in of_asset})
    high, wide = (int(size * max(map(len, purposes), default=0)) for size in _SLANT)
    first = high + 14  # the middle of the first row
    across = {purpose: _LABEL + index * _STEP for index, purpose in enumerate(purposes)}
    paths: dict[Level, list[str]] = defaultdict(list)
    for index, asset in enumerate(assets):
        for purpose, level in levels[asset.about].items():
            paths[level].append(f"M{across[purpose]} {first + index * _STEP}h{_CELL}")
    return Matrix(
        width=_LABEL + len(purposes) * _STEP + wide,
        height=first + len(assets) * _STEP,
        head=high + 2,
        columns=tuple((x + _CELL // 2, purpose) for purpose, x in across.items()),
        rows=tuple((first + index * _STEP, _shortened(asset.name)) for index, asset in enumerate(assets)),
        paths=tuple((level, "".join(paths[level])) for level in Level if level in paths),
        levels=tuple((level, len(paths[level])) for level in Level if level in paths),
    )


def _levels(cells: Iterable[Cell]) -> dict[str, Level]:
    by_purpose: dict[str, list[Level]] = defaultdict(list)
    for cell in cells:
        by_purpose[cell.purpose].append(cell.level)
    return {purpose: together(levels) for purpose, levels in sorted(by_purpose.items())}


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


@dataclass(frozen=True)
class Bar:
    """``parts`` are stacked from the bottom: the name of what is counted, the top and the height of its part."""

    x: int
    label: str
    total: int
    top: int
    parts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Bars:
    width: int
    height: int
    bar: int
    base: int
    bars: tuple[Bar, ...]


def bars(counts: Sequence[tuple[str, Mapping[str, int]]]) -> Bars:
    """A bar for each label, of one part or several; the tallest fills the picture."""
    most = max((sum(parts.values()) for _, parts in counts), default=0) or 1
    drawn = tuple(_bar(index, label, parts, most) for index, (label, parts) in enumerate(counts))
    return Bars(len(counts) * (_BAR + 8) + 8, _TALLEST + 40, _BAR, _TALLEST + 16, drawn)


def _bar(index: int, label: str, parts: Mapping[str, int], most: int) -> Bar:
    top, stacked = _TALLEST + 16, []
    for name, number in parts.items():
        height = max(2, number * _TALLEST // most) if number else 0
        top -= height
        stacked.append((name, top, height))
    return Bar(8 + index * (_BAR + 8), label, sum(parts.values()), top, tuple(stacked))


def months(totals: Sequence[tuple[str, int, int]]) -> Bars:
    """The findings of each month: archived, and all others on top of them."""
    shown = totals[-_MONTHS * 2 :]
    return bars([(month[2:], {"archived": archived, "shown": others}) for month, archived, others in shown])


def ends(mutes: Iterable[Mute], as_of: date) -> Bars:
    """How many suppressions end in each of twelve months; before them what has ended, after them what ends later."""
    first = as_of.year * 12 + as_of.month - 1
    counts = Counter(_column(mute, first) for mute in mutes)
    labels = ["ended", *(_month(first + number) for number in range(_MONTHS)), "later"]
    return bars([(label, {"ends": counts[index]}) for index, label in enumerate(labels)])


def _column(mute: Mute, first: int) -> int:
    if mute.has_ended:
        return 0
    return min(mute.expires.year * 12 + mute.expires.month - 1 - first, _MONTHS) + 1


def _month(number: int) -> str:
    """``Nov``, and with the year in January."""
    year, month = divmod(number, 12)
    return _NAMES[month] if month else f"{_NAMES[month]} {year % 100:02}"
