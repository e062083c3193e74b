"""Packing: filters that differ only in which bucket, key, user or other asset, or account they match become one.

A packed filter is named after what its members have in common, and its values are split by their
hashes, so that one more asset changes only the filter that it goes into, and another team's asset
changes no other filter. Routed findings are packed the same way, for each route. Suppressions are never
packed, since each has an owner, nor are adopted filters.

Users have accounts too, because their names are not unique. Those with the same accounts become one filter: it
matches every user in every one of these accounts, which is what the filters of each match. All other users stay apart.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from ..catalog import quotas
from ..catalog.filter_fields import INSTANCE_TAG, MODEL
from ..model.criteria import Criteria, Criterion, by_field
from ..model.filters import Filter, FormerNames, RoutedFindings
from ..model.organization import Organization, Pack
from ..model.origin import Origin
from . import aws_names


@dataclass(frozen=True)
class Identity:
    """A field that names what is watched: what packed filters are called after it, and in their descriptions."""

    name: str
    noun: str


# The first of these fields that a filter has is the one that packing merges.
_USER, _ACCOUNT = "resource.accessKeyDetails.userName", "accountId"
_IDENTITIES = {
    "resource.s3BucketDetails.name": Identity("buckets", "S3 buckets"),
    "resource.accessKeyDetails.accessKeyId": Identity("keys", "access keys"),
    _USER: Identity("users", "users"),
    "resource.lambdaDetails.functionName": Identity("functions", "functions"),
    "resource.rdsDbInstanceDetails.dbClusterIdentifier": Identity("databases", "database clusters"),
    "resource.rdsDbInstanceDetails.dbInstanceIdentifier": Identity("instances", "database instances"),
    "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace": Identity("namespaces", "namespaces"),
    "service.action.kubernetesApiCallAction.namespace": Identity("called", "namespaces"),
    "resource.eksClusterDetails.name": Identity("clusters", "EKS clusters"),
    "resource.instanceDetails.tags.value": Identity("tags", "instance tags"),
    INSTANCE_TAG.name: Identity("pairs", "instance tags"),
    "resource.kubernetesDetails.kubernetesWorkloadDetails.containers.image": Identity("images", "container images"),
    "resource.ecsClusterDetails.taskDetails.containers.image": Identity("task-images", "container images"),
    "resource.containerDetails.image": Identity("container-images", "container images"),
    "resource.recoveryPointDetails.backupVaultName": Identity("vaults", "backup vaults"),
    MODEL.name: Identity("models", "models"),
    _ACCOUNT: Identity("accounts", "accounts"),
}

_SCOPED = (Pack.TEAM, Pack.ORGANIZATION)  # what ``auto`` comes to is for fitting.py to say

Packable = TypeVar("Packable", Filter, RoutedFindings)


@dataclass(frozen=True)
class Shape:
    """What filters have in common that can be packed: whose they are, the field that differs, all other criteria.

    ``former_scopes`` are earlier names of the team that they belong to.
    """

    scope: str
    field: str
    rest: Criteria
    former_scopes: tuple[str, ...] = ()


def packed(filters: Iterable[Filter], organization: Organization, region: str) -> tuple[Filter, ...]:
    """What GuardDuty gets of the filters of one Region, packed; both as the organization sets.

    Those packed from others name their members.
    """
    created = (filter_ for filter_ in filters if organization.has_views or not filter_.is_view)
    return tuple(
        _with_members(filter_, shape, members) if shape else filter_
        for filter_, shape, members in by_shape(created, organization, region)
    )


def by_shape(
    candidates: Iterable[Packable], organization: Organization, region: str
) -> Iterator[tuple[Packable, Shape | None, Sequence[Packable]]]:
    """Each result with its shape and members; without a shape where it is not packed."""
    shaped: list[tuple[Shape, Packable]] = []
    for candidate in candidates:
        if region not in candidate.regions:
            continue
        shape = _shape(candidate, organization)
        if shape:
            shaped.append((shape, candidate))
        else:
            yield candidate, None, ()
    groups: dict[Shape, list[Packable]] = defaultdict(list)
    for shape, candidate in _with_accounts_of_users(shaped):
        groups[shape].append(candidate)
    for shape, group in sorted(groups.items(), key=lambda item: repr(item[0])):
        for merged, members in _merged(shape, group, region):
            yield merged, shape, members


def _shape(candidate: Packable, organization: Organization) -> Shape | None:
    """None for what is not packed."""
    plain = {c.field: c for c in candidate.criteria if c == Criterion(c.field, c.equals)}
    identity = next((plain[field] for field in _IDENTITIES if field in plain), None)
    is_kept_apart = isinstance(candidate, Filter) and (candidate.justification or candidate.existing)
    if identity is None or is_kept_apart or organization.pack not in _SCOPED:
        return None
    rest = tuple(c for c in candidate.criteria if c is not identity)
    if organization.pack is Pack.TEAM:
        return Shape(candidate.team, identity.field, rest, candidate.was.teams)
    return Shape(organization.name, identity.field, rest)


def _with_accounts_of_users(shaped: Sequence[tuple[Shape, Packable]]) -> Iterator[tuple[Shape, Packable]]:
    """Each candidate, but those on users once for each set of accounts that its users have, with those users."""
    accounts: dict[tuple[Shape, str], set[str]] = defaultdict(set)
    for shape, candidate in shaped:
        apart, own = _accounts_apart(shape)
        for user in _values(candidate, _USER) if own else ():
            accounts[apart, user].update(own)
    for shape, candidate in shaped:
        apart, own = _accounts_apart(shape)
        users: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for user in _values(candidate, _USER) if own else ():
            users[tuple(sorted(accounts[apart, user]))].append(user)
        for shared, grouped in users.items():
            rest = by_field(*apart.rest, Criterion(_ACCOUNT, equals=shared))
            yield replace(apart, rest=rest), _with_values(candidate, _USER, tuple(grouped))
        if not own:
            yield shape, candidate


def _accounts_apart(shape: Shape) -> tuple[Shape, tuple[str, ...]]:
    """The shape of a filter on users without their accounts, and the accounts; none where they are no plain list."""
    own = next((c.equals for c in shape.rest if c == Criterion(_ACCOUNT, equals=c.equals)), ())
    if shape.field != _USER or not own:
        return shape, ()
    return replace(shape, rest=tuple(c for c in shape.rest if c.field != _ACCOUNT)), own


def _values(candidate: Packable, field: str) -> tuple[str, ...]:
    return next(c.equals for c in candidate.criteria if c.field == field)


def _with_values(candidate: Packable, field: str, values: tuple[str, ...]) -> Packable:
    criteria = (replace(c, equals=values) if c.field == field else c for c in candidate.criteria)
    return replace(candidate, criteria=tuple(criteria))


def _merged(shape: Shape, group: list[Packable], region: str) -> Iterator[tuple[Packable, Sequence[Packable]]]:
    holders = _holders(shape, group)
    for part, values in _split(sorted(holders)):
        indices = sorted({index for value in values for index in holders[value]})
        members = sorted((group[index] for index in indices), key=lambda member: member.full_name)
        merged = replace(
            members[0],
            team=shape.scope,
            name=aws_names.packed_name(_IDENTITIES[shape.field].name, shape.rest, part),
            criteria=by_field(Criterion(shape.field, equals=tuple(values)), *shape.rest),
            regions=(region,),
            origin=_origin(members),
            tags=dict(sorted(set.intersection(*(set(member.tags.items()) for member in members)))),
            facts=(),
            was=FormerNames(teams=shape.former_scopes),
        )
        yield merged, members


def _holders(shape: Shape, group: Sequence[Packable]) -> dict[str, list[int]]:
    """Each value of the field that differs, with the indices in the group of those that have it."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, member in enumerate(group):
        for value in _values(member, shape.field):
            holders[value].append(index)
    return holders


def _split(values: list[str], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """All values where they fit, or halves by the next bit of their hashes: ``0`` and ``1``, ``10`` and ``11``."""
    if len(values) <= quotas.VALUES_PER_CONDITION:
        if values:
            yield prefix, values
        return
    for bit in "01":
        yield from _split([value for value in values if _bits(value)[len(prefix)] == bit], prefix + bit)


def _bits(value: str) -> str:
    return f"{int(hashlib.sha256(value.encode()).hexdigest(), 16):0256b}"


def _with_members(filter_: Filter, shape: Shape, members: Sequence[Filter]) -> Filter:
    """A filter that has only one member so far keeps its description."""
    several = f"Findings on several {_IDENTITIES[shape.field].noun} with the same conditions"
    description = several if len(members) > 1 else filter_.description
    return replace(filter_, description=description, members=tuple(member.full_name for member in members))


def _origin(members: Sequence[Filter | RoutedFindings]) -> Origin:
    origins = [member.origin for member in members]
    label = "; ".join(dict.fromkeys(origin.label for origin in origins))
    first, *others = dict.fromkeys(chain.from_iterable((each.span, *each.others) for each in origins))
    return Origin(label, first, tuple(others))
