"""Filters of a Region: split where a condition has too many values, and named. ``ranks.py`` ranks them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from ..catalog import quotas
from ..diagnostics import Diagnostic
from ..model.address import Address
from ..model.criteria import Criteria
from ..model.filters import Filter
from ..model.organization import Organization, Pack, Views
from ..model.program import Program
from . import aws_names, names
from .adoption import import_id
from .fitting import Fitted, fitted_filters
from .splitting import part_count, split

_NEARLY = 90  # of the 100 filters: time is left to choose what is merged, or to remove some


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
    filters = fitted_filters(program.filters, organization, region).filters
    return parts_in(filters, region, organization.existing_detectors)


def parts_in(filters: Iterable[Filter], region: str, detectors: Mapping[str, str]) -> tuple[Part, ...]:
    """The filters of one Region, split, suppressions first, then by team and name. ``detectors`` are those adopted.

    The order does not depend on files, and suppressions come before all other filters because
    GuardDuty credits the lowest rank that matches with archiving.
    """
    return tuple(part for filter_ in _in_region(filters, region) for part in _parts(filter_, region, detectors))


def _in_region(filters: Iterable[Filter], region: str) -> list[Filter]:
    return sorted((f for f in filters if region in f.regions), key=lambda f: f.rank_order)


def filter_problems(fitted: Fitted, program: Program, region: str) -> Iterator[Diagnostic]:
    """More filters than a detector accepts, or nearly as many.

    They are counted, not built: a few large conditions make billions.
    """
    filters = _in_region(fitted.filters, region)
    counts = [part_count(filter_.criteria) for filter_ in filters]
    total, limit, span = fitted.count, quotas.FILTERS_PER_DETECTOR, program.organization.origin.span
    help_ = _smaller(total, program, region) if total >= _NEARLY else ""
    if total > limit:
        over = next(f for f, reached in zip(filters, accumulate(counts), strict=True) if reached > limit)
        merged = "" if fitted.merged is None else f", merged from {fitted.merged.declared}"
        teams = _by_team(filters, counts)
        message = f"{total} filters in {region}{merged}; GuardDuty accepts {limit} for a detector ({teams})"
        related = (("the first one over the limit", over.origin.span),)
        yield Diagnostic("too-many-filters", message, span, help_, related)
    elif total >= _NEARLY:
        message = f"{total} of {limit} filters in {region} are used"
        yield Diagnostic("few-filters-left", message, span, help_)


def _by_team(filters: list[Filter], counts: list[int]) -> str:
    """How many filters each team has, the most first."""
    totals: Counter[str] = Counter()
    for filter_, number in zip(filters, counts, strict=True):
        totals[filter_.team] += number
    teams = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{team} {number}" for team, number in teams)


def _parts(filter_: Filter, region: str, detectors: Mapping[str, str]) -> Iterator[Part]:
    """The filter as it is, or several that together match the same findings; the first is the one to adopt."""
    for number, criteria in enumerate(split(filter_.criteria), start=1):
        name = aws_names.filter_name(filter_.full_name, number)
        imported = import_id(detectors, region, filter_.existing) if number == 1 else None
        kept = filter_.existing[region] if imported else name  # a new name would replace it
        former = tuple(names.ranked_filter(aws_names.filter_name(was, number)) for was in filter_.former_full_names)
        yield Part(kept, names.ranked_filter(name), filter_, criteria, imported, former)


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
    return fitted_filters(program.filters, organization, region).count
