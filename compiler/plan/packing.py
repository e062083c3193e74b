"""Filters of one shape made one: those that differ only in which bucket, key, user or account they ask for.

A merged filter is named after its shape, and its values are dealt out by their hashes, so that one
more asset changes the one filter that it goes into, and another team's changes none of the rest. What
is routed is merged the same way, for each route. Suppressions are never merged, since each has
somebody who answers for it, nor what is adopted.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from compiler.catalog import quotas
from compiler.model.criteria import Criteria, Criterion, in_order
from compiler.model.organization import Organization, Pack
from compiler.model.origin import Origin
from compiler.model.program import Filter, RoutedFindings

# What is asked for by name; the first of these that a filter has is what merges, the rest is its shape.
_IDENTITIES = {
    "resource.s3BucketDetails.name": "buckets",
    "resource.accessKeyDetails.accessKeyId": "keys",
    "resource.accessKeyDetails.userName": "users",
    "accountId": "accounts",
}

Watcher = TypeVar("Watcher", Filter, RoutedFindings)
Shape = tuple[str, str, Criteria]


def packed(filters: Iterable[Filter], organization: Organization, region: str) -> tuple[Filter, ...]:
    """The filters of one Region, merged as far as the organization says."""
    found = []
    for one, members in _packed(filters, organization, region):
        about = f"Findings on {one.name.partition('-')[0]} that are watched for the same"
        names = tuple(asked.full_name for asked in members)
        found.append(replace(one, description=about, members=names) if members else one)
    return tuple(found)


def packed_routes(routed: Iterable[RoutedFindings], organization: Organization, region: str) -> list[RoutedFindings]:
    """What is routed from one Region, merged as far as the organization says."""
    by_route: dict[str, list[RoutedFindings]] = defaultdict(list)
    for one in routed:
        by_route[one.route].append(one)
    found = [pair for here in by_route.values() for pair in _packed(here, organization, region)]
    named = (replace(one, name=f"{one.name}-to-{one.route}") if members else one for one, members in found)
    return sorted(named, key=lambda one: one.full_name)


def _packed(
    watchers: Iterable[Watcher], organization: Organization, region: str
) -> Iterator[tuple[Watcher, Sequence[Watcher]]]:
    """Each with what was merged into it; with nothing where it is as it was asked for."""
    groups: dict[Shape, list[Watcher]] = defaultdict(list)
    for watcher in watchers:
        shape = _shape(watcher, organization) if region in watcher.regions else None
        if shape:
            groups[shape].append(watcher)
        elif region in watcher.regions:
            yield watcher, ()
    for shape, group in sorted(groups.items(), key=str):
        yield from _merged(shape, group, region)


def _shape(asked: Watcher, organization: Organization) -> Shape | None:
    """Scope, identity and all other criteria; None for what is not merged."""
    plain = {c.field: c for c in asked.criteria if c == Criterion(c.field, c.equals)}
    identity = next((plain[field] for field in _IDENTITIES if field in plain), None)
    is_its_own = isinstance(asked, Filter) and (asked.justification or asked.existing)
    if identity is None or is_its_own or organization.pack is Pack.ASSET:
        return None
    scope = asked.team if organization.pack is Pack.TEAM else organization.name
    return scope, identity.field, tuple(c for c in asked.criteria if c is not identity)


def _merged(shape: Shape, group: list[Watcher], region: str) -> Iterator[tuple[Watcher, Sequence[Watcher]]]:
    scope, field, rest = shape
    name = f"{_IDENTITIES[field]}-{_hash(repr(rest))[:8]}" if rest else _IDENTITIES[field]
    values = sorted({value for asked in group for value in _values(asked, field)})
    for suffix, dealt in _dealt(values):
        members = [asked for asked in group if not _values(asked, field).isdisjoint(dealt)]
        members.sort(key=lambda asked: asked.full_name)
        merged = replace(
            members[0],
            team=scope,
            name=f"{name}{suffix}",
            criteria=in_order(Criterion(field, equals=tuple(dealt)), *rest),
            regions=(region,),
            origin=_origin(members),
            tags=dict(sorted(set.intersection(*(set(asked.tags.items()) for asked in members)))),
            facts=(),
        )
        yield merged, members


def _values(asked: Watcher, field: str) -> set[str]:
    return {value for criterion in asked.criteria if criterion.field == field for value in criterion.equals}


def _dealt(values: list[str], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """All values where they fit, or halves by the next bit of their hashes: ``-0`` and ``-1``, ``-10`` and ``-11``."""
    if len(values) <= quotas.VALUES_PER_CONDITION:
        if values:
            yield (f"-{prefix}" if prefix else ""), values
        return
    for bit in "01":
        yield from _dealt([value for value in values if _bits(value)[len(prefix)] == bit], prefix + bit)


def _bits(value: str) -> str:
    return f"{int(_hash(value), 16):0256b}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _origin(members: Sequence[Watcher]) -> Origin:
    return Origin("; ".join(dict.fromkeys(asked.origin.label for asked in members)), members[0].origin.span)
