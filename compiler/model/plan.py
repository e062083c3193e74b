"""The plan: stacks, each applied to one account and Region, and the resources in them, by address."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar, cast

from .address import Address
from .organization import Pack
from .origin import Origin
from .resources import Body

SomeBody = TypeVar("SomeBody", bound=Body, covariant=True)  # noqa: PLC0105 a name that reads well
BodyType = TypeVar("BodyType", bound=Body)


@dataclass(frozen=True)
class Planned(Generic[SomeBody]):
    """A resource of a stack: where it is, what it is, and the spec it comes from.

    ``after`` are the resources that it depends on without referring to them. ``import_id`` is the id under
    which Terraform imports an existing resource, None for one to be created. ``former`` are the addresses that it
    had under earlier names, the oldest first.
    """

    address: Address
    body: SomeBody
    origin: Origin
    after: tuple[Address, ...] = ()
    import_id: str | None = None
    former: tuple[Address, ...] = ()


@dataclass(frozen=True)
class Provider:
    """Which account and Region a stack is applied to. ``role`` is assumed if there is one."""

    account_id: str
    region: str
    role: str | None
    constraint: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class S3State:
    """The state of one stack, as an object in S3."""

    bucket: str
    key: str
    region: str
    use_lockfile: bool
    kms_key_id: str | None


@dataclass(frozen=True)
class LocalState:
    """The state of one stack, as a file; ``path`` is relative to the stack's folder."""

    path: str


@dataclass(frozen=True)
class CloudState:
    """The state of one stack, as a workspace of HCP Terraform or of Terraform Enterprise at ``hostname``."""

    organization: str
    workspace: str
    project: str | None
    hostname: str | None


@dataclass(frozen=True)
class HttpState:
    """The state of one stack, at an HTTP address; ``lock_address`` is None where it is not locked."""

    address: str
    lock_address: str | None


State = S3State | LocalState | CloudState | HttpState


@dataclass(frozen=True)
class Stack:
    """One ``cdk.tf.json``. Resources are in the order in which they are built.

    ``after`` are the stacks that have to be applied before this one.
    """

    name: str
    provider: Provider
    state: State
    resources: tuple[Planned[Body], ...]
    after: tuple[str, ...] = ()

    @cached_property
    def by_address(self) -> Mapping[Address, Planned[Body]]:
        """The resources by their addresses, which are unique in a stack."""
        return {planned.address: planned for planned in self.resources}

    def at(self, address: Address) -> Planned[Body] | None:
        """The resource at an address, or None."""
        return self.by_address.get(address)

    def of(self, body: type[BodyType]) -> tuple[Planned[BodyType], ...]:
        """The stack's resources of one type, in their order."""
        return tuple(cast("Planned[BodyType]", planned) for planned in self.resources if isinstance(planned.body, body))


@dataclass(frozen=True)
class Merged:
    """Filters or rules of a Region that are merged because more are declared than fit (``filters.pack: auto``).

    ``what`` is ``filters`` or ``rules``. There would be ``declared`` of them, and are ``count``; ``limit`` fit.
    """

    region: str
    what: str
    declared: int
    count: int
    limit: int
    pack: Pack

    @property
    def text(self) -> str:
        merged = f"{self.declared} {self.what} of the specs merged into {self.count}"
        return f"{merged} {WITHIN[self.pack]}, because only {self.limit} fit (filters.pack is auto)"


WITHIN = {Pack.TEAM: "within each team", Pack.ORGANIZATION: "over all teams"}


@dataclass(frozen=True)
class Plan:
    """``title`` is the organization's name. Stacks are in an order in which they can be applied.

    ``pack`` is what the organization sets, and ``merged`` what only a limit has merged, where that is auto.
    """

    title: str
    stacks: tuple[Stack, ...]
    pack: Pack = Pack.ASSET
    merged: tuple[Merged, ...] = ()

    def pack_in(self, region: str, what: str) -> Pack:
        """As which setting the ``filters`` or ``rules`` of a Region are merged."""
        fitted = {(each.region, each.what): each.pack for each in self.merged}
        return fitted.get((region, what), Pack.ASSET if self.pack is Pack.AUTO else self.pack)

    @cached_property
    def by_name(self) -> Mapping[str, Stack]:
        """The stacks by their names."""
        return {stack.name: stack for stack in self.stacks}

    def at(self, stack: str, address: Address) -> Planned[Body] | None:
        """The resource at an address of the stack with this name, or None."""
        return self.by_name[stack].at(address) if stack in self.by_name else None
