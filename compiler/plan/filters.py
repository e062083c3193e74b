"""Filters of a Region: split where a condition holds too many values, named, and ranked without a gap."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from compiler.catalog import quotas
from compiler.diagnostics import Diagnostic
from compiler.model.criteria import Criteria, Criterion
from compiler.model.organization import Pack
from compiler.model.program import Filter, Program
from compiler.model.resources import RankedFilter
from compiler.plan.adoption import import_id
from compiler.plan.names import address, filter_name
from compiler.plan.packing import packed


@dataclass(frozen=True)
class Part:
    """What becomes one filter of GuardDuty: a whole filter that was asked for, or a slice of a large one."""

    name: str
    address: str
    asked: Filter
    criteria: Criteria
    existing: str | None


def parts_of(program: Program, region: str) -> tuple[Part, ...]:
    """What stands in a Region: the company's filters, merged as far as it says, and split."""
    organization = program.organization
    return parts_in(packed(program.filters, organization, region), region, organization.existing_detectors)


def parts_in(filters: Iterable[Filter], region: str, detectors: Mapping[str, str]) -> tuple[Part, ...]:
    """The filters of one Region, split, suppressions first, then by team and name. ``detectors`` are those adopted.

    The order does not depend on files, and a suppression comes before every view because the lowest
    rank that matches is the one that GuardDuty credits with archiving.
    """
    here = sorted((asked for asked in filters if region in asked.regions), key=lambda asked: asked.rank_order)
    return tuple(part for asked in here for part in _parts(asked, region, detectors))


def ranked(parts: tuple[Part, ...]) -> tuple[RankedFilter, ...]:
    """The parts with ranks 1 to N and no gap, each after the one before: the API refuses a gap."""
    return tuple(_rank(part, parts[index - 1] if index else None, index + 1) for index, part in enumerate(parts))


def filter_problems(parts: tuple[Part, ...], program: Program, region: str) -> Iterator[Diagnostic]:
    """More parts than a detector takes, and names that two parts share."""
    if len(parts) > quotas.FILTERS_PER_DETECTOR:
        yield _too_many(parts, program, region)
    first: dict[str, Part] = {}
    for part in parts:
        holder = first.setdefault(part.name, part)
        if holder is not part:
            message = f"this makes a second filter named {part.name}"
            related = (("the first is here", holder.asked.origin.span),)
            yield Diagnostic("duplicate-name", message, part.asked.origin.span, "rename one of the two", related)


def _parts(asked: Filter, region: str, detectors: Mapping[str, str]) -> Iterator[Part]:
    """The filter as it is, or several that together match the same findings; the first is the one to adopt."""
    for number, criteria in enumerate(split(asked.criteria), start=1):
        name = filter_name(asked.full_name, number)
        existing = import_id(detectors, region, asked.existing) if number == 1 else None
        kept = asked.existing[region] if existing else name  # a new name would replace it
        yield Part(kept, address(name), asked, criteria, existing)


def split(criteria: Criteria) -> Iterator[Criteria]:
    """Criteria whose ``equals`` are short enough; a finding matches one of them where it matches the whole.

    Only ``equals`` can be split: its values are alternatives.
    """
    return product(*(tuple(_chunks(criterion)) for criterion in criteria))


def _chunks(criterion: Criterion) -> Iterator[Criterion]:
    size = quotas.VALUES_PER_CONDITION
    for start in range(0, max(len(criterion.equals), 1), size):
        yield replace(criterion, equals=criterion.equals[start : start + size])


def _rank(part: Part, before: Part | None, rank: int) -> RankedFilter:
    return RankedFilter(
        name=part.name,
        address=part.address,
        rank=rank,
        after=before.address if before else None,
        action=part.asked.action,
        description=part.asked.description,
        criteria=part.criteria,
        tags=part.asked.tags,
        existing=part.existing,
        origin=part.asked.origin,
    )


def _too_many(parts: tuple[Part, ...], program: Program, region: str) -> Diagnostic:
    limit = quotas.FILTERS_PER_DETECTOR
    teams = sorted(Counter(part.asked.team for part in parts).items(), key=lambda item: (-item[1], item[0]))
    counts = ", ".join(f"{team} {count}" for team, count in teams)
    message = f"{len(parts)} filters in {region}; GuardDuty takes {limit} for a detector ({counts})"
    smaller = {pack: _count(program, pack, region) for pack in (Pack.TEAM, Pack.ORGANIZATION)}
    offers = [f"filters: {{pack: {pack}}} makes {number}" for pack, number in smaller.items() if number < len(parts)]
    help_ = "; ".join(offers) or "one entry under filters with many values in equals does the work of many"
    related = (("the first one over the limit", parts[limit].asked.origin.span),)
    return Diagnostic("too-many-filters", message, program.organization.origin.span, help_, related)


def _count(program: Program, pack: Pack, region: str) -> int:
    """How many filters there would be, packed in this way."""
    return len(parts_of(replace(program, organization=replace(program.organization, pack=pack)), region))
