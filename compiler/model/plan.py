"""The plan: stacks, each applied to one account and Region, and what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from compiler.model.organization import Backend
from compiler.model.resources import Resource

T = TypeVar("T")


@dataclass(frozen=True)
class Provider:
    """Which account and Region a stack is applied to. ``role`` is assumed where it is given."""

    account_id: str
    region: str
    role: str | None
    constraint: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Stack:
    """One ``cdk.tf.json``. Resources stand in the order in which they are built.

    ``after`` are the stacks that have to be applied before this one.
    """

    name: str
    provider: Provider
    backend: Backend
    resources: tuple[Resource, ...]
    after: tuple[str, ...] = ()

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """The stack's resources of one type."""
        return tuple(resource for resource in self.resources if isinstance(resource, kind))


@dataclass(frozen=True)
class Plan:
    """``title`` is the organization's name. Stacks stand in the order in which they can be applied."""

    title: str
    stacks: tuple[Stack, ...]
