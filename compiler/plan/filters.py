"""Filters of a Region: split where a condition has too many values, and named. ``ranks.py`` ranks them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, product
from math import ceil, prod

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..model.address import Address
from ..model.criteria import Criteria, Criterion
from ..model.organization import Organization, Pack, Views
from ..model.program import Filter, Program
from . import names
from .adoption import import_id
from .packing import packed


@dataclass(frozen=True)
class Part:
    """What becomes one filter of GuardDuty: a whole filter of the program, or a slice of a large one.

    ``former`` are the addresses that it had under earlier names.
    """

    name: str
    address: Address
    filter: Filter
    criteria: Criteria
    import_id: str | None
    former: tuple[Address, ...] = ()


def parts_of(program: Program, region: str) -> tuple[Part, ...]:
    """The filters of a Region, packed as the organization sets, and split."""
    organization = program.organization
    return parts_in(packed(program.filters, organization, region), region, organization.existing_detectors)


def parts_in(filters: Iterable[Filter], region: str, detectors: Mapping[str, str]) -> tuple[Part, ...]:
    """The filters of one Region, split, suppressions first, then by team and name. ``detectors`` are those adopted.

    The order does not depend on files, and suppressions come before all other filters because
    GuardDuty credits the lowest rank that matches with archiving.
    """
    return tuple(part for filter_ in _in_region(filters, region) for part in _parts(filter_, region, detectors))


def _in_region(filters: Iterable[Filter], region: str) -> list[Filter]:
    return sorted((f for f in filters if region in f.regions), key=lambda f: f.rank_order)


def filter_problems(program: Program, region: str) -> Iterator[Diagnostic]:
    """More filters than a detector accepts. They are counted, not built: a few large conditions make billions."""
    filters = _in_region(packed(program.filters, program.organization, region), region)
    counts = [part_count(filter_.criteria) for filter_ in filters]
    total, limit = sum(counts), quotas.FILTERS_PER_DETECTOR
    if total > limit:
        over = next(f for f, reached in zip(filters, accumulate(counts), strict=True) if reached > limit)
        teams = _by_team(filters, counts)
        message = f"{total} filters in {region}; GuardDuty accepts {limit} for a detector ({teams})"
        related = (("the first one over the limit", over.origin.span),)
        help_ = _smaller(total, program, region)
        yield Diagnostic("too-many-filters", message, program.organization.origin.span, help_, related)


def _by_team(filters: list[Filter], counts: list[int]) -> str:
    """How many filters each team has, the most first."""
    totals: Counter[str] = Counter()
    for filter_, number in zip(filters, counts, strict=True):
        totals[filter_.team] += number
    teams = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{team} {number}" for team, number in teams)


def split(criteria: Criteria) -> Iterator[Criteria]:
    """Criteria whose ``equals`` are short enough; a finding matches one of them where it matches the whole.

    Only ``equals`` can be split: its values are alternatives.
    """
    return product(*(tuple(_chunks(criterion)) for criterion in criteria))


def part_count(criteria: Criteria) -> int:
    """How many there are after :func:`split`."""
    size = quotas.VALUES_PER_CONDITION
    return prod(max(1, ceil(len(criterion.equals) / size)) for criterion in criteria)


def _parts(filter_: Filter, region: str, detectors: Mapping[str, str]) -> Iterator[Part]:
    """The filter as it is, or several that together match the same findings; the first is the one to adopt."""
    for number, criteria in enumerate(split(filter_.criteria), start=1):
        name = names.filter_name(filter_.full_name, number)
        imported = import_id(detectors, region, filter_.existing) if number == 1 else None
        kept = filter_.existing[region] if imported else name  # a new name would replace it
        former = tuple(names.ranked_filter(names.filter_name(was, number)) for was in filter_.former_full_names)
        yield Part(kept, names.ranked_filter(name), filter_, criteria, imported, former)


def _chunks(criterion: Criterion) -> Iterator[Criterion]:
    size = quotas.VALUES_PER_CONDITION
    for start in range(0, max(len(criterion.equals), 1), size):
        yield replace(criterion, equals=criterion.equals[start : start + size])


def _smaller(count: int, program: Program, region: str) -> str:
    """The settings of ``filters`` that make fewer than ``count`` filters, or what else helps."""
    organization = program.organization
    settings = {f"pack: {pack}": replace(organization, pack=pack) for pack in (Pack.TEAM, Pack.ORGANIZATION)}
    settings["views: none"] = replace(organization, views=Views.NONE)
    sizes = {setting: _count(program, changed, region) for setting, changed in settings.items()}
    offers = [f"filters: {{{setting}}} makes {size}" for setting, size in sizes.items() if size < count]
    return "; ".join(offers) or "one entry under filters with many values in equals can replace many entries"


def _count(program: Program, organization: Organization, region: str) -> int:
    """How many filters there would be with the settings of this organization."""
    filters = packed(program.filters, organization, region)
    return sum(part_count(filter_.criteria) for filter_ in _in_region(filters, region))
