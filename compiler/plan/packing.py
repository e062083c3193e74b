"""Filters of one shape made one: those that differ only in which bucket, key, user or account they ask for.

A merged filter is named after its shape, and its values are dealt out by their hashes, so that one
more asset changes the one filter that it goes into, and another team's changes none of the rest.
Suppressions are never merged, since each has somebody who answers for it, nor what is adopted.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from compiler.catalog import quotas
from compiler.model.criteria import Criteria, Criterion, in_order
from compiler.model.organization import Organization, Pack
from compiler.model.origin import Origin
from compiler.model.program import Filter

# What a filter asks for by name; the first of these that it has is what merges, the rest is its shape.
_IDENTITIES = {
    "resource.s3BucketDetails.name": "buckets",
    "resource.accessKeyDetails.accessKeyId": "keys",
    "resource.accessKeyDetails.userName": "users",
    "accountId": "accounts",
}

Shape = tuple[str, str, Criteria]


def packed(filters: Iterable[Filter], organization: Organization, region: str) -> tuple[Filter, ...]:
    """The filters of one Region, merged as far as the organization says."""
    here = [asked for asked in filters if region in asked.regions]
    if organization.pack is Pack.ASSET:
        return tuple(here)
    groups: dict[Shape, list[Filter]] = defaultdict(list)
    rest: list[Filter] = []
    for asked in here:
        scope = asked.team if organization.pack is Pack.TEAM else organization.name
        shape = _shape(asked, scope)
        (groups[shape] if shape else rest).append(asked)
    merged = (part for shape, group in sorted(groups.items(), key=str) for part in _merged(shape, group, region))
    return (*rest, *merged)


def _shape(asked: Filter, scope: str) -> Shape | None:
    """Scope, identity and all other criteria; None for what is not merged."""
    plain = {c.field: c for c in asked.criteria if c == Criterion(c.field, c.equals)}
    identity = next((plain[field] for field in _IDENTITIES if field in plain), None)
    if identity is None or asked.justification or asked.existing:
        return None
    return scope, identity.field, tuple(c for c in asked.criteria if c is not identity)


def _merged(shape: Shape, group: list[Filter], region: str) -> Iterator[Filter]:
    scope, field, rest = shape
    kind = _IDENTITIES[field]
    name = f"{kind}-{_hash(repr(rest))[:8]}" if rest else kind
    values = sorted({value for asked in group for c in asked.criteria if c.field == field for value in c.equals})
    for suffix, dealt in _dealt(values):
        members = [asked for asked in group if _asks_for(asked, field, dealt)]
        members.sort(key=lambda asked: asked.full_name)
        yield Filter(
            team=scope,
            name=f"{name}{suffix}",
            action=members[0].action,
            description=f"Findings on {kind} that are watched for the same",
            criteria=in_order(Criterion(field, equals=tuple(dealt)), *rest),
            regions=(region,),
            existing={},
            justification=None,
            origin=_origin(members),
            tags=dict(set.intersection(*(set(asked.tags.items()) for asked in members))),
            members=tuple(asked.full_name for asked in members),
        )


def _asks_for(asked: Filter, field: str, values: list[str]) -> bool:
    return any(c.field == field and not set(values).isdisjoint(c.equals) for c in asked.criteria)


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


def _origin(members: list[Filter]) -> Origin:
    return Origin("; ".join(dict.fromkeys(asked.origin.label for asked in members)), members[0].origin.span)
